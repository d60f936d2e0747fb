import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import {
  createEntry,
  createOwner,
  CREATE_OWNER,
  deleteEntries,
  entries,
  entry,
  entryAt,
  updateEntry,
} from '../support/entries.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

describe('a thing', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    camera = await thingstore.thing('cam-1');
    await thingstore.thing('cam-2');
    await createOwner(thingstore.root, { id: 'hall', kind: 'GROUP', name: 'Hall' });
  });
  after(() => thingstore.stop());

  it('sees its own record and no other, and none of its keys', async () => {
    const { data } = await camera.send(`{
      owner(id: "cam-1") { id name domain { path } thingKeys { id } }
      other: owner(id: "cam-2") { id }
      group: owner(id: "hall") { id }
      owners { nodes { id } totalCount }
    }`);
    assert.deepEqual(data, {
      owner: { id: 'cam-1', name: 'cam-1', domain: { path: '/' }, thingKeys: [] },
      other: null,
      group: null,
      owners: { nodes: [{ id: 'cam-1' }], totalCount: 1 },
    });
  });

  it('creates, reads, changes and deletes what belongs to it', async () => {
    const { id } = await createEntry(camera, { ownerId: 'cam-1', path: 'status', data: { ok: true } });
    assert.deepEqual((await entry(camera, id))?.data, { ok: true });
    assert.equal((await entryAt(camera, { ownerId: 'cam-1', path: 'status' }))?.id, id);
    assert.equal((await updateEntry(camera, { id, data: { ok: false } })).version, 2);
    assert.deepEqual(
      (await entries(camera, {})).nodes.map((node) => node.id),
      [id],
    );
    assert.deepEqual(await deleteEntries(camera, { ids: [id] }), [id]);
    assert.equal(await entry(camera, id), null);
  });

  it('reads and changes what it shares as co-owner, without seeing the main owner', async () => {
    const shared = await createEntry(thingstore.root, { ownerId: 'cam-2', coownerId: 'cam-1', path: 'shared' });
    const { data } = await camera.send(
      'query ($id: ID!) { resource(id: $id) { ownerId owner { id } coowner { id } } }',
      {
        id: shared.id,
      },
    );
    assert.deepEqual(data, { resource: { ownerId: 'cam-2', owner: null, coowner: { id: 'cam-1' } } });
    assert.equal((await updateEntry(camera, { id: shared.id, metadata: { seen: true } })).version, 2);
    assert.equal((await entries(camera, { ownerId: 'cam-2' })).totalCount, 1);
    await deleteEntries(camera, { ids: [shared.id] });
    assert.equal(await entry(thingstore.root, shared.id), null);
  });

  it('administers no owners, not even itself', async () => {
    const input = { id: 'cam-9', kind: 'DEVICE', name: 'x' } as const;
    assert.equal((await camera.refusal(CREATE_OWNER, { input })).extensions.code, 'FORBIDDEN');
    assert.equal(
      (await camera.refusal(CREATE_OWNER, { input: { ...input, id: 'cam-2' } })).extensions.code,
      'FORBIDDEN',
    );
    for (const mutation of [
      'updateOwner(input: { id: "cam-1", name: "mine" }) { id }',
      'issueThingKey(input: { ownerId: "cam-1" }) { key }',
      'revokeThingKeys(input: { ownerId: "cam-1" }) { id }',
    ]) {
      const { data, errors } = await camera.send(`mutation { ${mutation} }`);
      assert.deepEqual([data, errors?.[0]?.extensions.code], [null, 'FORBIDDEN'], mutation);
    }
    assert.deepEqual((await thingstore.root.send('{ owner(id: "cam-1") { name } }')).data, {
      owner: { name: 'cam-1' },
    });
    assert.equal((await camera.send('{ viewer { kind } }')).status, 200);
  });
});
