import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, DELETE_ENTRIES, deleteEntries, entry } from '../support/entries.js';
import type { DeleteResourcesInput } from '../support/generated/graphql.js';
import { assign, person } from '../support/people.js';
import { createPointer, pointer, storedPicture } from '../support/pointers.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

let thingstore: TestThingstore;
let root: ApiClient;
let records: Records;
before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  records = await Records.open(thingstore.databaseUrl);
  for (const id of ['cam', 'set']) await createOwner(root, { id, kind: 'SYSTEM', name: id });
});
after(async () => {
  await records.close();
  await thingstore.stop();
});

let made = 0;

/** A picture of "cam" below a folder, and a pointer to it in "set". */
async function pointed(folder: string) {
  made += 1;
  const path = `${folder}/${made.toString()}`;
  const source = await storedPicture(root, { ownerId: 'cam', path });
  const { id } = await createPointer(root, { ownerId: 'set', path, sourceId: source.id });
  return { sourceId: source.id, pointerId: id, path };
}

async function refusal(input: DeleteResourcesInput, client = root) {
  const { message, extensions } = await client.refusal(DELETE_ENTRIES, { input: { onPointers: 'REFUSE', ...input } });
  return { message, code: extensions.code, property: extensions.property, params: extensions.params };
}

describe('deleting what pointers point to', () => {
  it('makes orphans of them unless it is refused', async () => {
    for (const policy of [{}, { onPointers: 'ORPHAN' } as const, { onPointers: null }]) {
      const { sourceId, pointerId } = await pointed('orphaned');
      await deleteEntries(root, { ids: [sourceId], ...policy });
      assert.equal((await pointer(root, pointerId)).sourceReference.state, 'DELETED');
    }
  });

  it('is refused, all of it, when that is asked for', async () => {
    const { sourceId, pointerId } = await pointed('refused');
    const free = await createEntry(root, { ownerId: 'cam', path: 'refused/free' });
    const { code, property, params } = await refusal({ ids: [free.id, sourceId] });
    assert.deepEqual([code, property, params], ['RESOURCE_IN_USE', 'ids', { id: sourceId }]);
    const byPlace = await refusal({ at: { ownerId: 'cam', path: 'refused' }, children: true });
    assert.deepEqual([byPlace.code, byPlace.property, byPlace.params], ['RESOURCE_IN_USE', 'at', { id: sourceId }]);
    assert.ok((await entry(root, free.id)) !== null);
    assert.equal((await pointer(root, pointerId)).sourceReference.state, 'OK');
    assert.equal((await records.history(sourceId)).length, 1);
  });

  it('is not refused where nothing points, or where the pointers go with it', async () => {
    const free = await storedPicture(root, { ownerId: 'cam', path: 'with/free' });
    const { sourceId, pointerId } = await pointed('with');
    const input = { ids: [pointerId, free.id, sourceId], onPointers: 'REFUSE' } as const;
    assert.deepEqual(await deleteEntries(root, input), input.ids);
    const cut = await pointed('cut');
    await deleteEntries(root, { ids: [cut.pointerId], onPointers: 'REFUSE' });
    assert.deepEqual(await deleteEntries(root, { ids: [cut.sourceId], onPointers: 'REFUSE' }), [cut.sourceId]);
  });

  it('is refused for a pointer that is archived: it would lose its file too', async () => {
    const { sourceId, pointerId } = await pointed('archived');
    await records.ask('update resource set archived_at = now() where id = $1', pointerId);
    assert.equal((await refusal({ ids: [sourceId] })).code, 'RESOURCE_IN_USE');
  });

  it('is refused for pointers that the caller may not see, of which it is told no more than that they are there', async () => {
    const one = await pointed('unseen');
    const editor = await person(thingstore, 'READ_WRITE');
    await assign(root, editor, { role: 'ResourceEditor', ownerId: 'cam' });
    const refused = await refusal({ ids: [one.sourceId] }, editor.client);
    await createPointer(root, { ownerId: 'set', path: 'unseen/another', sourceId: one.sourceId });
    assert.deepEqual(await refusal({ ids: [one.sourceId] }, editor.client), refused);
    assert.deepEqual([refused.code, refused.params], ['RESOURCE_IN_USE', { id: one.sourceId }]);
    assert.ok(!JSON.stringify(refused).includes('set'));
    const reader = await person(thingstore, 'READ_WRITE');
    await assign(root, reader, { role: 'ResourceViewer', ownerId: 'cam' });
    assert.equal((await refusal({ ids: [one.sourceId] }, reader.client)).code, 'FORBIDDEN');
    const stranger = await person(thingstore, 'READ_WRITE');
    assert.equal((await refusal({ ids: [one.sourceId] }, stranger.client)).code, 'RESOURCE_NOT_FOUND');
  });
});
