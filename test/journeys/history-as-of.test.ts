import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs, type ClockedJobs } from '../support/clocked-jobs.js';
import { createEntry, createOwner, deleteEntries, updateEntry } from '../support/entries.js';
import { PAST_ENTRY, PAST_PLACE } from '../support/history.js';
import { assign, person, unassign } from '../support/people.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { reading, statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { download, picture, put, requestUpload } from '../support/uploads.js';

const GRACE = 3 * 3_600_000;

describe('an entry as it was', () => {
  const clock = new SetClock(new Date('2026-05-04T10:00:00.000Z'));
  let thingstore: TestThingstore;
  let root: ApiClient;
  let jobs: ClockedJobs;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { PURGE_GRACE: '3h' } });
    root = thingstore.root;
    jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: GRACE });
    for (const id of ['cam-1', 'cam-2']) await createOwner(root, { id, kind: 'DEVICE', name: id });
  });
  after(async () => {
    await jobs.close();
    await thingstore.stop();
  });

  const was = async (id: string, asOf: Date, client = root) =>
    (await client.request(PAST_ENTRY, { id, asOf: asOf.toISOString() })).resource ?? null;
  const lay = async (path: string, asOf: Date, client = root) =>
    (await client.request(PAST_PLACE, { ownerId: 'cam-1', path, asOf: asOf.toISOString() })).resourceAt ?? null;
  const before1 = (time: Date) => new Date(time.getTime() - 1);
  const passed = (): Date => {
    clock.advance(60_000);
    return clock.now();
  };

  it('is told by id and by place, from the moment of a change on to the next [S1-073]', async () => {
    const made = passed();
    const { id } = await createEntry(root, { ownerId: 'cam-1', path: 'a', data: { n: 1 }, metadata: { by: 'x' } });
    const changed = passed();
    await updateEntry(root, { id, data: { n: 2 }, metadata: { by: 'y' } });
    const moved = passed();
    await updateEntry(root, { id, path: 'b' });
    const deleted = passed();
    await deleteEntries(root, { ids: [id] });
    assert.equal(await was(id, before1(made)), null);
    for (const time of [made, before1(changed)]) {
      const entry = await was(id, time);
      assert.deepEqual([entry?.data, entry?.metadata, entry?.version], [{ n: 1 }, { by: 'x' }, 1]);
      assert.equal(entry?.updatedAt, made.toISOString());
      assert.deepEqual((await lay('a', time))?.data, { n: 1 });
    }
    assert.deepEqual([(await was(id, changed))?.data, (await was(id, before1(moved)))?.version], [{ n: 2 }, 2]);
    assert.deepEqual(
      [await lay('a', moved), (await lay('b', moved))?.id, (await was(id, moved))?.path],
      [null, id, 'b'],
    );
    assert.equal(await lay('b', before1(moved)), null);
    assert.deepEqual([await was(id, deleted), await lay('b', deleted)], [null, null]);
    assert.equal((await was(id, before1(deleted)))?.version, 3);
  });

  it('is what stood at a place then, of those that came and went there', async () => {
    const times: Date[] = [];
    const ids: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      times.push(passed());
      const { id } = await createEntry(root, { ownerId: 'cam-1', path: 'same', data: { turn } });
      ids.push(id);
      passed();
      await deleteEntries(root, { ids: [id] });
    }
    for (const [turn, time] of times.entries()) assert.equal((await lay('same', time))?.id, ids[turn]);
    assert.equal(await lay('same', clock.now()), null);
  });

  it('is answered as now for a moment to come', async () => {
    const { id } = await createEntry(root, { ownerId: 'cam-1', path: 'now' });
    assert.equal((await was(id, new Date('2099-01-01')))?.id, id);
  });

  it('cannot be written to, and says so', async () => {
    const ticket = await requestUpload(root, { ownerId: 'cam-1', path: 'w', type: 'image/png' });
    await put(ticket.upload, await picture('png'));
    const entry = await was(ticket.resource.id, passed());
    assert.equal(entry?.kind, 'IMAGE');
    assert.deepEqual('writeableUrl' in entry ? entry.writeableUrl : 'none', null);
    const { role, canUpdate, canDelete, grantedThrough } = entry.access;
    assert.deepEqual([role, canUpdate, canDelete], ['ResourceAdmin', false, false]);
    assert.deepEqual(grantedThrough, { ownerId: null, path: null });
  });

  it('has its bytes of that time until they are purged', async () => {
    const [first, second] = [await picture('png', { shade: 1 }), await picture('png', { shade: 2 })];
    const input = { ownerId: 'cam-1', path: 'photo', type: 'image/png' };
    const { resource, upload } = await requestUpload(root, input);
    await put(upload, first);
    const then = passed();
    passed();
    await put((await requestUpload(root, { ...input, replace: true })).upload, second);
    const since = clock.now();
    passed();
    const urlAt = async (time: Date) => (await was(resource.id, time))?.signedUrl ?? null;
    assert.ok((await download((await urlAt(then))?.url ?? '')).equals(first));
    assert.ok((await download((await urlAt(clock.now()))?.url ?? '')).equals(second));
    clock.set(new Date(since.getTime() + GRACE - 10_000));
    const last = await urlAt(then);
    assert.equal(new Date(last?.expiresAt ?? 0).getTime(), clock.now().getTime() + 10_000);
    clock.advance(10_000);
    await jobs.purge.run();
    const entry = await was(resource.id, then);
    assert.deepEqual([entry?.signedUrl, entry?.data, typeof entry?.details?.key], [null, null, 'string']);
    assert.ok((await urlAt(clock.now())) !== null);
  });

  it('is shown by the rights of today, where it lay then', async () => {
    const viewer = await person(thingstore, 'READ');
    const { id } = await createEntry(root, { ownerId: 'cam-2', path: 'open/x' });
    const then = clock.now();
    passed();
    await updateEntry(root, { id, path: 'closed/x' });
    const given = await assign(root, viewer, { role: 'ResourceViewer', ownerId: 'cam-2', path: 'open' });
    assert.deepEqual((await was(id, then, viewer.client))?.access.grantedThrough, { ownerId: 'cam-2', path: 'open' });
    assert.equal(await was(id, clock.now(), viewer.client), null);
    await unassign(root, given);
    assert.equal(await was(id, then, viewer.client), null);
  });

  it('is one statement, however many are asked for, with their bytes', async () => {
    const { id } = await createEntry(root, { ownerId: 'cam-1', path: 'many' });
    const asOf = clock.now().toISOString();
    const fields = Array.from(
      { length: 20 },
      (_, index) =>
        `e${index.toString()}: resource(id: "${id}", asOf: "${new Date(clock.now().getTime() + index).toISOString()}") { version signedUrl { url } }`,
    );
    const statements = await statementsOf(() =>
      root.send(`{ ${fields.join(' ')} at: resource(id: "${id}", asOf: "${asOf}") { id } }`, {}),
    );
    assert.equal(reading('stored_object', statements).length, 1);
  });

  it('of a pointer shows its source as that was then', async () => {
    const input = { ownerId: 'cam-1', path: 'source', type: 'image/png' };
    const { resource, upload } = await requestUpload(root, input);
    const bytes = await picture('png', { shade: 7 });
    await put(upload, bytes);
    const then = passed();
    const pointer = await pointerTo(thingstore.databaseUrl, { id: resource.id, at: then });
    passed();
    await updateEntry(root, { id: resource.id, path: 'elsewhere' });
    const moved = clock.now();
    passed();
    await deleteEntries(root, { ids: [resource.id] });
    const told = async (time: Date) => {
      const entry = await was(pointer, time);
      assert.ok(entry !== null && 'sourceReference' in entry);
      const { path, state } = entry.sourceReference;
      return [entry.kind, path, state, entry.isOrphaned, entry.signedUrl === null];
    };
    assert.deepEqual(await told(then), ['IMAGE', 'source', 'OK', false, false]);
    assert.deepEqual(await told(moved), ['IMAGE', 'elsewhere', 'OK', false, false]);
    assert.deepEqual(await told(clock.now()), ['IMAGE', 'elsewhere', 'DELETED', true, true]);
  });
});

