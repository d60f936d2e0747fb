import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import { accountViewer, PERMISSIONS, thingViewer } from '../../test/support/listeners.js';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { insertRows, untilNothingIsHeldBack } from '../../test/support/written-rows.js';
import { AccountRole } from '../auth/viewer.js';
import { sql } from '../database/sql.js';
import { createLog } from '../logging/log.js';
import { ChangeFeed } from './change-feed.js';
import type { ChangeSubscription, Listener } from './change-subscription.js';
import { ensureFeedEpoch } from './feed-epoch.js';

const place = { projectId: 'farm', device: 'pump' };
const accountId = randomUUID();
const viewer = accountViewer({ projectId: 'farm', accountId, role: AccountRole.READ });

let opened: OpenedTestDatabase;
/** Of two processes. */
let feeds: readonly ChangeFeed[];

before(async () => {
  opened = await openTestDatabase();
  const { database } = opened;
  await ensureFeedEpoch(database);
  await makeProject(database, { id: 'farm', device: 'pump' });
  await database.statement(sql`
    insert into account (project_id, id, email, name, role, password_hash, created_at)
    values ('farm', ${accountId}, 'reader@example.org', 'x', 'READ', '', now())`);
  const parts = { database, permissions: PERMISSIONS, log: createLog('silent'), queueLimit: 256, pollMs: 20 };
  feeds = [new ChangeFeed(parts), new ChangeFeed(parts)];
});
after(async () => {
  for (const feed of feeds) feed.stop();
  await opened.close();
});

async function give(): Promise<void> {
  await opened.database.statement(sql`
    insert into role_assignment (project_id, id, role, account_id, owner_id, created_at)
    values ('farm', ${randomUUID()}, 'ResourceViewer', ${accountId}, 'pump', now())`);
}

async function take(): Promise<void> {
  await opened.database.statement(sql`delete from role_assignment`);
}

async function create(): Promise<string> {
  const [id = ''] = await insertRows(opened.database, place, { count: 1 });
  for (const feed of feeds) feed.wake('farm');
  return id;
}

/** The account on a process, and the thing itself, which sees everything: what it was handed, the account was offered. */
async function listen(feed: ChangeFeed, after: string | null) {
  const wanted: Listener['wanted'] = (change, rights) => (rights.canRead(change) ? change : null);
  return {
    account: await feed.subscribe({ viewer, wanted }, after),
    thing: await feed.subscribe({ viewer: thingViewer('farm', 'pump'), wanted }, after),
  };
}

async function now(feed: ChangeFeed): Promise<string> {
  await untilNothingIsHeldBack(opened.database, 'farm');
  return feed.cursor();
}

async function next(subscription: ChangeSubscription): Promise<string> {
  const result = await subscription.next();
  return result.done === true ? 'ended' : result.value.resourceId;
}

/** What comes of it now, without waiting for more. */
async function soFar(pending: Promise<string>): Promise<string> {
  return Promise.race([pending, settle('nothing')]);
}

describe('what a subscriber may see', () => {
  it('follows its rights on every process: nothing that was committed after they were taken comes', async () => {
    await give();
    const listeners = await Promise.all(feeds.map(async (feed) => listen(feed, await now(feed))));
    const first = await create();
    for (const { account, thing } of listeners)
      assert.deepEqual([await next(account), await next(thing)], [first, first]);
    const pending = listeners.map(({ account }) => next(account));
    await take();
    const second = await create();
    for (const { thing } of listeners) assert.equal(await next(thing), second);
    for (const event of pending) assert.equal(await soFar(event), 'nothing');
    await give();
    const third = await create();
    assert.deepEqual(await Promise.all(pending), [third, third]);
    for (const { account, thing } of listeners) await Promise.all([account.return(), thing.return()]);
    await take();
  });

  it('is judged once more while it waits for a subscriber that does not read', async () => {
    await give();
    const [feed] = feeds;
    assert.ok(feed !== undefined);
    const { account, thing } = await listen(feed, await now(feed));
    const first = await create();
    assert.deepEqual([await next(account), await next(thing)], [first, first]);
    const waiting = [await create(), await create()];
    assert.deepEqual([await next(thing), await next(thing)], waiting);
    await take();
    const afterwards = [await create(), await create()];
    assert.equal(await next(thing), afterwards[0]);
    const pending = next(account);
    assert.equal(await next(thing), afterwards[1]);
    assert.equal(await soFar(pending), 'nothing');
    await Promise.all([account.return(), thing.return()]);
    assert.equal(await pending, 'ended');
  });

  it('is decided by the rights of today where a subscription is resumed', async () => {
    const [feed] = feeds;
    assert.ok(feed !== undefined);
    await give();
    const before = await now(feed);
    const old = await create();
    await take();
    const without = await listen(feed, before);
    assert.equal(await next(without.thing), old);
    const pending = next(without.account);
    const later = await create();
    assert.equal(await next(without.thing), later);
    assert.equal(await soFar(pending), 'nothing');
    await give();
    const again = await listen(feed, before);
    assert.deepEqual([await next(again.account), await next(again.account)], [old, later]);
    for (const { account, thing } of [without, again]) await Promise.all([account.return(), thing.return()]);
    await take();
  });
});
