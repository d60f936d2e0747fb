import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { PERMISSIONS, pumpOf } from '../../test/support/listeners.js';
import { HeldLocks } from '../../test/support/held-locks.js';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { statementsOf } from '../../test/support/statements.js';
import { until } from '../../test/support/until.js';
import { changeRows, insertRows, untilNothingIsHeldBack } from '../../test/support/written-rows.js';
import { createLog } from '../logging/log.js';
import type { Change } from './change.js';
import { ChangeFeed } from './change-feed.js';
import type { ChangeSubscription } from './change-subscription.js';
import { ensureFeedEpoch } from './feed-epoch.js';

const place = { projectId: 'farm', device: 'pump' };

let opened: OpenedTestDatabase;
let feed: ChangeFeed;

before(async () => {
  opened = await openTestDatabase();
  await ensureFeedEpoch(opened.database);
  await makeProject(opened.database, { id: 'farm', device: 'pump' });
  await makeProject(opened.database, { id: 'field', device: 'pump' });
});
after(async () => opened.close());
beforeEach(() => {
  feed = newFeed();
});
afterEach(() => {
  feed.stop();
});

function newFeed(pollMs = 20): ChangeFeed {
  return new ChangeFeed({
    database: opened.database,
    permissions: PERMISSIONS,
    log: createLog('silent'),
    queueLimit: 256,
    pollMs,
  });
}

/** The feed past all that is committed. */
async function now(): Promise<string> {
  await untilNothingIsHeldBack(opened.database, 'farm', 'field');
  return feed.cursor();
}

async function subscribe(after: string | null, projectId = 'farm'): Promise<ChangeSubscription> {
  return feed.subscribe(pumpOf(projectId), after);
}

async function create(count: number, projectId = 'farm'): Promise<readonly string[]> {
  const ids = await insertRows(opened.database, { projectId, device: 'pump' }, { count });
  feed.wake(projectId);
  return ids;
}

async function take(subscription: ChangeSubscription, count: number): Promise<readonly string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const result = await subscription.next();
    if (result.done === true) break;
    taken.push(result.value.resourceId);
  }
  return taken;
}

