import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { placeLock } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import type { Job } from './job.js';

/** Each change that is looked at lets go of the one before it and, when it is a deletion, of itself: 1,000 rows at most. */
const BATCH = 500;

interface Progress {
  readonly looked_at: number;
  readonly removed: number;
}

/**
 * Removes history that is older than HISTORY_RETENTION: what an entry was before a change that is older, and deletions
 * that are older. What an entry was at the limit stays, so that the history tells of each moment since then; the newest
 * change of a resource that is there always does.
 *
 * It follows the feed, below its horizon, and remembers how far it came: all that it ever removes lies before. Readers
 * compare their cursor with the last row that was removed, in the snapshot in which they read (changes/feed-state.ts).
 */
export class RemoveOldHistoryJob implements Job {
  readonly name = 'remove old history';
  /** Rarely: each run that removes something ends listings that are still among the oldest changes. */
  readonly everyMs = 60 * 60 * 1000;
  readonly soonMs = 60 * 1000;
  readonly restMs = 20;

  constructor(
    private readonly parts: { readonly database: Database; readonly clock: Clock; readonly retentionMs: number },
  ) {}

  async run(ending?: AbortSignal): Promise<{ readonly hasMore: boolean }> {
    const projects = await this.parts.database.statement<{ id: string }>(sql`select id from project order by id`);
    let hasMore = false;
    for (const { id } of projects) {
      if (ending?.aborted === true) break;
      if (await this.runIn(id)) hasMore = true;
    }
    return { hasMore };
  }

  /** One batch of a project; answers whether there may be more. */
  private async runIn(projectId: string): Promise<boolean> {
    const now = this.parts.clock.now();
    const limit = new Date(now.getTime() - this.parts.retentionMs);
    const [progress] = await this.parts.database.transaction(async (tx) => {
      // Of several processes one at a time: what it looks at depends on how far the last one came.
      await tx.query(sql`select ${placeLock(`history removal ${projectId}`)}`);
      return tx.query<Progress>(removingBatch(projectId, { now, limit }));
    });
    return progress?.looked_at === BATCH;
  }
}

/** One batch, in one statement: the rows that go, and how far it came. */
function removingBatch(projectId: string, { now, limit }: { readonly now: Date; readonly limit: Date }): Sql {
  return sql`
    with feed as materialized (select epoch, pg_snapshot_xmin(pg_current_snapshot()) as horizon from feed_epoch),
    done as materialized (
      select coalesce(max(scanned_epoch), 0::smallint) as epoch, coalesce(max(scanned_xid), '0'::xid8) as xid,
        coalesce(max(scanned_seq), 0) as seq
      from history_removal where project_id = ${projectId}
    ),
    ahead as materialized (
      select r.epoch, r.xid, r.seq, r.created_at, r.resource_id, r.action, r.updated_at from resource_change r
      where r.project_id = ${projectId}
        and (r.epoch, r.xid, r.seq) > ((select epoch from done), (select xid from done), (select seq from done))
        and (r.epoch, r.xid) < ((select epoch from feed), (select horizon from feed))
      order by r.epoch, r.xid, r.seq limit ${BATCH}
    ),
    -- A time to come is that of a clock that was wrong: it does not hold up the others, and lets go of nothing.
    young as materialized (
      select epoch, xid, seq from ahead where updated_at > ${limit} and updated_at <= ${now}
      order by ahead.epoch, ahead.xid, ahead.seq limit 1
    ),
    looked as materialized (
      select a.* from ahead a where not exists (
        select 1 from young y where (y.epoch, y.xid, y.seq) <= (a.epoch, a.xid, a.seq))
    ),
    let_go as materialized (
      select c.epoch, c.xid, c.seq, c.created_at from looked l join resource_change c
        on c.project_id = ${projectId} and c.resource_id = l.resource_id
          and (c.epoch, c.xid, c.seq) < (l.epoch, l.xid, l.seq)
      where l.updated_at <= ${limit}
      union
      select l.epoch, l.xid, l.seq, l.created_at from looked l where l.action = 'DELETED' and l.updated_at <= ${limit}
    ),
    removed as (
      delete from resource_change c using let_go g
      where c.project_id = ${projectId} and c.epoch = g.epoch and c.xid = g.xid and c.seq = g.seq
        and c.created_at = g.created_at
      returning c.epoch, c.xid, c.seq
    ),
    last_looked as (select * from looked l order by l.epoch desc, l.xid desc, l.seq desc limit 1),
    last_removed as (select * from removed r order by r.epoch desc, r.xid desc, r.seq desc limit 1),
    noted as (${noting(projectId, limit)})
    select (select count(*) from looked)::integer as looked_at, (select count(*) from removed)::integer as removed`;
}

/** Remembers the last change that was looked at, and the last one that was removed, if any. */
function noting(projectId: string, limit: Date): Sql {
  return sql`
      insert into history_removal as h (project_id, scanned_epoch, scanned_xid, scanned_seq,
        removed_epoch, removed_xid, removed_seq, kept_from)
      select ${projectId}, l.epoch, l.xid, l.seq, r.epoch, r.xid, r.seq,
        case when r.epoch is not null then ${limit}::timestamptz end
      from last_looked l left join last_removed r on true
      on conflict (project_id) do update set
        scanned_epoch = excluded.scanned_epoch, scanned_xid = excluded.scanned_xid, scanned_seq = excluded.scanned_seq,
        (removed_epoch, removed_xid, removed_seq) = (
          select g.epoch, g.xid, g.seq from (values
            (h.removed_epoch, h.removed_xid, h.removed_seq),
            (excluded.removed_epoch, excluded.removed_xid, excluded.removed_seq)) g (epoch, xid, seq)
          where g.epoch is not null order by g.epoch desc, g.xid desc, g.seq desc limit 1),
        kept_from = greatest(h.kept_from, excluded.kept_from)`;
}
