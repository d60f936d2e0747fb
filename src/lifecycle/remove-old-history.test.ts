import 'reflect-metadata';
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { PERMISSIONS, pumpOf, thingViewer } from '../../test/support/listeners.js';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { SetClock } from '../../test/support/set-clock.js';
import { insertRows, untilNothingIsHeldBack } from '../../test/support/written-rows.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { ensureFeedEpoch } from '../changes/feed-epoch.js';
import { recordingChanges } from '../changes/record-changes.js';
import { lockRowsInOrder, STAMP } from '../database/lock-rows.js';
import { raw, sql } from '../database/sql.js';
import { createLog } from '../logging/log.js';
import { PastEntryQueries } from '../resources/history/past-entry.queries.js';
import type { ResourceChangeListArgs } from '../resources/history/resource-change.args.js';
import { ResourceChangeQueries } from '../resources/history/resource-change.queries.js';
import { OrderDirection } from '../resources/resource-filter.input.js';
import { RemoveOldHistoryJob } from './remove-old-history.job.js';

const HOUR = 3_600_000;
const RETENTION = 24 * HOUR;
const START = new Date('2026-03-01T12:00:00.000Z');
const place = { projectId: 'farm', device: 'pump' };
const viewer = thingViewer('farm', 'pump');

let opened: OpenedTestDatabase;
let clock: SetClock;
let job: RemoveOldHistoryJob;
let listing: ResourceChangeQueries;
let past: PastEntryQueries;

before(async () => {
  opened = await openTestDatabase();
  await ensureFeedEpoch(opened.database);
  await makeProject(opened.database, { id: 'farm', device: 'pump' });
  listing = new ResourceChangeQueries(opened.database, PERMISSIONS);
});
after(async () => opened.close());
beforeEach(async () => {
  for (const table of ['resource', 'resource_change', 'history_removal']) {
    await opened.database.statement(sql`delete from ${raw(table)}`);
  }
  clock = new SetClock(START);
  const parts = { database: opened.database, permissions: PERMISSIONS, clock };
  job = new RemoveOldHistoryJob({ ...parts, retentionMs: RETENTION });
  past = new PastEntryQueries(parts);
});

async function create(): Promise<string> {
  const [id = ''] = await insertRows(opened.database, place, { count: 1, createdAt: clock.now() });
  return id;
}

const ACTOR = { kind: 'SYSTEM', id: null } as const;

/** As the services do it, at the time of the clock. */
async function update(id: string): Promise<void> {
  await opened.database.transaction(async (tx) => {
    await lockRowsInOrder(tx, { table: 'resource', projectId: 'farm', ids: [id] });
    await tx.query(sql`
      with written as (
        update resource set version = version + 1, updated_at = ${clock.now()}, ${STAMP} where id = ${id} returning *
      ),
      change as (select *, array['data'] as changed from written)
      ${recordingChanges({ from: 'change', action: 'UPDATED', actor: ACTOR })}`);
  });
}

async function remove(id: string): Promise<void> {
  await opened.database.transaction(async (tx) => {
    await lockRowsInOrder(tx, { table: 'resource', projectId: 'farm', ids: [id] });
    await tx.query(sql`
      with removed as (delete from resource where id = ${id} returning *),
      change as (select r.project_id, r.id, r.owner_id, r.coowner_id, r.path, r.type, r.kind, r.data, r.details, r.source_id,
        r.metadata, r.created_at, r.data_created_at, r.archive_at, r.delete_at, r.archived_at, r.file_class, r.file_format,
        r.version + 1 as version,
        array['deletedAt'] as changed, ${clock.now()}::timestamptz as updated_at, ${clock.now()}::timestamptz as deleted_at
        from removed r)
      ${recordingChanges({ from: 'change', action: 'DELETED', actor: ACTOR, deletes: true })}`);
  });
}

async function run(): Promise<void> {
  await untilNothingIsHeldBack(opened.database, 'farm');
  while ((await job.run()).hasMore);
}

/** "<version>" of each change of a resource that is kept, oldest first. */
async function kept(id: string): Promise<readonly number[]> {
  const rows = await opened.database.statement<{ version: number }>(sql`
    select version from resource_change where resource_id = ${id} order by version`);
  return rows.map(({ version }) => version);
}

