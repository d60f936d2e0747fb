import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Job } from './job.js';

const BATCH = 500;
/** How long after its URL expired an upload is given up: a PUT that began in time may still be under way. */
const AFTER_EXPIRY_MS = 60 * 60 * 1000;

/**
 * Condemns uploads that were never finished, and then lets go of the places that await nothing any more (their rows have
 * no history), also of those whose upload was refused.
 */
export class SweepUnfinishedUploadsJob implements Job {
  readonly name = 'sweep unfinished uploads';
  readonly everyMs = 60_000;

  constructor(
    private readonly parts: { readonly database: Database; readonly clock: Clock; readonly purgeGraceMs: number },
  ) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    const now = this.parts.clock.now();
    const givenUp = {
      before: new Date(now.getTime() - AFTER_EXPIRY_MS),
      purgeAt: new Date(now.getTime() + this.parts.purgeGraceMs),
    };
    const condemned = await this.condemn(givenUp);
    const released = await this.release(givenUp);
    return { hasMore: Math.max(condemned, released) === BATCH };
  }

  private async condemn(givenUp: { readonly before: Date; readonly purgeAt: Date }): Promise<number> {
    const condemned = await this.parts.database.statement(sql`
      with due as materialized (
        select project_id, id from stored_object
        where state = 'AWAITED' and expires_at <= ${givenUp.before}
        order by expires_at limit ${BATCH} for update skip locked
      ),
      condemned as (
        update stored_object o set state = 'CONDEMNED', purge_at = ${givenUp.purgeAt} from due
        where o.project_id = due.project_id and o.id = due.id returning o.id
      )
      select id from condemned`);
    return condemned.length;
  }

  /** Locks first and looks again: an upload that is requested for the place meanwhile waits, or is seen. */
  private async release(givenUp: { readonly before: Date }): Promise<number> {
    const isIdle = sql`r.state = 'AWAITING_UPLOAD' and not exists (
      select 1 from stored_object o where o.project_id = r.project_id and o.resource_id = r.id
        and (o.state = 'AWAITED' or o.expires_at > ${givenUp.before}))`;
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
