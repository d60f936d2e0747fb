import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs, type ClockedJobs } from '../support/clocked-jobs.js';
import { createEntry, createOwner, entry, updateEntry } from '../support/entries.js';
import { FEED_VERSIONS, feedNow, lines } from '../support/feed.js';
import { HeldLocks } from '../support/held-locks.js';
import { archive, lifecycleOf, restore } from '../support/lifecycle.js';
import { Records } from '../support/records.js';
import { secondProject } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';
import { download, findCapture, keyOf, put, requestUpload } from '../support/uploads.js';

const HOUR = 60 * 60 * 1000;
const GRACE = 3 * HOUR;

describe('what is due', () => {
  it('is archived and deleted by the server itself, within seconds [S1-015 S1-046 S1-047 X-02]', async () => {
    const thingstore = await startThingstore();
    const { root } = thingstore;
    const records = await Records.open(thingstore.databaseUrl);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
    const watching = root.subscribe(FEED_VERSIONS, { after: await feedNow(root) });
    const soon = new Date(Date.now() + 2000).toISOString();
    const { id: archived } = await createEntry(root, { ownerId: 'cam-1', path: 'archived', archiveAt: soon });
    const { id: deleted } = await createEntry(root, { ownerId: 'cam-1', path: 'deleted', deleteAt: soon });
    assert.equal((await lifecycleOf(root, archived))?.archiveAt, soon);
    assert.equal((await lifecycleOf(root, deleted))?.deleteAt, soon);
    await watching.until(({ events }) => events.length === 4);
    const told = lines(watching.events.map(({ resourceChanged }) => resourceChanged)).slice(2);
    assert.deepEqual([...told].sort(), [`ARCHIVED ${archived} 2`, `DELETED ${deleted} 2`].sort());
    await watching.stop();
    const rows = await records.ask<{ archived_at: Date | null; deleted_at: Date | null; actor_kind: string }>(
      `select archived_at, deleted_at, actor_kind from resource_change where version = 2`,
    );
    for (const row of rows) {
      assert.equal(row.actor_kind, 'SYSTEM');
      assert.ok((row.archived_at ?? row.deleted_at ?? new Date(0)) >= new Date(soon));
    }
    assert.notEqual((await lifecycleOf(root, archived))?.archivedAt, null);
    assert.equal(await entry(root, deleted), null);
    await records.close();
    await thingstore.stop();
  });
});

