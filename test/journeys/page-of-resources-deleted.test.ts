import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, DELETE_ENTRIES, deleteEntries, entries, entry, paths } from '../support/entries.js';
import type { DeleteResourcesInput } from '../support/generated/graphql.js';
import { HeldLocks } from '../support/held-locks.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { requestUpload } from '../support/uploads.js';

const UNKNOWN_ID = '019a0000-0000-7000-8000-00000000dead';

describe('resources that are deleted', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
    for (const id of ['cam-1', 'cam-2', 'crowd']) await createOwner(root, { id, kind: 'DEVICE', name: id });
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const create = async (path: string, coownerId: string | null = null) =>
    (await createEntry(root, { ownerId: 'cam-1', coownerId, path, data: { path } })).id;
  const refused = async (input: DeleteResourcesInput) => {
    const { code, property } = (await root.refusal(DELETE_ENTRIES, { input })).extensions;
    return [code, property];
  };
  const left = (path: string) =>
    paths(root, { ownerId: 'cam-1', path, children: true, order: [{ field: 'PATH', direction: 'ASC' }] });

  it('are gone, their place is free, and their history stays with one row more', async () => {
    const id = await create('once');
    assert.deepEqual(await deleteEntries(root, { ids: [id] }), [id]);
    assert.equal(await entry(root, id), null);
    const history = await records.ask<{ action: string; version: number; deleted_at: Date | null; updated_at: Date }>(
      'select action, version, deleted_at, updated_at from resource_change where resource_id = $1 order by version',
      id,
    );
    assert.deepEqual(
      history.map(({ action, version, deleted_at: at }) => [action, version, at !== null]),
      [
        ['CREATED', 1, false],
        ['DELETED', 2, true],
      ],
    );
    const [created, deleted] = history;
    assert.ok(created && deleted && deleted.updated_at > created.updated_at);
    assert.notEqual(await create('once'), id);
  });

  it('are those that lie there still when nobody else is writing to them any more', async () => {
    const moved = await create('race/moved');
    const stays = await create('race/stays');
    const mover = await HeldLocks.take(
      thingstore.databaseUrl,
      `update resource set path = 'elsewhere/moved' where id = '${moved}'`,
    );
    const deleted = deleteEntries(root, { at: { ownerId: 'cam-1', path: 'race' }, children: true });
    await mover.untilWaiting(1);
    await mover.commit();
    assert.deepEqual(await deleted, [stays]);
    assert.deepEqual([await left('race'), await left('elsewhere')], [[], ['elsewhere/moved']]);
  });

  it('by ids are answered in the order that was asked, each once', async () => {
    const [one, two] = [await create('order/1'), await create('order/2')];
    assert.deepEqual(await deleteEntries(root, { ids: [two, one.toUpperCase(), two] }), [two, one]);
    assert.deepEqual(await left('order'), []);
    assert.deepEqual(await deleteEntries(root, { ids: [] }), []);
  });

  it('by ids are all or none', async () => {
    const ids = [await create('all/1'), await create('all/2')];
    for (const wrong of [UNKNOWN_ID, 'no id', '']) {
      const { message, extensions } = await root.refusal(DELETE_ENTRIES, { input: { ids: [...ids, wrong] } });
      assert.deepEqual([extensions.code, extensions.property], ['RESOURCE_NOT_FOUND', 'ids']);
      assert.ok(message.includes(wrong));
    }
    assert.deepEqual(await left('all'), ['all/1', 'all/2']);
    assert.equal((await records.history(ids[0] ?? '')).length, 1);
    await deleteEntries(root, { ids });
    assert.deepEqual(await refused({ ids }), ['RESOURCE_NOT_FOUND', 'ids']);
  });

  it('at a place are the one that lies there, with just this co-owner', async () => {
    const alone = await create('place');
    const shared = await create('place', 'cam-2');
    const below = await create('place/below');
    const at = { ownerId: 'cam-1', path: '/place/' };
    assert.deepEqual(await deleteEntries(root, { at: { ...at, coownerId: 'cam-2' } }), [shared]);
    assert.deepEqual(await deleteEntries(root, { at }), [alone]);
    assert.deepEqual(await refused({ at }), ['RESOURCE_NOT_FOUND', 'at']);
    assert.notEqual(await entry(root, below), null);
    assert.deepEqual(await refused({ at: { ...at, ownerId: 'nobody' } }), ['RESOURCE_NOT_FOUND', 'at']);
    assert.deepEqual(await refused({ at: { ...at, path: '..' } }), ['INVALID_ARGUMENTS', 'path']);
    assert.deepEqual(await refused({ at: { ...at, ownerId: 'no body' } }), ['INVALID_ARGUMENTS', 'ownerId']);
  });

  it('with children are all below the place too, on segment boundaries, and no others', async () => {
    for (const path of ['tree', 'tree/a', 'tree/a/b', 'tree-top', 'trees/a']) await create(path);
    await create('tree/shared', 'cam-2');
    const deleted = await deleteEntries(root, { at: { ownerId: 'cam-1', path: 'tree' }, children: true });
    assert.equal(deleted.length, 3);
    assert.deepEqual(await left('tree'), ['tree/shared']);
    assert.deepEqual([await left('tree-top'), await left('trees')], [['tree-top'], ['trees/a']]);
    const nothing = { at: { ownerId: 'cam-1', path: 'tree/nothing' }, children: true };
    assert.deepEqual(await deleteEntries(root, nothing), []);
  });

  it('may await their bytes, of which there is no history', async () => {
    const { resource } = await requestUpload(root, { ownerId: 'cam-1', path: 'awaited', type: 'image/png' });
    assert.deepEqual(await deleteEntries(root, { ids: [resource.id] }), [resource.id]);
    assert.deepEqual(await records.history(resource.id), []);
    assert.equal(await entry(root, resource.id), null);
  });

  it('are named in one way', async () => {
    const at = { ownerId: 'cam-1', path: 'x' };
    for (const input of [{}, { ids: null, at: null }, { ids: [], at }]) {
      const { extensions } = await root.refusal(DELETE_ENTRIES, { input });
      const { code, property, params } = extensions;
      assert.deepEqual([code, property, params], ['INVALID_ARGUMENTS', 'ids', { properties: ['ids', 'at'] }]);
    }
  });

  it('once are deleted once, when two delete them at the same time', async () => {
    const id = await create('race');
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => deleteEntries(root, { ids: [id] })));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await records.history(id)).length, 2);
  });

  it('are at most 1,000 at once', async () => {
    const made = await records.ask<{ id: string }>(
      `insert into resource (project_id, id, owner_id, path, type, kind, state, data, metadata, created_at,
         data_created_at, updated_at, version, last_epoch, last_xid)
       select 'default', gen_random_uuid(), 'crowd', 'crowd/' || n, 'application/json', 'JSON', 'READY', '{}', '{}',
         now(), now(), now(), 1, (select epoch from feed_epoch), pg_current_xact_id()
       from generate_series(1, 2001) n returning id`,
    );
    const ids = made.map(({ id }) => id);
    const crowd = async () => (await entries(root, { ownerId: 'crowd', first: 1 })).totalCount;
    const at = { at: { ownerId: 'crowd', path: 'crowd' }, children: true };
    assert.deepEqual(await refused({ ids: ids.slice(0, 1001) }), ['INVALID_ARGUMENTS', 'ids']);
    assert.deepEqual(await refused(at), ['INVALID_ARGUMENTS', 'children']);
    assert.equal(await crowd(), 2001);
    assert.equal((await deleteEntries(root, { ids: ids.slice(0, 1000) })).length, 1000);
    assert.deepEqual(await refused(at), ['INVALID_ARGUMENTS', 'children']);
    await deleteEntries(root, { ids: ids.slice(1000, 1001) });
    assert.equal((await deleteEntries(root, at)).length, 1000);
    assert.equal(await crowd(), 0);
  });
});
