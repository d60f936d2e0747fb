import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { PERMISSIONS, pumpOf } from '../../test/support/listeners.js';
import { HeldLocks } from '../../test/support/held-locks.js';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { until } from '../../test/support/until.js';
import { insertRows, untilNothingIsHeldBack } from '../../test/support/written-rows.js';
import { Notifications } from '../database/notifications.js';
import { createLog } from '../logging/log.js';
import { CHANGE_CHANNEL, ChangeAnnouncer } from './change-announcer.js';
import { ChangeFeed } from './change-feed.js';
import { ensureFeedEpoch } from './feed-epoch.js';

let opened: OpenedTestDatabase;
let listener: Client;
let payloads: string[] = [];

before(async () => {
  opened = await openTestDatabase({ poolSize: 4 });
  listener = new Client({ connectionString: opened.url });
  await listener.connect();
  await listener.query(`listen ${CHANGE_CHANNEL}`);
  listener.on('notification', ({ payload }) => payloads.push(payload ?? ''));
});
after(async () => {
  await listener.end();
  await opened.close();
});

function announcer(processId = 'me') {
  const woken: string[] = [];
  const made = new ChangeAnnouncer({
    database: opened.database,
    log: createLog('silent'),
    processId,
    wake: (projectId) => woken.push(projectId),
  });
  payloads = [];
  return { announcer: made, woken };
}

async function heard(projectIds: ReadonlySet<string>): Promise<void> {
  await until(() => {
    const told = new Set(payloads.flatMap((payload) => payload.split(' ').slice(1)));
    return Promise.resolve([...projectIds].every((projectId) => told.has(projectId)));
  });
}

describe('an announcement', () => {
  it('wakes this process at once and others by PostgreSQL', async () => {
    const mine = announcer();
    mine.announcer.announce('farm');
    assert.deepEqual(mine.woken, ['farm']);
    await heard(new Set(['farm']));
    assert.deepEqual(payloads, ['me farm']);
    const other = announcer('you');
    other.announcer.hear('me farm field');
    assert.deepEqual(other.woken, ['farm', 'field']);
  });

  it('of this process, when it comes back, wakes nobody again', () => {
    const mine = announcer();
    mine.announcer.hear('me farm');
    assert.deepEqual(mine.woken, []);
  });

  it('is one for many changes, also of many projects, and none of them is left out', async () => {
    const mine = announcer();
    const projects = Array.from({ length: 120 }, (_, index) => `project-${index.toString()}-${'x'.repeat(50)}`);
    for (let times = 0; times < 10; times += 1) for (const project of projects) mine.announcer.announce(project);
    await heard(new Set(projects));
    assert.equal(mine.woken.length, 1200);
    assert.ok(payloads.length <= 6, `${payloads.length.toString()} notifications`);
  });

  it('that cannot be sent harms nobody, and the next one is sent', async () => {
    const mine = announcer();
    await opened.database.check();
    const stranger = await HeldLocks.take(
      opened.url,
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and application_name = 'thingstore'`,
    );
    mine.announcer.announce('lost');
    await opened.database.check().catch(() => undefined);
    await until(async () => {
      mine.announcer.announce('next');
      await opened.database.check();
      return payloads.some((payload) => payload.includes('next'));
    });
    await stranger.release();
  });
});

describe('the feed of another process', () => {
  /** It looks when it is told to, and would else look in an hour. */
  async function otherProcess() {
    const feed = new ChangeFeed({
      ...{ database: opened.database, permissions: PERMISSIONS },
      ...{ log: createLog('silent'), queueLimit: 256, pollMs: 3_600_000 },
    });
    const theirs = new ChangeAnnouncer({
      database: opened.database,
      log: createLog('silent'),
      processId: 'other',
      wake: (projectId) => {
        feed.wake(projectId);
      },
    });
    const notifications = new Notifications({
      connection: opened.connection,
      channel: CHANGE_CHANNEL,
      log: createLog('silent'),
      onNotification: (payload) => {
        theirs.hear(payload);
      },
      onConnected: () => {
        feed.wakeAll();
      },
    });
    await notifications.start();
    await untilNothingIsHeldBack(opened.database, 'farm');
    const subscription = await feed.subscribe(pumpOf('farm'), null);
    const next = async () => {
      const { value } = (await subscription.next()) as IteratorYieldResult<{ readonly resourceId: string }>;
      return value.resourceId;
    };
    const stop = async () => {
      feed.stop();
      await notifications.stop();
    };
    return { next, stop };
  }

  const write = async () => (await insertRows(opened.database, { projectId: 'farm', device: 'pump' }, { count: 1 }))[0];

  before(async () => {
    await ensureFeedEpoch(opened.database);
    await makeProject(opened.database, { id: 'farm', device: 'pump' });
  });

  it('is told, and need not look by itself', async () => {
    const other = await otherProcess();
    for (let times = 0; times < 5; times += 1) {
      const heardThere = other.next();
      const written = await write();
      announcer().announcer.announce('farm');
      assert.equal(await heardThere, written);
    }
    await other.stop();
  });

  it('looks as soon as it can be told again, for what it was not told meanwhile', async () => {
    const other = await otherProcess();
    const first = other.next();
    const written = await write();
    announcer().announcer.announce('farm');
    assert.equal(await first, written);
    const untold = other.next();
    const stranger = await HeldLocks.take(
      opened.url,
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and query like 'listen "%'`,
    );
    const missed = await write();
    assert.equal(await untold, missed);
    await stranger.release();
    await other.stop();
  });
});
