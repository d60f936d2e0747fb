import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { overdueObjects } from '../resources/stored-object.queries.js';
import type { UploadCompletion } from '../resources/upload-completion.js';
import type { Job } from './job.js';

const BATCH = 500;
const ENOUGH_FAILURES = 3;
/** How long after its URL expired an upload is given up: a PUT that began in time may still be under way. */
const AFTER_EXPIRY_MS = 60 * 60 * 1000;

/**
 * Takes the last look at uploads that nobody completed: bytes that are there become content, the others are condemned.
 * Then it lets go of the places that await nothing any more (their rows have no history), also of those whose upload was
 * refused.
 */
export class SweepUnfinishedUploadsJob implements Job {
  readonly name = 'sweep unfinished uploads';
  readonly everyMs = 60_000;

  constructor(
    private readonly parts: { readonly database: Database; readonly uploads: UploadCompletion; readonly clock: Clock },
  ) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    const before = new Date(this.parts.clock.now().getTime() - AFTER_EXPIRY_MS);
    const settled = await this.settle(before);
    const released = await this.release(before);
    return { hasMore: Math.max(settled, released) === BATCH };
  }

  /** One that cannot be settled now keeps no other from it; several mean that the store is away. */
  private async settle(before: Date): Promise<number> {
    const { database, uploads } = this.parts;
    const overdue = await overdueObjects(database, { before, first: BATCH });
    const failures: unknown[] = [];
    for (const object of overdue) {
      if (failures.length === ENOUGH_FAILURES) break;
      await uploads.settle(object).catch((cause: unknown) => failures.push(cause));
    }
    if (failures.length > 0) throw failures[0];
    return overdue.length;
  }

  /** Locks first and looks again: an upload that is requested for the place meanwhile waits, or is seen. */
  private async release(before: Date): Promise<number> {
    const isIdle = sql`r.state = 'AWAITING_UPLOAD' and not exists (
      select 1 from stored_object o where o.project_id = r.project_id and o.resource_id = r.id
        and (o.state = 'AWAITED' or o.expires_at > ${before}))`;
    return this.parts.database.transaction(async (tx) => {
      const idle = await tx.query<{ project_id: string; id: string }>(sql`
        select r.project_id, r.id from resource r where ${isIdle} limit ${BATCH} for update skip locked`);
      await tx.query(sql`
        delete from resource r
        using unnest(${idle.map((row) => row.project_id)}::text[], ${idle.map((row) => row.id)}::uuid[])
          as locked (project_id, id)
        where r.project_id = locked.project_id and r.id = locked.id and ${isIdle}`);
      return idle.length;
    });
  }
}
