import { requireAccount } from '../accounts/administrating-account.js';
import { AccountRole, type Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { join, sql } from '../database/sql.js';
import { Forbidden } from '../errors/forbidden.js';
import type { JobReport } from './job.entity.js';
import type { Job } from './job.js';

/** Beyond so many it makes no difference. */
const MOST_COUNTED = 10_000;

interface ReportRow {
  readonly name: string;
  readonly last_run_at: Date | null;
  readonly last_error: string | null;
  readonly due: number;
}

/** Tells what the clock does. */
export class JobService {
  constructor(private readonly parts: { readonly database: Database; readonly jobs: readonly Job[] }) {}

  /** All jobs, by name, with what of the viewer's own project waits for them. Errors: FORBIDDEN. */
  async list(viewer: Viewer): Promise<JobReport[]> {
    if (requireAccount(viewer).role !== AccountRole.ROOT) {
      throw new Forbidden('What the server does by the clock is for the role Root.', { role: 'Root' });
    }
    const jobs = this.parts.jobs.map((job) => {
      const waiting = job.due?.(viewer.projectId) ?? sql`select 1 where false`;
      return sql`select ${job.name}::text as name,
        (select count(*)::integer from (${waiting} limit ${MOST_COUNTED}) waiting) as due`;
    });
    const rows = await this.parts.database.statement<ReportRow>(sql`
      select job.name, job.due, run.last_run_at, run.last_error
      from (${join(jobs, ' union all ')}) job left join job_run run on run.name = job.name
      order by job.name collate "C"`);
    return rows.map((row) => ({
      name: row.name,
      lastRunAt: row.last_run_at,
      lastError: row.last_error,
      due: row.due,
    }));
  }
}
