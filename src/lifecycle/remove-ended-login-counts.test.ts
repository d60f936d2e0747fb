import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LoginAttempts } from '../auth/login-attempts.js';
import { sql } from '../database/sql.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { SetClock } from '../../test/support/set-clock.js';
import { RemoveEndedLoginCountsJob } from './remove-ended-login-counts.job.js';

describe('the counts of attempts to log in', () => {
  const clock = new SetClock();
  let opened: OpenedTestDatabase;
  before(async () => {
    opened = await openTestDatabase();
  });
  after(() => opened.close());

  it('are removed when their time is over, and not before', async () => {
    const { database } = opened;
    const limits = { perAccount: 5, perAddress: 5, windowMs: 60_000 };
    const attempts = new LoginAttempts({ database, clock, secret: Buffer.alloc(32, 's'), limits });
    const job = new RemoveEndedLoginCountsJob({ database, clock });
    const left = async () => (await database.statement(sql`select 1 from login_attempt`)).length;
    await attempts.begin({ email: 'a@example.org', address: '203.0.113.1' });
    clock.advance(30_000);
    await attempts.begin({ email: 'b@example.org', address: '203.0.113.1' });
    assert.equal(await left(), 3);
    clock.advance(29_999);
    await job.run();
    assert.equal(await left(), 3);
    clock.advance(1);
    assert.deepEqual(await job.run(), { hasMore: false });
    assert.equal(await left(), 1);
  });

  it('are removed many at a time, and the rest soon after', async () => {
    const { database } = opened;
    const job = new RemoveEndedLoginCountsJob({ database, clock });
    await database.statement(sql`
      insert into login_attempt (subject, attempts, is_refused, ends_at)
      select sha256(n::text::bytea), 1, false, ${clock.now()} from generate_series(1, 1001) n`);
    assert.deepEqual(await job.run(), { hasMore: true });
    assert.deepEqual(await job.run(), { hasMore: false });
  });
});
