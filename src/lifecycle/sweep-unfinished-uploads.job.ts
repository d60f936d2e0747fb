import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql, type Sql } from '../database/sql.js';
import { overdueObjects } from '../resources/uploads/stored-object.queries.js';
import type { UploadCompletion } from '../resources/uploads/upload-completion.js';
import type { Log } from '../logging/log.js';
import type { AwaitedObject } from '../resources/uploads/stored-object.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { Job } from './job.js';
import { Round } from './round.js';

const BATCH = 500;
/** For how long bytes that cannot be read are tried again. */
const HOPELESS_AFTER_MS = 24 * 60 * 60 * 1000;
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

  private readonly round: Round;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly store: ObjectStore;
      readonly uploads: UploadCompletion;
      readonly clock: Clock;
      readonly log: Log;
    },
  ) {
    this.round = new Round(parts);
  }

  due(projectId: string): Sql {
    const before = new Date(this.parts.clock.now().getTime() - AFTER_EXPIRY_MS);
    return sql`select 1 from stored_object
      where state = 'AWAITED' and expires_at <= ${before} and project_id = ${projectId}`;
  }

  async run(ending?: AbortSignal): Promise<{ readonly hasMore: boolean }> {
    const before = new Date(this.parts.clock.now().getTime() - AFTER_EXPIRY_MS);
    const settling = this.settle(before, ending);
    // What was given up before holds no place, also while the store is away.
    await Promise.allSettled([settling]);
    const released = await this.release(before);
    return { hasMore: !(await settling) || released === BATCH };
  }

  /** Answers whether that was all. */
  private async settle(before: Date, ending: AbortSignal | undefined): Promise<boolean> {
    const { database, uploads } = this.parts;
    const overdue = await overdueObjects(database, { before, leftOut: this.round.leftOut, first: BATCH });
    const each = async (object: AwaitedObject): Promise<void> => {
      // A day of trying is enough for bytes that cannot be read.
      if (this.round.failingFor(object.id) >= HOPELESS_AFTER_MS) await uploads.condemn(object);
      else await uploads.settle(object, ending);
    };
    await this.round.work(overdue, { each, ending });
    return overdue.length < BATCH;
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
