import type { ApiClient } from './api-client.js';
import { archive } from './lifecycle.js';
import { createEntry, createOwner, deleteEntries } from './entries.js';
import { makeFile } from './named-files.js';
import { foreignWorld, type ForeignWorld } from './foreign-world.js';
import { joinGroup } from './group-things.js';
import { assign, person, setMember } from './people.js';
import { storedPicture } from './pointers.js';
import { REQUEST_UPLOAD } from './uploads.js';
import { expiredToken } from './expired-token.js';
import type { TestThingstore } from './thingstore.js';

/** The group that its members and its thing see; it has no file of the name that those of others have. */
export const SHARED_GROUP = 'shared-group';

/** Names at which a thing and its group had a file, will have one, or have what is none. */
export const UNNAMED = {
  deleted: 'deleted.csv',
  archived: 'archived.csv',
  awaited: 'awaited.csv',
  'of a co-owner': 'shared.csv',
  'of an entry elsewhere': 'notes',
} as const;

/** Two projects, and in the first one a group with members and a thing. */
export interface PathWorld extends ForeignWorld {
  /** Who asks as an account. */
  readonly accounts: Readonly<Record<string, ApiClient>>;
  /** Who asks as a thing. */
  readonly things: Readonly<Record<string, ApiClient>>;
  /** Who is not known anywhere. */
  readonly strangers: Readonly<Record<string, ApiClient>>;
}

export async function pathWorld(thingstore: TestThingstore): Promise<PathWorld> {
  const world = await foreignWorld(thingstore, await expiredToken(thingstore));
  const { root, limited, stranger, base } = world;
  await createOwner(root, { id: SHARED_GROUP, kind: 'GROUP', name: 'Shared', domainId: base.domain });
  await assign(root, limited, { role: 'ResourceAdmin', ownerId: SHARED_GROUP });
  const members = { viewer: await person(thingstore, 'READ_WRITE'), editor: await person(thingstore, 'READ_WRITE') };
  await setMember(root, { groupId: SHARED_GROUP, userId: members.viewer.id, role: 'VIEWER' });
  await setMember(root, { groupId: SHARED_GROUP, userId: members.editor.id, role: 'EDITOR' });
  const thing = await thingstore.thing('shared-thing');
  await joinGroup(root, 'shared-thing', SHARED_GROUP);
  for (const ownerId of [SHARED_GROUP, 'shared-thing']) await makeUnnamed(root, ownerId);
  return {
    ...world,
    accounts: {
      ...{ root, limited: limited.client, stranger: stranger.client },
      ...{ viewer: members.viewer.client, editor: members.editor.client },
    },
    things: { 'thing of the group': thing, 'thing of no group': world.thing },
    strangers: { nobody: world.nobody, expired: world.expired },
  };
}

async function makeUnnamed(root: ApiClient, ownerId: string): Promise<void> {
  const made = { ownerId, text: 'a,b' };
  const deleted = await makeFile(root, { ...made, name: UNNAMED.deleted });
  await deleteEntries(root, { ids: [deleted.id] });
  const archived = await makeFile(root, { ...made, name: UNNAMED.archived });
  await archive(root, { ids: [archived.id] });
  await root.request(REQUEST_UPLOAD, { input: { ownerId, path: `files/${UNNAMED.awaited}`, type: 'text/csv' } });
  const coownerId = `${ownerId}-with`;
  await createOwner(root, { id: coownerId, kind: 'OTHER', name: coownerId });
  await storedPicture(root, { ownerId, coownerId, path: `files/${UNNAMED['of a co-owner']}` });
  await createEntry(root, { ownerId, path: UNNAMED['of an entry elsewhere'] });
}
