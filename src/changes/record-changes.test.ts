import assert from 'node:assert/strict';
import { PERMISSIONS, pumpOf } from '../../test/support/listeners.js';
import { after, before, describe, it } from 'node:test';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { seededRandom } from '../../test/support/seeded-random.js';
import { changeRows, insertRows, untilNothingIsHeldBack } from '../../test/support/written-rows.js';
import { sql } from '../database/sql.js';
import { createLog } from '../logging/log.js';
import { ChangeFeed } from './change-feed.js';
import { currentFeedPosition, readChanges } from './change.queries.js';
import { ensureFeedEpoch } from './feed-epoch.js';
import { compareFeedPositions, FIRST_POSITION, type FeedPosition } from './feed-position.js';

const place = { projectId: 'farm', device: 'pump' };
const WRITERS = 10;
const TRANSACTIONS = 50;

let opened: OpenedTestDatabase;

before(async () => {
  opened = await openTestDatabase({ poolSize: WRITERS + 2 });
  await ensureFeedEpoch(opened.database);
  await makeProject(opened.database, { id: 'farm', device: 'pump' });
});
after(async () => opened.close());

interface Row {
  readonly resource_id: string;
  readonly version: number;
}

async function history(): Promise<readonly Row[]> {
  return opened.database.statement<Row>(sql`
    select c.resource_id, c.version from resource_change c where c.project_id = 'farm' order by c.epoch, c.xid, c.seq`);
}

describe('the history of rows that many change at once', () => {
  it('has the versions of each row in the order of the feed, without a gap, and so has who listens', async () => {
    const { database } = opened;
    const feed = new ChangeFeed({ database, permissions: PERMISSIONS, log: createLog('silent'), queueLimit: 256 });
    const after = await feed.cursor();
    const subscription = await feed.subscribe(pumpOf('farm'), after);
    const hot = await insertRows(database, place, { count: 30 });
    let attempts = 0;
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        const random = seededRandom(writer);
        for (let turn = 0; turn < TRANSACTIONS; turn += 1) {
          const rows = Array.from({ length: 1 + Math.floor(random() * 5) }, () => Math.floor(random() * hot.length));
          const ids = [...new Set(rows)].map((row) => hot[row] ?? '');
          await database.transaction(async (tx) => {
            attempts += 1;
            await changeRows(tx, place, ids);
          });
          feed.wake('farm');
        }
      }),
    );
    const rows = await history();
    assertInOrder(rows);
    assert.ok(attempts >= WRITERS * TRANSACTIONS);
    const [{ total } = { total: 0 }] = await database.statement<{ total: number }>(
      sql`select sum(version)::integer as total from resource`,
    );
    assert.equal(rows.length, total);

    const heard: Row[] = [];
    while (heard.length < rows.length) {
      const next = await subscription.next();
      if (next.done === true) break;
      heard.push({ resource_id: next.value.resourceId, version: next.value.version });
    }
    assert.deepEqual(heard, rows);
    feed.stop();
  });

  it('has nothing of a transaction that is rolled back', async () => {
    const [row] = await insertRows(opened.database, place, { count: 1 });
    const before = await history();
    await assert.rejects(
      opened.database.transaction(async (tx) => {
        await changeRows(tx, place, [row ?? '']);
        throw new Error('given up');
      }),
      /given up/,
    );
    assert.deepEqual(await history(), before);
  });
});

describe('a look at the history', () => {
  const read = (after = FIRST_POSITION, limit = 500) =>
    readChanges(opened.database, { projectId: 'farm', after, limit });

  async function end(): Promise<FeedPosition> {
    await untilNothingIsHeldBack(opened.database, 'farm');
    return currentFeedPosition(opened.database);
  }

  it('takes no more than it may hold in memory, and goes on from there', async () => {
    const last = await end();
    const written = await insertRows(opened.database, place, { count: 20, text: 'x'.repeat(1024 * 1024) });
    await untilNothingIsHeldBack(opened.database, 'farm');
    const taken: string[] = [];
    for (let after = last, looks = 0; taken.length < written.length; looks += 1) {
      const batch = await read(after);
      assert.ok(batch.changes.length <= 5, 'some 4 MiB');
      assert.ok(batch.isFull || taken.length + batch.changes.length === written.length);
      assert.ok(looks < 20);
      taken.push(...batch.changes.map(({ resourceId }) => resourceId));
      after = batch.readUpTo;
    }
    assert.deepEqual(taken, written);
  });

  it('takes even a change that is larger than all it may hold', async () => {
    const last = await end();
    const written = await insertRows(opened.database, place, { count: 2, text: 'x'.repeat(5 * 1024 * 1024) });
    await untilNothingIsHeldBack(opened.database, 'farm');
    const first = await read(last);
    assert.deepEqual(
      first.changes.map(({ resourceId }) => resourceId),
      written.slice(0, 1),
    );
    assert.equal(first.isFull, true);
    const second = await read(first.readUpTo);
    assert.deepEqual(
      second.changes.map(({ resourceId }) => resourceId),
      written.slice(1),
    );
  });

  it('ends at the limit or at the horizon, whatever there is', async () => {
    const all = (await read()).changes;
    const few = await read(FIRST_POSITION, 3);
    assert.deepEqual(few.changes, all.slice(0, 3));
    assert.deepEqual([few.isFull, few.readUpTo], [true, all[2]?.position]);
    const none = await readChanges(opened.database, { projectId: 'nowhere', after: FIRST_POSITION, limit: 3 });
    assert.deepEqual([none.changes, none.isFull, none.isHeldBack], [[], false, false]);
    assert.ok(compareFeedPositions(none.readUpTo, FIRST_POSITION) > 0);
  });
});

function assertInOrder(rows: readonly Row[]): void {
  const versions = new Map<string, number>();
  const outOfOrder = rows.filter(({ resource_id: id, version }) => {
    const expected = (versions.get(id) ?? 0) + 1;
    versions.set(id, version);
    return version !== expected;
  });
  assert.deepEqual(outOfOrder, []);
}
