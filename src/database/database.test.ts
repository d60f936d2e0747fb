import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { HeldLocks } from '../../test/support/held-locks.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import type { Database } from './database.js';
import { sql } from './sql.js';
import { StartOver, type Transaction } from './transaction.js';

let opened: OpenedTestDatabase;
let database: Database;

before(async () => {
  opened = await openTestDatabase({ statementTimeoutMs: 5000 });
  ({ database } = opened);
  await database.statement(sql`create table tally (id integer primary key, amount integer not null)`);
});
after(async () => opened.close());
beforeEach(async () => {
  await database.statement(sql`truncate tally`);
  await database.statement(sql`insert into tally values (1, 0), (2, 0)`);
});

async function tally(): Promise<readonly number[]> {
  const rows = await database.statement<{ amount: number }>(sql`select amount from tally order by id`);
  return rows.map(({ amount }) => amount);
}

async function raise(tx: Transaction, id: number): Promise<void> {
  await tx.query(sql`update tally set amount = amount + 1 where id = ${id}`);
}

function isUnavailable(error: unknown): boolean {
  return error instanceof ServiceUnavailable && error.params['missing'] === 'PostgreSQL';
}

/** A promise, and what settles it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: (() => void) | undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {
    opened,
    open: () => {
      open?.();
    },
  };
}

describe('a transaction', () => {
  it('is done as a whole, and answers what its work answers', async () => {
    const answer = await database.transaction(async (tx) => {
      await raise(tx, 1);
      await raise(tx, 2);
      return 'done';
    });
    assert.equal(answer, 'done');
    assert.deepEqual(await tally(), [1, 1]);
  });

  it('leaves nothing when its work fails, and fails as the work did', async () => {
    const failure = new Error('given up');
    const outcome = database.transaction(async (tx) => {
      await raise(tx, 1);
      throw failure;
    });
    await assert.rejects(outcome, (error) => error === failure);
    assert.deepEqual(await tally(), [0, 0]);
  });

  it('tells what waits for it after its commit, and not before', async () => {
    const seen: (readonly number[])[] = [];
    const told: Promise<unknown>[] = [];
    await database.transaction(async (tx) => {
      tx.afterCommit(() => told.push(tally().then((amounts) => seen.push(amounts))));
      await raise(tx, 1);
      assert.equal(told.length, 0);
    });
    assert.equal(told.length, 1);
    await Promise.all(told);
    assert.deepEqual(seen, [[1, 0]]);
  });

  it('tells nobody of what was rolled back, nor twice of what ran twice', async () => {
    const told: string[] = [];
    const refused = database.transaction(async (tx) => {
      tx.afterCommit(() => told.push('rolled back'));
      await tx.query(sql`insert into tally values (1, 0)`);
    });
    await assert.rejects(refused, /duplicate key/);
    let attempts = 0;
    await database.transaction(async (tx) => {
      attempts += 1;
      const attempt = attempts;
      tx.afterCommit(() => told.push(`attempt ${attempt.toString()}`));
      await raise(tx, 1);
      if (attempt < 3) throw new StartOver('resource');
    });
    assert.deepEqual(told, ['attempt 3']);
    assert.deepEqual(await tally(), [1, 0]);
  });

  it('runs again when PostgreSQL ended it to resolve a deadlock', async () => {
    const [first, second] = [gate(), gate()];
    let attempts = 0;
    const crosswise = async (ids: readonly [number, number], mine: typeof first, theirs: typeof first) =>
      database.transaction(async (tx) => {
        attempts += 1;
        await raise(tx, ids[0]);
        mine.open();
        await theirs.opened;
        await raise(tx, ids[1]);
      });
    await Promise.all([crosswise([1, 2], first, second), crosswise([2, 1], second, first)]);
    assert.ok(attempts > 2);
    assert.deepEqual(await tally(), [2, 2]);
  });

  it('gives up when others are faster again and again, and may be tried again', async () => {
    let attempts = 0;
    const outcome = database.transaction(() => {
      attempts += 1;
      return Promise.reject(new StartOver('resource'));
    });
    await assert.rejects(outcome, isUnavailable);
    assert.ok(attempts > 3);
  });

  it('whose connection is lost says that PostgreSQL is away, leaves nothing, and the next one works', async () => {
    const outcome = database.transaction(async (tx) => {
      await raise(tx, 1);
      const [{ pid } = { pid: 0 }] = await tx.query<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await database.statement(sql`select pg_terminate_backend(${pid}, 5000)`);
      await raise(tx, 2);
    });
    await assert.rejects(outcome, isUnavailable);
    assert.deepEqual(await tally(), [0, 0]);
    await database.transaction((tx) => raise(tx, 1));
    assert.deepEqual(await tally(), [1, 0]);
  });
});

describe('a statement', () => {
  it('answers its rows and nothing else, whether it reads or writes', async () => {
    const statements = [
      sql`select amount from tally where id = 1`,
      sql`update tally set amount = 0 where id = 1 returning amount`,
      sql`with written as (update tally set amount = 0 where id = 1 returning amount) select * from written`,
      sql`delete from tally where id = 1 returning amount`,
      sql`insert into tally values (1, 0) returning amount`,
    ];
    for (const statement of statements) assert.deepEqual(await database.statement(statement), [{ amount: 0 }]);
    await database.transaction(async (tx) => {
      for (const statement of statements) assert.deepEqual(await tx.query(statement), [{ amount: 0 }]);
    });
    assert.deepEqual(await database.statement(sql`update tally set amount = 1`), []);
  });

  it('that waits longer than it may says that PostgreSQL is away', async () => {
    const impatient = await openTestDatabase({ statementTimeoutMs: 50, poolSize: 2 });
    const locks = await HeldLocks.take(impatient.url, 'lock table owner in access exclusive mode');
    await assert.rejects(impatient.database.statement(sql`select * from owner`), isUnavailable);
    await locks.release();
    assert.deepEqual(await impatient.database.statement(sql`select id from owner`), []);
    await impatient.close();
  });

  it('that is refused says why: that is no outage', async () => {
    await assert.rejects(database.statement(sql`select * from nowhere`), /relation "nowhere" does not exist/);
    await assert.rejects(
      database.statement(sql`insert into tally values (1, 1)`),
      (error) => !(error instanceof ServiceUnavailable),
    );
  });

  it('keeps values out of its text', async () => {
    const text = `'; drop table tally; --`;
    assert.deepEqual(await database.statement(sql`select ${text}::text as text`), [{ text }]);
    assert.deepEqual(await tally(), [0, 0]);
  });
});
