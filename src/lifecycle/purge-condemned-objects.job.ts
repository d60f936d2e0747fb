import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql, type Sql } from '../database/sql.js';
import type { Log } from '../logging/log.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { Job } from './job.js';
import { Round } from './round.js';

const BATCH = 100;
const IS_REMOVABLE = sql`o.state = 'CONDEMNED' and not exists (
  select 1 from resource r where r.project_id = o.project_id and r.object_id = o.id)`;
/**
 * Until when a client may name it: by its URL, or, once it was content, by asking for it anew with the same idempotency
 * key. A request whose upload was given up is a new one.
 */
const NAMED_UNTIL = sql`greatest(o.expires_at, (
  select max(k.expires_at) from idempotency_key k where k.project_id = o.project_id and k.upload_id = o.id
    and o.size is not null))`;

interface DueObject {
  readonly project_id: string;
  readonly id: string;
  readonly key: string;
  readonly multipart_id: string | null;
}

/**
 * Removes the bytes of condemned objects after the grace time: bytes first, then the row, so that a crash in between
 * leaves a row that is purged again, and never bytes that nobody knows of. What a resource still refers to is left alone,
 * whatever its row says.
 */
export class PurgeCondemnedObjectsJob implements Job {
  readonly name = 'purge condemned objects';
  readonly everyMs = 5_000;

  private readonly round: Round;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly store: ObjectStore;
      readonly clock: Clock;
      readonly log: Log;
    },
  ) {
    this.round = new Round(parts);
  }

  due(projectId: string): Sql {
    return sql`select 1 from stored_object o
      where ${IS_REMOVABLE} and o.purge_at <= ${this.parts.clock.now()} and o.project_id = ${projectId}`;
  }

  async run(ending?: AbortSignal): Promise<{ readonly hasMore: boolean }> {
    const { database, store, clock } = this.parts;
    const due = await database.statement<DueObject>(sql`
      select o.project_id, o.id, o.key, o.multipart_id from stored_object o
      where ${IS_REMOVABLE} and o.purge_at <= ${clock.now()} and o.id <> all (${this.round.leftOut}::uuid[])
      order by o.purge_at limit ${BATCH}`);
    const each = async ({ key, multipart_id: multipartId }: DueObject): Promise<void> => {
      if (multipartId !== null) await store.multipart.abort(key, multipartId);
      await store.remove(key);
    };
    await this.forget(await this.round.work(due, { each, ending }));
    return { hasMore: due.length === BATCH };
  }

  private async forget(removed: readonly DueObject[]): Promise<void> {
    const { database, clock } = this.parts;
    const purged = sql`unnest(${removed.map((object) => object.project_id)}::text[],
      ${removed.map((object) => object.id)}::uuid[]) as purged (project_id, id)`;
    // While its URL still works, or a request for it may still come again, the row stays: it says that it was used up.
    await database.statement(sql`
      with outlived as (
        delete from stored_object o using ${purged}
        where o.project_id = purged.project_id and o.id = purged.id and ${IS_REMOVABLE}
          and ${NAMED_UNTIL} <= ${clock.now()}
      )
      update stored_object o set purge_at = ${NAMED_UNTIL} from ${purged}
      where o.project_id = purged.project_id and o.id = purged.id and ${IS_REMOVABLE}
        and ${NAMED_UNTIL} > ${clock.now()}`);
  }
}
