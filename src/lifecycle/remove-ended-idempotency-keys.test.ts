import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from '../database/sql.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { SetClock } from '../../test/support/set-clock.js';
import { RemoveEndedIdempotencyKeysJob } from './remove-ended-idempotency-keys.job.js';

describe('idempotency keys', () => {
  const clock = new SetClock();
  let opened: OpenedTestDatabase;
  before(async () => {
    opened = await openTestDatabase();
  });
  after(() => opened.close());

  it('are removed when their time is over and not before, many at a time, and the rest soon after', async () => {
    const { database } = opened;
    const job = new RemoveEndedIdempotencyKeysJob({ database, clock });
    const later = new Date(clock.now().getTime() + 1);
    await database.statement(sql`
      insert into idempotency_key
        (project_id, viewer_kind, viewer_id, mutation, key, input_hash, resource_id, expires_at)
      select 'default', 'ACCOUNT', 'a', 'createResource', n::text, '', gen_random_uuid(),
        case when n = 1 then ${later}::timestamptz else ${clock.now()}::timestamptz end
      from generate_series(1, 1002) n`);
    assert.deepEqual(await job.run(), { hasMore: true });
    assert.deepEqual(await job.run(), { hasMore: false });
    const left = await database.statement<{ key: string }>(sql`select key from idempotency_key`);
    assert.deepEqual(left, [{ key: '1' }]);
    clock.advance(1);
    await job.run();
    assert.deepEqual(await database.statement(sql`select key from idempotency_key`), []);
  });
});