describe('the clock', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  let jobs: ClockedJobs;
  let elsewhere: ClockedJobs;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { PURGE_GRACE: '3h', TOKEN_LIFETIME: '20d' } });
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
    jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: GRACE });
    elsewhere = await openClockedJobs(thingstore, { clock, purgeGraceMs: GRACE });
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
  });
  after(async () => {
    await jobs.close();
    await elsewhere.close();
    await records.close();
    await thingstore.stop();
  });

  const later = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds).toISOString();
  const actions = async (id: string) =>
    (await records.history(id)).map(({ action, actor_kind: actor }) => `${action} by ${actor}`);

  async function create(directives: { readonly archiveAt?: string; readonly deleteAt?: string }, client = root) {
    count += 1;
    return (await createEntry(client, { ownerId: 'cam-1', path: `due/${count.toString()}`, ...directives })).id;
  }

  /** The jobs of two processes at once, beside those of the server. */
  async function runAll(): Promise<void> {
    await Promise.all(
      [jobs, elsewhere].flatMap(({ archive: archiving, delete: deleting }) => [archiving.run(), deleting.run()]),
    );
  }

  /** What another process has claimed is done when that is. */
  async function untilDone(condition: () => Promise<boolean>): Promise<void> {
    await until(async () => {
      await runAll();
      return condition();
    });
  }

  const isArchived = async (id: string) => (await lifecycleOf(root, id))?.archivedAt != null;
  const isGone = async (id: string) => (await entry(root, id)) === null;

  it('keeps the directive of a file that new bytes say nothing of', async () => {
    const [archiveAt, deleteAt] = [later(48 * HOUR), later(72 * HOUR)];
    const place = { ownerId: 'cam-1', path: 'kept/directive', type: 'video/mp4' };
    const first = await requestUpload(root, { ...place, deleteAt });
    await put(first.upload, randomBytes(10));
    const second = await requestUpload(root, { ...place, archiveAt, replace: true });
    await put(second.upload, randomBytes(11));
    const { id } = first.resource;
    const kept = await lifecycleOf(root, id);
    assert.deepEqual([kept?.version, kept?.archiveAt, kept?.deleteAt], [2, archiveAt, deleteAt]);
    const [, replaced] = await records.history(id);
    assert.deepEqual([...(replaced?.changed ?? [])].sort(), ['archiveAt', 'file']);
  });

  it('archives at the millisecond that was asked for, and not one before', async () => {
    const id = await create({ archiveAt: later(HOUR) });
    clock.advance(HOUR - 1);
    await runAll();
    assert.equal(await isArchived(id), false);
    clock.advance(1);
    await untilDone(() => isArchived(id));
    assert.deepEqual(await actions(id), ['CREATED by ACCOUNT', 'ARCHIVED by SYSTEM']);
    assert.equal((await lifecycleOf(root, id))?.archivedAt, clock.now().toISOString());
  });

  it('deletes at the millisecond that was asked for, and not one before, archived or not', async () => {
    const ids = [await create({ deleteAt: later(HOUR) }), await create({ deleteAt: later(HOUR) })];
    await archive(root, { ids: ids.slice(1) });
    clock.advance(HOUR - 1);
    await runAll();
    assert.deepEqual(await Promise.all(ids.map(isGone)), [false, false]);
    clock.advance(1);
    for (const id of ids) await untilDone(() => isGone(id));
    assert.deepEqual(await actions(ids[0] ?? ''), ['CREATED by ACCOUNT', 'DELETED by SYSTEM']);
    assert.deepEqual(await actions(ids[1] ?? ''), ['CREATED by ACCOUNT', 'ARCHIVED by ACCOUNT', 'DELETED by SYSTEM']);
  });

  it('only deletes what is due for both', async () => {
    const id = await create({ archiveAt: later(HOUR), deleteAt: later(HOUR + 1) });
    const both = await create({ archiveAt: later(HOUR), deleteAt: later(HOUR) });
    clock.advance(HOUR);
    await untilDone(async () => (await isArchived(id)) && isGone(both));
    assert.deepEqual(await actions(both), ['CREATED by ACCOUNT', 'DELETED by SYSTEM']);
    clock.advance(1);
    await untilDone(() => isGone(id));
  });

  it('acts on a time that is past, and leaves alone what was given another in time', async () => {
    const past = await create({ archiveAt: later(-HOUR) });
    const postponed = await create({ archiveAt: later(HOUR) });
    const spared = await create({ deleteAt: later(HOUR) });
    await updateEntry(root, { id: postponed, archiveAt: later(2 * HOUR) });
    await updateEntry(root, { id: spared, deleteAt: null });
    await untilDone(() => isArchived(past));
    clock.advance(HOUR);
    await runAll();
    assert.deepEqual([await isArchived(postponed), await isGone(spared)], [false, false]);
  });

  it('does not act again on what was restored: a directive that is past went with it', async () => {
    const id = await create({ archiveAt: later(HOUR), deleteAt: later(3 * HOUR) });
    clock.advance(HOUR);
    await untilDone(() => isArchived(id));
    const [restored] = await restore(root, { ids: [id] });
    assert.deepEqual([restored?.archiveAt, restored?.deleteAt], [null, later(2 * HOUR)]);
    const [{ changed } = { changed: [] }] = (await records.history(id)).slice(-1);
    assert.deepEqual(changed, ['archivedAt', 'archiveAt']);
    await runAll();
    assert.equal(await isArchived(id), false);
    clock.advance(2 * HOUR);
    await untilDone(() => isGone(id));
  });

  it('keeps a directive that is still to come over archiving and restoring', async () => {
    const id = await create({ archiveAt: later(HOUR) });
    await archive(root, { ids: [id] });
    const [restored] = await restore(root, { ids: [id] });
    assert.equal(restored?.archiveAt, later(HOUR));
    clock.advance(HOUR);
    await untilDone(() => isArchived(id));
  });

  it('gives up an upload whose entry was to be deleted by now, and archives none that has no content', async () => {
    const asked = { ownerId: 'cam-1', type: 'video/mp4', expiresIn: 7 * 24 * 3600 };
    const doomed = await requestUpload(root, { ...asked, path: 'awaiting/doomed', deleteAt: later(HOUR) });
    const early = await requestUpload(root, { ...asked, path: 'awaiting/early', archiveAt: later(HOUR) });
    clock.advance(HOUR);
    await untilDone(async () => (await findCapture(root, doomed.resource.id)) === null);
    assert.deepEqual(await actions(doomed.resource.id), []);
    assert.equal(await records.stateOf(keyOf(doomed.upload.url)), 'CONDEMNED');
    assert.equal((await findCapture(root, early.resource.id))?.state, 'AWAITING_UPLOAD');
    assert.equal((await put(early.upload, randomBytes(10))).status, 201);
    await untilDone(() => isArchived(early.resource.id));
  });

  it('leaves an entry to an upload that is to give it another time', async () => {
    const asked = { ownerId: 'cam-1', type: 'video/mp4', path: 'awaiting/again', expiresIn: 7 * 24 * 3600 };
    const first = await requestUpload(root, { ...asked, deleteAt: later(HOUR) });
    const second = await requestUpload(root, { ...asked, deleteAt: later(3 * HOUR) });
    clock.advance(HOUR);
    await runAll();
    assert.equal((await put(second.upload, randomBytes(10))).status, 201);
    assert.equal(await isGone(first.resource.id), false);
    clock.advance(2 * HOUR);
    await untilDone(() => isGone(first.resource.id));
  });

  it('condemns the bytes of what it deletes, which go after the grace time and not before [S1-012]', async () => {
    const ticket = await requestUpload(root, {
      ...{ ownerId: 'cam-1', path: 'bytes', type: 'video/mp4', deleteAt: later(HOUR) },
    });
    const { id } = ticket.resource;
    const key = keyOf(ticket.upload.url);
    const bytes = randomBytes(100);
    await put(ticket.upload, bytes);
    clock.advance(HOUR - 1);
    await runAll();
    assert.ok((await download((await findCapture(root, id))?.signedUrl?.url ?? '')).equals(bytes));
    clock.advance(1);
    await untilDone(() => isGone(id));
    assert.equal(await records.stateOf(key), 'CONDEMNED');
    clock.advance(GRACE - 1);
    await jobs.purge.run();
    assert.notEqual(await jobs.store.stat(key), null);
    clock.advance(1);
    await until(async () => {
      await jobs.purge.run();
      return (await jobs.store.stat(key)) === null;
    });
  });

  it('does the same for every project', async () => {
    const other = await secondProject(thingstore);
    await createOwner(other, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
    const due = { archiveAt: later(HOUR), deleteAt: later(2 * HOUR) };
    const [own, theirs] = [await create(due), await create(due, other)];
    clock.advance(HOUR);
    await untilDone(async () => (await isArchived(own)) && (await lifecycleOf(other, theirs))?.archivedAt != null);
    clock.advance(HOUR);
    await untilDone(async () => (await isGone(own)) && (await entry(other, theirs)) === null);
    for (const id of [own, theirs]) assert.equal((await records.history(id)).length, 3);
  });

  it('takes what is due in batches, each once, while somebody else holds one of them', async () => {
    const due = later(HOUR);
    await records.ask(
      `insert into resource (project_id, id, owner_id, path, type, kind, state, data, metadata, created_at,
         data_created_at, updated_at, archive_at, version, last_epoch, last_xid)
       select 'default', gen_random_uuid(), 'cam-1', 'many/' || n, 'application/json', 'JSON', 'READY', '{}', '{}',
         now(), now(), now(), $1, 1, 0, '0' from generate_series(1, 2500) n`,
      due,
    );
    clock.advance(HOUR);
    const locks = await HeldLocks.take(
      thingstore.databaseUrl,
      `select 1 from resource where path = 'many/7' for update`,
    );
    const left = async () =>
      (
        await records.ask<{ path: string }>(
          `select path from resource where path like 'many/%' and archived_at is null`,
        )
      ).map(({ path }) => path);
    await untilDone(async () => (await left()).length === 1);
    assert.deepEqual(await left(), ['many/7']);
    await locks.release();
    await untilDone(async () => (await left()).length === 0);
    const [sums] = await records.ask<{ rows: number; entries: number; largest: number }>(
      `select count(*)::integer as rows, count(distinct resource_id)::integer as entries,
         max(times)::integer as largest
       from (select resource_id, count(*) over (partition by xid) as times from resource_change
         where path like 'many/%' and action = 'ARCHIVED') told`,
    );
    assert.deepEqual(sums, { rows: 2500, entries: 2500, largest: 1000 });
  });
});
