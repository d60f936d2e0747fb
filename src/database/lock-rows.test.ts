import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { HeldLocks } from '../../test/support/held-locks.js';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { changeLockedRows, changeRows, insertRows } from '../../test/support/written-rows.js';
import { ensureFeedEpoch } from '../changes/feed-epoch.js';
import { holdPlaces, lockRowsInOrder } from './lock-rows.js';
import { sql } from './sql.js';
import { StartOver, type Transaction } from './transaction.js';

const place = { projectId: 'farm', device: 'pump' };

let opened: OpenedTestDatabase;
let rows: readonly string[];

before(async () => {
  opened = await openTestDatabase();
  await ensureFeedEpoch(opened.database);
  for (const id of ['farm', 'field']) await makeProject(opened.database, { id, device: 'pump' });
});
after(async () => opened.close());
beforeEach(async () => {
  rows = await insertRows(opened.database, place, { count: 3 });
});

function lock(tx: Transaction, ids: readonly string[], projectId = 'farm'): Promise<string[]> {
  return lockRowsInOrder(tx, { table: 'resource', projectId, ids });
}

async function transactionId(tx: Transaction): Promise<bigint> {
  const [row] = await tx.query<{ id: string }>(sql`select pg_current_xact_id()::text as id`);
  return BigInt(row?.id ?? 0);
}

async function historyOf(id: string): Promise<readonly number[]> {
  const found = await opened.database.statement<{ version: number }>(sql`
    select version from resource_change c where resource_id = ${id} order by c.epoch, c.xid, c.seq`);
  return found.map(({ version }) => version);
}

