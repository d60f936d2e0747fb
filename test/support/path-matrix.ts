import { randomUUID } from 'node:crypto';
import { NAMED_FILE } from './foreign-world.js';
import { SHARED_GROUP, UNNAMED, type PathWorld } from './path-world.js';

/** What may stand for one parameter of a path. */
interface PathCase {
  /** What nobody has. */
  readonly absent: () => string;
  /** By what they are: each has to be answered like one that nobody has. */
  readonly unseen: (world: PathWorld) => Readonly<Record<string, string>>;
  /** Of those, what a Root account sees. */
  readonly seenByRoot: readonly string[];
  /** What stands for it while others are tried: what the members see, and what nobody but Root sees. */
  readonly others: (world: PathWorld) => readonly { readonly value: string; readonly isSeenByRootAlone: boolean }[];
}

/** Every parameter that a path of /openapi.json has. One that is missing here fails the test. */
export const PATH_MATRIX: Readonly<Record<string, PathCase>> = {
  group_id: {
    absent: () => `absent-${randomUUID()}`,
    unseen: ({ foreign, hidden, deleted, base }) => ({
      ...{ foreign: foreign.group, hidden: hidden.group, deleted: deleted.group },
      ...{ 'of a domain': hidden.domain, 'of a device': base.owner, 'of a hidden device': hidden.owner },
      ...{ 'none that can be': 'no id/at\0all', 'too long': 'x'.repeat(300) },
    }),
    seenByRoot: ['hidden'],
    others: ({ hidden }) => [
      { value: SHARED_GROUP, isSeenByRootAlone: false },
      { value: hidden.group, isSeenByRootAlone: true },
    ],
  },
  name: {
    absent: () => `absent-${randomUUID()}.csv`,
    unseen: () => ({ 'of a file of others': NAMED_FILE, ...UNNAMED }),
    seenByRoot: [],
    others: () => [{ value: NAMED_FILE, isSeenByRootAlone: false }],
  },
};