async function cursorAfter(id: string): Promise<string> {
  await untilNothingIsHeldBack(opened.database, 'farm');
  const { pageInfo } = await listing.page(viewer, { filter: { resourceIds: [id] }, first: 200 });
  assert.ok(pageInfo.endCursor !== null);
  return pageInfo.endCursor;
}

function feedOf(): ChangeFeed {
  const parts = { database: opened.database, permissions: PERMISSIONS, log: createLog('silent') };
  return new ChangeFeed({ ...parts, queueLimit: 256, pollMs: 20 });
}

describe('old history', () => {
  it('is removed when what came after it is as old as the limit, and not a millisecond before', async () => {
    const id = await create();
    clock.advance(HOUR);
    await update(id);
    clock.advance(RETENTION - 1);
    await run();
    assert.deepEqual(await kept(id), [1, 2]);
    clock.advance(1);
    await run();
    assert.deepEqual(await kept(id), [2]);
  });

  it('never loses the newest change of a resource that is there, however old', async () => {
    const [still, changed] = [await create(), await create()];
    for (let turn = 0; turn < 3; turn += 1) await update(changed);
    clock.advance(1000 * RETENTION);
    await run();
    assert.deepEqual([await kept(still), await kept(changed)], [[1], [4]]);
    await update(still);
    await run();
    assert.deepEqual(await kept(still), [1, 2]);
  });

  it('of what was deleted goes whole, once the deletion is as old as the limit', async () => {
    const id = await create();
    clock.advance(HOUR);
    await remove(id);
    clock.advance(RETENTION - 1);
    await run();
    assert.deepEqual(await kept(id), [1, 2]);
    clock.advance(1);
    await run();
    assert.deepEqual(await kept(id), []);
  });

  it('goes in batches of at most 1,000, and by several processes at once no further than it may', async () => {
    const ids = await insertRows(opened.database, place, { count: 1300, createdAt: clock.now() });
    clock.advance(HOUR);
    const live = ids.slice(1200);
    for (const id of ids.slice(0, 40)) await update(id);
    clock.advance(RETENTION);
    await untilNothingIsHeldBack(opened.database, 'farm');
    assert.deepEqual(await job.run(), { hasMore: true });
    await Promise.all([run(), run()]);
    for (const id of ids.slice(0, 40)) assert.deepEqual(await kept(id), [2]);
    for (const id of live) assert.deepEqual(await kept(id), [1]);
  });

  it('with a time to come, of a clock that was wrong, holds nothing up', async () => {
    const wrong = new Date(START.getTime() + 1000 * RETENTION);
    const id = await create();
    clock.set(wrong);
    const ahead = await create();
    clock.set(START);
    await update(id);
    clock.advance(2 * RETENTION);
    await run();
    assert.deepEqual([await kept(id), await kept(ahead)], [[2], [1]]);
  });

  it('tells what each entry was at any moment since the limit, and refuses to tell what was before', async () => {
    const [id, other] = [await create(), await create()];
    clock.advance(HOUR);
    await update(id);
    const keptFrom = clock.now();
    clock.advance(HOUR);
    await remove(other);
    clock.advance(RETENTION - HOUR);
    await run();
    const as = async (asked: string, asOf: Date) => (await past.byIds(viewer, [{ id: asked, asOf }]))[0];
    assert.equal((await as(id, keptFrom))?.constructor.name, 'Resource');
    assert.equal((await as(other, keptFrom))?.constructor.name, 'Resource');
    const before = new Date(keptFrom.getTime() - 1);
    for (const asked of [id, other, 'c0000000-0000-4000-8000-000000000000', 'none']) {
      const answer = await as(asked, before);
      assert.deepEqual((answer as { code?: string }).code, 'INVALID_ARGUMENTS');
    }
  });
});