describe('rows that are locked to be written', () => {
  it('are answered as far as they are there, in order', async () => {
    const [first, second, third] = rows;
    const asked = [third ?? '', randomUUID(), first ?? '', second ?? '', first ?? ''];
    assert.deepEqual(await opened.database.transaction((tx) => lock(tx, asked)), rows);
    assert.deepEqual(await opened.database.transaction((tx) => lock(tx, rows, 'field')), []);
    assert.deepEqual(await opened.database.transaction((tx) => lock(tx, [])), []);
  });

  it('make others wait, but not those who only refer to them', async () => {
    const [row = ''] = rows;
    await opened.database.transaction(async (tx) => {
      await lock(tx, [row]);
      await opened.database.statement(sql`select 1 from resource where id = ${row} for key share nowait`);
      await assert.rejects(
        opened.database.statement(sql`select 1 from resource where id = ${row} for no key update nowait`),
        /could not obtain lock/,
      );
    });
  });

  it('are not written by a transaction that is older than their last change: it starts over as a younger one', async () => {
    const [own = '', contested = ''] = rows;
    const ids: bigint[] = [];
    await opened.database.transaction(async (older) => {
      ids.push(await transactionId(older));
      if (ids.length === 1) {
        await changeRows(older, place, [own]);
        await opened.database.transaction((younger) => changeRows(younger, place, [contested]));
      }
      await changeRows(older, place, [contested]);
    });
    assert.equal(ids.length, 2);
    assert.ok((ids[1] ?? 0n) > (ids[0] ?? 0n));
    assert.deepEqual(await historyOf(contested), [1, 2, 3]);
    // What the first attempt did was rolled back with it.
    assert.deepEqual(await historyOf(own), [1]);
  });

  it('would stand in the feed in the wrong order if nobody looked', async () => {
    const [contested = ''] = rows;
    await opened.database.transaction(async (older) => {
      await transactionId(older);
      await opened.database.transaction((younger) => changeRows(younger, place, [contested]));
      await changeLockedRows(older, 'farm', [contested]);
    });
    assert.deepEqual(await historyOf(contested), [1, 3, 2]);
  });

  it('are looked at as they are once the wait for them is over', async () => {
    const [own = '', contested = ''] = rows;
    const locks = await HeldLocks.take(opened.url, `select 1 from resource where id = '${contested}' for update`);
    const attempts: string[] = [];
    const younger = opened.database.transaction((tx) => changeRows(tx, place, [contested]));
    await locks.untilWaiting(1);
    // It has its id already when it begins to wait, behind a younger one or before it: both must come out right.
    const other = opened.database.transaction(async (tx) => {
      attempts.push('begun');
      await changeRows(tx, place, [own]);
      await changeRows(tx, place, [contested]);
    });
    await locks.untilWaiting(2);
    await locks.release();
    await Promise.all([younger, other]);
    assert.deepEqual(await historyOf(contested), [1, 2, 3]);
    assert.deepEqual(await historyOf(own), [1, 2]);
  });

  it('are kept for a transaction that others overtook again and again', async (t) => {
    const [own = '', contested = ''] = rows;
    const onlooker = await HeldLocks.take(opened.url);
    t.after(() => onlooker.release());
    const rivals: Promise<unknown>[] = [];
    await opened.database.transaction(async (older) => {
      await changeRows(older, place, [own]);
      const rival = opened.database.transaction((younger) => changeRows(younger, place, [contested]));
      rivals.push(rival);
      await Promise.race([rival, onlooker.untilWaiting(1)]);
      await changeRows(older, place, [contested]);
    });
    await Promise.all(rivals);
    assert.equal(rivals.length, 4);
    assert.deepEqual(await historyOf(contested), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(await historyOf(own), [1, 2]);
  });

  it('are not waited for without end, nor kept from others meanwhile, when one of these does not end', async (t) => {
    const [own = '', other = ''] = rows;
    const stuck = await HeldLocks.take(opened.url, 'lock table resource in row exclusive mode');
    t.after(() => stuck.release());
    let attempts = 0;
    const overtaken = opened.database.transaction(async (tx) => {
      attempts += 1;
      await changeRows(tx, place, [own]);
      throw new StartOver('resource');
    });
    await assert.rejects(overtaken, { code: 'SERVICE_UNAVAILABLE' });
    assert.equal(attempts, 3);
    assert.deepEqual(await historyOf(own), [1]);
    await opened.database.transaction((tx) => changeRows(tx, place, [other]));
    assert.deepEqual(await historyOf(other), [1, 2]);
  });

  it('of an earlier epoch are older than any transaction of this one, whatever their number', async () => {
    const [row = ''] = rows;
    await opened.database.statement(sql`
      update resource set last_xid = (last_xid::text::bigint + 1000000000)::text::xid8 where id = ${row}`);
    await assert.rejects(
      opened.database.transaction((tx) =>
        lock(tx, [row]).catch((error: unknown) => {
          assert.ok(error instanceof StartOver);
          throw new Error('older');
        }),
      ),
      /older/,
    );
    await opened.database.statement(sql`update feed_epoch set epoch = epoch + 1`);
    assert.deepEqual(await opened.database.transaction((tx) => lock(tx, [row])), [row]);
  });
});

describe('places that are held', () => {
  it('belong to one transaction at a time, until it ends', async () => {
    const order: string[] = [];
    const locks = await HeldLocks.take(opened.url);
    let second: Promise<unknown> = Promise.resolve();
    await opened.database.transaction(async (tx) => {
      await holdPlaces(tx, ['a', 'b']);
      second = opened.database.transaction(async (other) => {
        await holdPlaces(other, ['b']);
        order.push('second');
      });
      await locks.untilWaiting(1);
      await opened.database.transaction((free) => holdPlaces(free, ['c']));
      order.push('first');
    });
    await second;
    await locks.release();
    assert.deepEqual(order, ['first', 'second']);
  });

  it('never make two transactions wait for each other, in whatever order they are named', async () => {
    const both = (names: readonly string[]) => opened.database.transaction((tx) => holdPlaces(tx, names));
    await Promise.all(
      Array.from({ length: 40 }, (_, turn) => both(turn % 2 === 0 ? ['a', 'b', 'c'] : ['c', 'b', 'a', 'c'])),
    );
  });

  it('give the transaction that waits for them no id yet, so that it is not older than what it waits for', async () => {
    await opened.database.transaction(async (tx) => {
      await holdPlaces(tx, ['a']);
      const [row] = await tx.query<{ id: string | null }>(sql`select pg_current_xact_id_if_assigned()::text as id`);
      assert.equal(row?.id, null);
    });
  });
});
