import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { QueryFailedError } from 'typeorm';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { translatingConstraints } from './constraints.js';
import { sql } from './sql.js';

class NameTaken extends Error {}

let opened: OpenedTestDatabase;

before(async () => {
  opened = await openTestDatabase();
  await opened.database.statement(sql`
    create table plate (
      name text not null constraint plate_name_unique unique,
      size integer not null constraint plate_size_known check (size > 0)
    )`);
});
after(async () => opened.close());

function add(name: string, size: number): Promise<unknown> {
  return translatingConstraints({ plate_name_unique: () => new NameTaken(name) }, () =>
    opened.database.statement(sql`insert into plate values (${name}, ${size}) returning name`),
  );
}

describe('a constraint', () => {
  it('that refuses speaks as the error that stands for it, inside a transaction too', async () => {
    assert.deepEqual(await add('a', 1), [{ name: 'a' }]);
    await assert.rejects(add('a', 1), NameTaken);
    const inside = translatingConstraints({ plate_name_unique: () => new NameTaken('a') }, () =>
      opened.database.transaction((tx) => tx.query(sql`insert into plate values ('a', 1)`)),
    );
    await assert.rejects(inside, NameTaken);
  });

  it('lets in one of several that come at once, and speaks to the others', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => add('b', 1)));
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.equal(refusals.length, 7);
    for (const { reason } of refusals) assert.ok(reason instanceof NameTaken);
  });

  it('that nothing stands for is passed on as it is, and so is every other failure', async () => {
    await assert.rejects(
      add('c', 0),
      (error) => error instanceof QueryFailedError && error.message.includes('plate_size_known'),
    );
    const failure = new Error('something else');
    const outcome = translatingConstraints({ plate_name_unique: () => new NameTaken('d') }, () =>
      Promise.reject(failure),
    );
    await assert.rejects(outcome, (error) => error === failure);
  });
});
