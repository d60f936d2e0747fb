import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Job } from './job.js';

const BATCH = 1000;

/** Removes the counts of attempts to log in whose time is over: they say nothing any more. */
export class RemoveEndedLoginCountsJob implements Job {
  readonly name = 'remove ended counts of logins';
  readonly everyMs = 5 * 60 * 1000;

  constructor(private readonly parts: { readonly database: Database; readonly clock: Clock }) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    const removed = await this.parts.database.statement(sql`
      delete from login_attempt where subject in (
        select subject from login_attempt where ends_at <= ${this.parts.clock.now()}
        order by ends_at limit ${BATCH} for update skip locked
      ) returning subject`);
    return { hasMore: removed.length === BATCH };
  }
}
