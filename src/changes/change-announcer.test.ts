import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { HeldLocks } from '../../test/support/held-locks.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { until } from '../../test/support/until.js';
import { createLog } from '../logging/log.js';
import { CHANGE_CHANNEL, ChangeAnnouncer } from './change-announcer.js';

let opened: OpenedTestDatabase;
let listener: Client;
let payloads: string[] = [];

before(async () => {
  opened = await openTestDatabase({ poolSize: 2 });
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
    ...{ database: opened.database, log: createLog('silent'), processId },
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
