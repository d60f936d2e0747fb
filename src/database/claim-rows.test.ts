import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { HeldLocks } from '../../test/support/held-locks.js';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { changeRows, insertRows } from '../../test/support/written-rows.js';
import { ensureFeedEpoch } from '../changes/feed-epoch.js';
import { claimRowsInOrder } from './lock-rows.js';
import { sql } from './sql.js';
import type { Transaction } from './transaction.js';

const place = { projectId: 'farm', device: 'pump' };

let opened: OpenedTestDatabase;
let rows: readonly string[];

before(async () => {
  opened = await openTestDatabase();
  await ensureFeedEpoch(opened.database);
  await makeProject(opened.database, { id: 'farm', device: 'pump' });
});
after(async () => opened.close());
beforeEach(async () => {
  await opened.database.statement(sql`delete from resource`);
  rows = await insertRows(opened.database, place, { count: 3 });
});

async function claim(tx: Transaction, limit = 10): Promise<readonly string[]> {
  const due = { table: 'resource', due: sql`r.version = 1`, by: 'id', limit } as const;
  return (await claimRowsInOrder(tx, due)).map(({ id }) => id);
}

describe('rows that are claimed', () => {
  it('are the first that are due, and no more than asked for', async () => {
    assert.deepEqual(await opened.database.transaction((tx) => claim(tx, 2)), rows.slice(0, 2));
    await opened.database.transaction((tx) => changeRows(tx, place, [rows[0] ?? '']));
    assert.deepEqual(await opened.database.transaction((tx) => claim(tx)), rows.slice(1));
  });

  it('are claimed by one at a time: nobody waits, and nobody gets what another has', async () => {
    await opened.database.transaction(async (tx) => {
      assert.deepEqual(await claim(tx, 2), rows.slice(0, 2));
      assert.deepEqual(await opened.database.transaction((other) => claim(other)), rows.slice(2));
    });
  });

  it('are due still when they are claimed', async () => {
    const [first = ''] = rows;
    const locks = await HeldLocks.take(opened.url, `update resource set version = 2 where id = '${first}'`);
    assert.deepEqual(await opened.database.transaction((tx) => claim(tx)), rows.slice(1));
    await locks.commit();
    assert.deepEqual(await opened.database.transaction((tx) => claim(tx)), rows.slice(1));
  });

  it('are not written by a transaction that is older than their last change: it starts over as a younger one', async () => {
    let attempts = 0;
    await opened.database.transaction(async (older) => {
      attempts += 1;
      await older.query(sql`select pg_current_xact_id()`);
      if (attempts === 1) {
        // Back to what is due, by a younger one.
        await opened.database.transaction((younger) => changeRows(younger, place, [rows[1] ?? '']));
        await opened.database.transaction((younger) =>
          younger.query(sql`update resource set version = 1 where id = ${rows[1] ?? ''}`),
        );
      }
      assert.deepEqual(await claim(older), rows);
    });
    assert.equal(attempts, 2);
  });

  it('give a transaction that finds none no id', async () => {
    await opened.database.statement(sql`delete from resource`);
    await opened.database.transaction(async (tx) => {
      assert.deepEqual(await claim(tx), []);
      const [row] = await tx.query<{ id: string | null }>(sql`select pg_current_xact_id_if_assigned()::text as id`);
      assert.equal(row?.id, null);
    });
  });
});
