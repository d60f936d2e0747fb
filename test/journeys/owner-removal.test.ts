import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { CREATE_ENTRY, createEntry, entries, entry, paths } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { HeldLocks } from '../support/held-locks.js';
import { archive, DELETE_OWNER, deleteOwner, lifecycleOf, RESTORE } from '../support/lifecycle.js';
import { codeOf, GRACE, OwnerRemovals, REVIVED } from '../support/owner-removals.js';
import { assign, person } from '../support/people.js';
import type { TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';
import { capture, download, findCapture, keyOf, put, REQUEST_UPLOAD, requestUpload } from '../support/uploads.js';

const OWNER = graphql(`
  query RemovalOwner($id: ID!) {
    owner(id: $id) {
      id
    }
  }
`);

let removals: OwnerRemovals;
let thingstore: TestThingstore;
let root: ApiClient;
before(async () => {
  removals = await OwnerRemovals.open();
  ({ thingstore, root } = removals);
});
after(() => removals.close());

describe('an owner that is deleted', () => {
  it('is gone at once, and its resources are archived, files and all [S1-109 S1-110]', async () => {
    const id = await removals.make();
    const kept = await removals.file(id, 'files/a.mp4');
    const value = (await createEntry(root, { ownerId: id, path: 'value' })).id;
    const deleted = await deleteOwner(root, { id });
    assert.deepEqual(
      [deleted.id, deleted.deletedAt, deleted.domain.path],
      [id, removals.clock.now().toISOString(), '/'],
    );
    assert.equal((await root.request(OWNER, { id })).owner, null);
    await removals.untilPutAway(id);
    for (const each of [kept.id, value]) {
      assert.deepEqual(await removals.actions(each), ['CREATED by ACCOUNT', 'ARCHIVED by ACCOUNT']);
      assert.notEqual((await lifecycleOf(root, each))?.archivedAt, null);
    }
    assert.deepEqual(await paths(root, { ownerId: id }), []);
    assert.deepEqual((await paths(root, { ownerId: id, filter: { archived: 'ONLY' } })).toSorted(), [
      'files/a.mp4',
      'value',
    ]);
    assert.ok((await download((await capture(root, kept.id)).signedUrl?.url ?? '')).equals(kept.bytes));
    assert.equal(await removals.records.stateOf(kept.key), 'STORED');
    assert.notEqual(await removals.jobs.store.stat(kept.key), null);
    const rows = await removals.records.ask<{ deleted_at: Date | null }>(
      'select deleted_at from resource_change where owner_id = $1 and deleted_at is not null',
      id,
    );
    assert.deepEqual(rows, []);
  });

  it('takes its resources with it where that is asked for: the bytes go after the grace time [S1-111 S1-090]', async () => {
    const id = await removals.make();
    const [live, archived] = [await removals.file(id, 'a.mp4'), await removals.file(id, 'b.mp4')];
    await archive(root, { ids: [archived.id] });
    await removals.remove(id, 'DELETE');
    assert.equal((await entries(root, { ownerId: id, filter: { archived: 'INCLUDE' } })).totalCount, 0);
    for (const gone of [live, archived]) {
      assert.equal(await entry(root, gone.id), null);
      assert.equal((await removals.actions(gone.id)).at(-1), 'DELETED by ACCOUNT');
      assert.equal(await removals.records.stateOf(gone.key), 'CONDEMNED');
    }
    const rows = await removals.records.ask<{ deleted_at: Date | null }>(
      `select deleted_at from resource_change where owner_id = $1 and action = 'DELETED'`,
      id,
    );
    assert.ok(rows.length === 2 && rows.every((row) => row.deleted_at !== null));
    removals.clock.advance(GRACE - 1);
    await removals.jobs.purge.run();
    assert.notEqual(await removals.jobs.store.stat(live.key), null);
    removals.clock.advance(1);
    await until(async () => {
      await removals.jobs.purge.run();
      return (
        (await removals.jobs.store.stat(live.key)) === null && (await removals.jobs.store.stat(archived.key)) === null
      );
    });
  });

  it('leaves its resources as they are where that is asked for, to who has a role on the project', async () => {
    const id = await removals.make();
    const kept = (await createEntry(root, { ownerId: id, path: 'kept' })).id;
    const friend = await person(thingstore, 'READ');
    await assign(root, friend, { role: 'ResourceViewer', ownerId: id });
    assert.notEqual(await entry(friend.client, kept), null);
    await removals.remove(id, 'KEEP');
    assert.equal(await entry(friend.client, kept), null);
    assert.equal((await entry(root, kept))?.archivedAt, null);
    assert.deepEqual(await paths(root, { ownerId: id }), ['kept']);
    assert.deepEqual(await removals.actions(kept), ['CREATED by ACCOUNT']);
  });

  it('is not deleted while it has any resource, where that is asked for: archived ones and uploads count too', async () => {
    const id = await removals.make();
    const refused = async () => codeOf(root.refusal(DELETE_OWNER, { input: { id, resources: 'REFUSE' } }));
    const value = (await createEntry(root, { ownerId: id, path: 'value' })).id;
    assert.equal(await refused(), 'OWNER_IN_USE');
    await archive(root, { ids: [value] });
    assert.equal(await refused(), 'OWNER_IN_USE');
    const awaiting = await removals.make();
    await requestUpload(root, { ownerId: awaiting, path: 'a', type: 'video/mp4' });
    const input = { id: awaiting, resources: 'REFUSE' } as const;
    assert.equal(await codeOf(root.refusal(DELETE_OWNER, { input })), 'OWNER_IN_USE');
    assert.notEqual((await root.request(OWNER, { id })).owner, null);
    assert.notEqual((await deleteOwner(root, { id: await removals.make(), resources: 'REFUSE' })).deletedAt, null);
  });

  it('leaves what it is only the co-owner of, which another owner has [X-04]', async () => {
    const [main, coowner] = [await removals.make(), await removals.make()];
    const shared = (await createEntry(root, { ownerId: main, coownerId: coowner, path: 'shared' })).id;
    await removals.remove(coowner, 'DELETE');
    assert.deepEqual(await removals.actions(shared), ['CREATED by ACCOUNT']);
    assert.equal((await entry(root, shared))?.coownerId, coowner);
    await removals.remove(main);
    assert.deepEqual(await removals.actions(shared), ['CREATED by ACCOUNT', 'ARCHIVED by ACCOUNT']);
  });

  it('leaves the files of its things when it is a group, and archives its own [X-01]', async () => {
    const group = await removals.make('GROUP');
    const thing = await removals.make('DEVICE', group);
    const [own, ofThing] = [await removals.file(group, 'files/own.mp4'), await removals.file(thing, 'files/own.mp4')];
    await removals.remove(group);
    assert.notEqual((await lifecycleOf(root, own.id))?.archivedAt, null);
    assert.equal((await lifecycleOf(root, ofThing.id))?.archivedAt, null);
    assert.equal((await root.request(REVIVED, { id: thing })).owner?.group, null);
  });

  it('gives up the uploads under way, whatever becomes of the rest', async () => {
    for (const policy of ['ARCHIVE', 'DELETE', 'KEEP'] as const) {
      const id = await removals.make();
      const awaiting = await requestUpload(root, { ownerId: id, path: 'awaiting', type: 'video/mp4' });
      const standing = await removals.file(id, 'standing');
      const input = { ownerId: id, path: 'standing', type: 'video/mp4', replace: true };
      const replacing = (await root.request(REQUEST_UPLOAD, { input })).requestUpload;
      await removals.remove(id, policy);
      assert.equal(await findCapture(root, awaiting.resource.id), null);
      assert.equal(await removals.records.stateOf(keyOf(awaiting.upload.url)), 'CONDEMNED');
      assert.notEqual((await put(awaiting.upload, randomBytes(10))).status, 201);
      assert.equal((await put(replacing.upload, randomBytes(10))).status === 201, policy === 'KEEP');
      assert.equal((await findCapture(root, standing.id)) === null, policy === 'DELETE');
    }
  });

  it('has nothing created, uploaded or restored for it any more', async () => {
    const id = await removals.make();
    const value = (await createEntry(root, { ownerId: id, path: 'value' })).id;
    await removals.remove(id);
    const input = { ownerId: id, path: 'new' };
    const refusals = [
      root.refusal(CREATE_ENTRY, { input: { ...input, data: {} } }),
      root.refusal(REQUEST_UPLOAD, { input: { ...input, type: 'video/mp4' } }),
      root.refusal(RESTORE, { input: { ids: [value] } }),
      root.refusal(RESTORE, { input: { at: { ownerId: id, path: 'value' } } }),
      root.refusal(DELETE_OWNER, { input: { id } }),
    ];
    for (const refusal of refusals) assert.equal(await codeOf(refusal), 'OWNER_NOT_FOUND');
  });

  it('waits for what is being created for it, and puts that away too', async () => {
    const [id, coowner] = [await removals.make(), await removals.make()];
    // The co-owner is looked at last: by then the owner was found, and the row is written.
    const locks = await HeldLocks.take(
      thingstore.databaseUrl,
      `select 1 from owner where id = '${coowner}' for update`,
    );
    const creating = createEntry(root, { ownerId: id, coownerId: coowner, path: 'late' });
    await locks.untilWaiting(1);
    const deleting = deleteOwner(root, { id });
    await locks.untilWaiting(2);
    await locks.release();
    const { id: late } = await creating;
    await deleting;
    await removals.untilPutAway(id);
    assert.deepEqual(await removals.actions(late), ['CREATED by ACCOUNT', 'ARCHIVED by ACCOUNT']);
  });

  it('puts away a thousand at a time, while the feed goes on', async () => {
    const id = await removals.make();
    await removals.records.ask(
      `insert into resource (project_id, id, owner_id, path, type, kind, state, data, metadata, created_at,
         data_created_at, updated_at, version, last_epoch, last_xid)
       select 'default', gen_random_uuid(), $1, 'many/' || n, 'application/json', 'JSON', 'READY', '{}', '{}',
         now(), now(), now(), 1, 0, '0' from generate_series(1, 2100) n`,
      id,
    );
    await removals.remove(id);
    const batches = await removals.records.ask<{ rows: number }>(
      `select count(*)::integer as rows from resource_change c where owner_id = $1 and action = 'ARCHIVED'
       group by c.xid order by c.xid`,
      id,
    );
    assert.deepEqual(
      batches.map(({ rows }) => rows),
      [1000, 1000, 100],
    );
  });
});