describe('a cursor', () => {
  it('before what was removed is expired for subscribers and for listings, and one after it is not', async () => {
    const [first, second, third] = [await create(), await create(), await create()];
    const cursors = [await cursorAfter(first), await cursorAfter(second), await cursorAfter(third)] as const;
    clock.advance(HOUR);
    await update(second);
    clock.advance(RETENTION);
    await run();
    const feed = feedOf();
    const page = (after: string, direction = OrderDirection.ASC) => listing.page(viewer, { after, direction });
    await assert.rejects(page(cursors[0]), { code: 'CURSOR_EXPIRED', property: 'after' });
    await assert.rejects(feed.subscribe(pumpOf('farm'), cursors[0]), { code: 'CURSOR_EXPIRED' });
    // The change of "second" went, which who stands after it has seen.
    for (const after of cursors.slice(1)) {
      await page(after);
      await (await feed.subscribe(pumpOf('farm'), after)).return();
    }
    await page(cursors[0], OrderDirection.DESC);
    feed.stop();
  });

  it('of a page among what is left works until more is removed', async () => {
    const still = [await create(), await create(), await create()];
    const changed = await create();
    clock.advance(HOUR);
    await update(changed);
    clock.advance(RETENTION);
    await run();
    const read = async (after: string | null) => listing.page(viewer, { first: 2, after });
    const page = await read(null);
    const after = page.pageInfo.endCursor ?? '';
    assert.deepEqual(
      page.nodes.map((change) => change.resourceId),
      still.slice(0, 2),
    );
    assert.deepEqual(
      (await read(after)).nodes.map((change) => change.resourceId),
      [still[2], changed],
    );
    const feed = feedOf();
    const subscription = await feed.subscribe(pumpOf('farm'), after);
    const told = await subscription.next();
    assert.equal(told.done === true ? null : told.value.resourceId, still[2]);
    await subscription.return();
    feed.stop();
    await update(changed);
    clock.advance(RETENTION);
    await run();
    await assert.rejects(read(after), { code: 'CURSOR_EXPIRED' });
  });

  it('of a subscriber that reads slowly expires too: it is told so, and skips nothing', async () => {
    const ids = await insertRows(opened.database, place, { count: 500, createdAt: clock.now() });
    const start = await cursorAfter(ids[0] ?? '');
    const feed = feedOf();
    const subscription = await feed.subscribe(pumpOf('farm'), start);
    assert.equal((await subscription.next()).done, false);
    clock.advance(HOUR);
    const late = ids.at(-1) ?? '';
    await update(late);
    clock.advance(RETENTION);
    await run();
    const heard = async () => {
      for (let told = await subscription.next(); told.done !== true; told = await subscription.next());
    };
    await assert.rejects(heard(), { code: 'CURSOR_EXPIRED' });
    feed.stop();
  });
});

describe('a listing while history is removed', () => {
  it('page by page, misses nothing of what is kept and was asked for, or says that it cannot go on', async () => {
    const actions = fc.array(
      fc.record({ what: fc.constantFrom('update', 'remove', 'run', 'page', 'page'), which: fc.nat(4) }),
      { minLength: 5, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(actions, async (all) => {
        const ids = await Promise.all([create(), create(), create(), create(), create()]);
        const gone = new Set<string>();
        let after: string | null = null;
        /** What the reader was told, of which it misses nothing. */
        const seen = new Set<string>();
        const written = new Set(ids.map((id) => `${id} 1`));
        const versions = new Map(ids.map((id) => [id, 1]));
        for (const { what, which } of all) {
          clock.advance(10 * HOUR);
          const id = ids[which] ?? '';
          if (what === 'run') await run();
          if ((what === 'update' || what === 'remove') && !gone.has(id)) {
            await (what === 'update' ? update(id) : remove(id));
            if (what === 'remove') gone.add(id);
            const version = (versions.get(id) ?? 0) + 1;
            versions.set(id, version);
            written.add(`${id} ${version.toString()}`);
          }
          if (what === 'page') {
            await untilNothingIsHeldBack(opened.database, 'farm');
            const filter = { resourceIds: ids };
            const asked: ResourceChangeListArgs = { first: 2, after, filter };
            const page = await listing.page(viewer, asked).catch((error: unknown): null => {
              assert.equal((error as { code: string }).code, 'CURSOR_EXPIRED');
              return null;
            });
            if (page === null) {
              after = null;
              seen.clear();
              continue;
            }
            if (after === null) for (const one of await removedOf(written)) seen.add(one);
            for (const { resourceId, version } of page.nodes) seen.add(`${resourceId} ${version.toString()}`);
            after = page.pageInfo.endCursor ?? after;
            if (!page.pageInfo.hasNextPage)
              assert.deepEqual(
                [...written].filter((one) => !seen.has(one)),
                [],
              );
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  /** What was removed before the reader began is none of its business. */
  async function removedOf(written: ReadonlySet<string>): Promise<readonly string[]> {
    const rows = await opened.database.statement<{ line: string }>(sql`
      select resource_id || ' ' || version as line from resource_change`);
    const left = new Set(rows.map(({ line }) => line));
    return [...written].filter((one) => !left.has(one));
  }
});