describe('the feed of a project', () => {
  it('goes on where a subscriber asks it to, and else with what comes from now on', async () => {
    const cursor = await now();
    const early = await create(3);
    await now();
    const fromNow = await subscribe(null);
    const resumed = await subscribe(cursor);
    const late = await create(2);
    assert.deepEqual(await take(resumed, 5), [...early, ...late]);
    assert.deepEqual(await take(fromNow, 2), late);
  });

  it('has nothing of other projects', async () => {
    const cursor = await now();
    await create(2, 'field');
    const [own] = await create(1);
    assert.deepEqual(await take(await subscribe(cursor), 1), [own]);
  });

  it('finds by its poll what nobody told of', async () => {
    const subscription = await subscribe(await now());
    const heard = take(subscription, 1);
    const [quiet] = await insertRows(opened.database, place, { count: 1 });
    assert.deepEqual(await heard, [quiet]);
  });

  it('is followed only while somebody listens, and misses nothing when somebody does again', async () => {
    assert.equal(feed.followed, 0);
    const [first, second] = [await subscribe(null), await subscribe(null)];
    await subscribe(null, 'field');
    assert.equal(feed.followed, 2);
    await first.return();
    assert.equal(feed.followed, 2);
    await second.return();
    assert.equal(feed.followed, 1);
    const cursor = await now();
    const unheard = await create(700);
    const resumed = await subscribe(cursor);
    const [heard] = await create(1);
    assert.deepEqual(await take(resumed, 701), [...unheard, heard]);
  });

  it('reads no history while nobody listens', async () => {
    const watcher = await HeldLocks.take(opened.url);
    const subscription = await subscribe(null);
    await watcher.untilFeedLooked();
    await subscription.return();
    await watcher.release();
    // Whoever would still look has to wait for this lock, and is seen.
    const locks = await HeldLocks.take(opened.url, 'lock table resource_change in access exclusive mode');
    const other = newFeed();
    const marker = await other.subscribe(pumpOf('field'), null);
    await locks.untilWaiting(1);
    assert.equal(await locks.waiting(), 1);
    await locks.release();
    await marker.return();
    other.stop();
  });

  it('reads on while there is more, without being told again', async () => {
    await now();
    feed = newFeed(3_600_000);
    let count = 0;
    const isWanted = () => (count += 1) === 1 || count > 1101;
    const wanted = (change: Change) => (isWanted() ? change : null);
    const subscription = await feed.subscribe(pumpOf('farm', wanted), null);
    const first = take(subscription, 1);
    const live = await create(1);
    assert.deepEqual(await first, live);
    // Those that it does not want do not fill its queue, so that it does not read by itself.
    const heard = take(subscription, 100);
    const many = await create(1200);
    assert.deepEqual(await heard, many.slice(1100));
  });

  it('begins where the first subscriber does, however long the history is', async () => {
    await create(10_000);
    await now();
    const statements = await statementsOf(async () => {
      const subscription = await subscribe(null);
      // The first may be read by the subscription itself; from then on it is fed.
      for (let times = 0; times < 2; times += 1) {
        const created = await create(1);
        assert.deepEqual(await take(subscription, 1), created);
      }
    });
    const looks = statements.filter((statement) => statement.includes('is_held_back'));
    // To read all of it takes twenty.
    assert.ok(looks.length < 15, looks.length.toString());
  });

  it('is the same for all who join while it runs', async () => {
    const cursor = await now();
    const expected: string[] = [];
    const joined: Promise<readonly string[]>[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      const writing = create(10);
      joined.push(subscribe(cursor).then((subscription) => take(subscription, 400)));
      if (turn % 7 === 0) await subscribe(null).then((passer) => passer.return());
      expected.push(...(await writing));
    }
    for (const heard of await Promise.all(joined)) assert.deepEqual(heard, expected);
  });

  it('ends when the server stops, for those who wait and for those who come late', async () => {
    const waiting = await subscribe(null);
    const next = waiting.next();
    const joining = subscribe(null);
    feed.stop();
    assert.equal((await next).done, true);
    assert.equal((await (await joining).next()).done, true);
    assert.equal((await (await subscribe(null, 'field')).next()).done, true);
    assert.equal(feed.followed, 0);
  });

  it('waits for PostgreSQL, and goes on, for one that catches up and for one that is live', async () => {
    const cursor = await now();
    const live = await subscribe(cursor);
    const [first] = await create(1);
    assert.deepEqual(await take(live, 1), [first]);
    const catchingUp = await subscribe(cursor);
    const locks = await HeldLocks.take(opened.url, 'lock table resource_change in access exclusive mode');
    const heard = [take(live, 1), take(catchingUp, 2)];
    // One look of the tail, one of who catches up: both are ended, more than once.
    for (let times = 0; times < 3; times += 1) {
      await locks.untilWaiting(2);
      await locks.endWaiting();
    }
    await locks.release();
    const [second] = await create(1);
    assert.deepEqual(await Promise.all(heard), [[second], [first, second]]);
  });

  it('holds back what was committed after an older transaction began, for as long as that is open', async () => {
    const [old] = await create(1);
    const subscription = await subscribe(await now());
    const heard = take(subscription, 3);
    const younger: string[] = [];
    await opened.database.transaction(async (tx) => {
      await changeRows(tx, place, [old ?? '']);
      younger.push(...(await create(2)));
      const watcher = await HeldLocks.take(opened.url);
      await watcher.untilFeedLooked();
      await watcher.release();
    });
    assert.deepEqual(await heard, [old, ...younger]);
  });

  it('says once, for whoever runs the server, that changes wait for a transaction that stays open', async () => {
    const lines = new PassThrough();
    const told: string[] = [];
    lines.on('data', (line: Buffer) => told.push(line.toString()));
    feed = new ChangeFeed({
      ...{ database: opened.database, permissions: PERMISSIONS },
      ...{ log: createLog('warn', lines), queueLimit: 256, pollMs: 20 },
    });
    const subscription = await subscribe(await now());
    const older = await HeldLocks.take(opened.url, 'select pg_current_xact_id()');
    const created = await create(1);
    await until(() => Promise.resolve(told.length > 0));
    for (let looks = 0; looks < 5; looks += 1) await older.untilFeedLooked();
    await older.release();
    assert.deepEqual(await take(subscription, 1), created);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /"level":40,.*"projectId":"farm".*older transaction/);
  });
});

describe('a subscriber that left', () => {
  it('is forgotten by the feed, even in the middle of what it was reading', async () => {
    const cursor = await now();
    await create(50);
    const subscription = await subscribe(cursor);
    const reading = subscription.next();
    await subscription.return();
    await reading;
    await until(() => Promise.resolve(feed.followed === 0));
    assert.equal((await subscription.next()).done, true);
  });
});
