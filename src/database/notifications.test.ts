import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { HeldLocks } from '../../test/support/held-locks.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { until } from '../../test/support/until.js';
import { createLog } from '../logging/log.js';
import { Notifications } from './notifications.js';
import { sql } from './sql.js';

const CHANNEL = 'Some "channel"';

let opened: OpenedTestDatabase;
let heard: string[];
let connections: number;
let notifications: Notifications;

before(async () => {
  opened = await openTestDatabase();
});
after(async () => opened.close());
beforeEach(() => {
  heard = [];
  connections = 0;
  notifications = new Notifications({
    connection: opened.connection,
    channel: CHANNEL,
    log: createLog('silent'),
    onNotification: (payload) => heard.push(payload),
    onConnected: () => {
      connections += 1;
    },
  });
});
afterEach(async () => notifications.stop());

async function say(payload: string): Promise<void> {
  await opened.database.statement(sql`select pg_notify(${CHANNEL}, ${payload})`);
}

async function heardIs(...payloads: readonly string[]): Promise<void> {
  await until(() => Promise.resolve(heard.length >= payloads.length));
  assert.deepEqual(heard, payloads);
}

async function listeners(): Promise<number> {
  const rows = await opened.database.statement(sql`
    select 1 from pg_stat_activity where datname = current_database() and query like 'listen %'`);
  return rows.length;
}

describe('notifications', () => {
  it('are heard as soon as listening has started, in order, and those of other channels are not', async () => {
    await notifications.start();
    assert.equal(connections, 1);
    await opened.database.statement(sql`select pg_notify('another', 'x')`);
    await say('first');
    await say('');
    await say('last');
    await heardIs('first', '', 'last');
  });

  it('are heard again after the connection broke, and it is told that some were missed', async () => {
    await notifications.start();
    for (let times = 1; times <= 2; times += 1) {
      const stranger = await HeldLocks.take(
        opened.url,
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where datname = current_database() and query like 'listen %'`,
      );
      await stranger.release();
      await until(() => Promise.resolve(connections === times + 1));
      await say(times.toString());
      await until(() => Promise.resolve(heard.length === times));
    }
    assert.deepEqual(heard, ['1', '2']);
    assert.equal(await listeners(), 1);
  });

  it('begin once PostgreSQL is there, when it was away at the start', async () => {
    const { pathname } = new URL(opened.url);
    const name = pathname.slice(1);
    const stranger = await openTestDatabase();
    await stranger.source.query(`alter database "${name}" allow_connections false`);
    await notifications.start();
    assert.equal(connections, 0);
    await stranger.source.query(`alter database "${name}" allow_connections true`);
    await until(() => Promise.resolve(connections === 1));
    await say('at last');
    await heardIs('at last');
    await stranger.close();
  });

  it('end for good when they are stopped, even while the connection is broken', async () => {
    await notifications.start();
    await opened.database.statement(sql`
      select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and query like 'listen %'`);
    await notifications.stop();
    await say('too late');
    await until(async () => (await listeners()) === 0);
    assert.deepEqual(heard, []);
    assert.equal(connections, 1);
  });
});
