import type { IdKind, Ids } from './foreign-world.js';

/** How an id is put at one place of the schema. */
export interface IdCase {
  readonly kind: IdKind;
  /** With $id; what else it needs is of the limited account's own. */
  readonly query: (base: Ids) => string;
  /** Ids that are not to be compared here, each for a reason. */
  readonly except?: readonly ('hidden' | 'deleted' | 'other' | 'foreign')[];
  /** Why. */
  readonly because?: string;
}
