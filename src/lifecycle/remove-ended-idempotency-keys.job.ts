import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Job } from './job.js';

const BATCH = 1000;

/** Removes idempotency keys whose time is over: the requests that they are of count as new from then on. */
export class RemoveEndedIdempotencyKeysJob implements Job {
  readonly name = 'remove ended idempotency keys';
  readonly everyMs = 5 * 60 * 1000;

  constructor(private readonly parts: { readonly database: Database; readonly clock: Clock }) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    // By place: a key that is given anew meanwhile gets a row of its own, elsewhere.
    const removed = await this.parts.database.statement(sql`
      delete from idempotency_key where ctid = any(array(
        select ctid from idempotency_key where expires_at <= ${this.parts.clock.now()}
        order by expires_at limit ${BATCH} for update skip locked
      )) returning key`);
    return { hasMore: removed.length === BATCH };
  }
}
