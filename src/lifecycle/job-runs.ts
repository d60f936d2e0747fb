import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';

/** What runs often is written down this often. */
const PAUSE_MS = 5_000;
/** Why something failed may name what only the log may hold. */
const FAILED = 'It failed, and runs again at its next time. The log of the server says why.';

/** Remembers what each job did last, in the database, so that every process tells the same. */
export class JobRuns {
  private readonly noted = new Map<string, { readonly at: number; readonly sentence: string | null }>();

  constructor(private readonly parts: { readonly database: Database; readonly clock: Clock; readonly log: Log }) {}

  /** A job ran; `error` is null when it went well. Never fails: what could not be written down is by the next run. */
  async note(name: string, error: unknown): Promise<void> {
    const { database, clock, log } = this.parts;
    const now = clock.now();
    const sentence = error === null ? null : error instanceof ServiceUnavailable ? error.message : FAILED;
    const last = this.noted.get(name);
    const isRecent = last !== undefined && Math.abs(now.getTime() - last.at) < PAUSE_MS;
    if (isRecent && last.sentence === sentence) return;
    try {
      await database.statement(sql`
        insert into job_run (name, last_run_at, last_error) values (${name}, ${now}, ${sentence})
        on conflict (name) do update
          set last_run_at = greatest(job_run.last_run_at, excluded.last_run_at), last_error = excluded.last_error`);
      this.noted.set(name, { at: now.getTime(), sentence });
    } catch (cause) {
      log.debug({ error: loggableError(cause), job: name }, 'The run of a job was not written down.');
    }
  }
}
