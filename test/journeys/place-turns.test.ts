import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries } from '../support/entries.js';
import { HeldLocks } from '../support/held-locks.js';
import { archive, restore } from '../support/lifecycle.js';
import { createPointer, storedPicture } from '../support/pointers.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

describe('an entry that takes the place of another', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  /** What happened at a path, as who follows the feed hears of it: the last two. */
  const lastTwo = async (path: string) => {
    const rows = await records.ask<{ action: string; id: string }>(
      'select action, resource_id as id from resource_change where path = $1 order by epoch desc, xid desc, seq desc limit 2',
      path,
    );
    return rows.map(({ action, id }) => [action, id]).reverse();
  };

  it('comes after that in the feed when it is brought back while the other is deleted', async () => {
    const { id: back } = await createEntry(root, { ownerId: 'cam-1', path: 'turn/a' });
    const { id: other } = await createEntry(root, { ownerId: 'cam-1', path: 'turn/b' });
    await archive(root, { ids: [back, other] });
    const { id: standing } = await createEntry(root, { ownerId: 'cam-1', path: 'turn/a' });
    // It has its place in the order of transactions by then, and not yet all of its rows.
    const locks = await HeldLocks.take(
      thingstore.databaseUrl,
      `select 1 from resource where id = '${other}' for update`,
    );
    const restored = restore(root, { ids: [back, other] });
    await locks.untilWaiting(1);
    await deleteEntries(root, { ids: [standing] });
    await locks.release();
    assert.equal((await restored).length, 2);
    assert.deepEqual(await lastTwo('turn/a'), [
      ['DELETED', standing],
      ['RESTORED', back],
    ]);
  });

  it('comes after that in the feed when it is a pointer, made while the other is deleted', async () => {
    const { id: sourceId } = await storedPicture(root, { ownerId: 'cam-1', path: 'turn/source' });
    const { id: standing } = await createEntry(root, { ownerId: 'cam-1', path: 'turn/c' });
    const locks = await HeldLocks.take(
      thingstore.databaseUrl,
      `insert into source_reference (project_id, resource_id, owner_id, path, type, kind)
       values ('default', '${sourceId}', 'cam-1', 'turn/source', 'image/png', 'IMAGE')`,
    );
    const made = createPointer(root, { ownerId: 'cam-1', path: 'turn/c', sourceId });
    await locks.untilWaiting(1);
    await deleteEntries(root, { ids: [standing] });
    await locks.release();
    const { id } = await made;
    assert.deepEqual(await lastTwo('turn/c'), [
      ['DELETED', standing],
      ['CREATED', id],
    ]);
  });
});