/** The row and the history of a pointer at cam-1, made at a moment. */
async function pointerTo(databaseUrl: string, source: { readonly id: string; readonly at: Date }): Promise<string> {
  const records = await Records.open(databaseUrl);
  try {
    await records.ask(
      `insert into source_reference (project_id, resource_id, owner_id, path, type, kind)
       select project_id, id, owner_id, path, type, kind from resource where id = $1`,
      source.id,
    );
    const [row] = await records.ask<{ id: string }>(
      `with written as (
         insert into resource (project_id, id, owner_id, path, type, kind, state, source_id, metadata, created_at,
           data_created_at, updated_at, version, last_epoch, last_xid)
         select project_id, gen_random_uuid(), owner_id, 'pointer', type, kind, 'READY', id, '{}', $2, $2, $2, 1,
           (select epoch from feed_epoch), pg_current_xact_id() from resource where id = $1 returning *
       )
       insert into resource_change (project_id, epoch, xid, action, changed, version, actor_kind, resource_id, owner_id,
         path, type, kind, source_id, metadata, created_at, data_created_at, updated_at)
       select project_id, last_epoch, last_xid, 'CREATED', '{source}', 1, 'SYSTEM', id, owner_id, path, type, kind, source_id,
         metadata, created_at, data_created_at, updated_at from written
       returning resource_id as id`,
      source.id,
      source.at,
    );
    return row?.id ?? '';
  } finally {
    await records.close();
  }
}
