import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Change, ChangeActionName } from './change.js';
import type { FeedPosition } from './feed-position.js';

/** One look takes no more than this of the changes' values, in bytes; the first change is taken whatever its size. */
const BATCH_SIZE = 4 * 1024 * 1024;

/** What one look at the history gave. */
export interface ChangeBatch {
  readonly changes: readonly Change[];
  /** Everything up to here has been read: the last change, or the horizon when nothing more lies below it. */
  readonly readUpTo: FeedPosition;
  /** It ended because it was large enough: more may follow. */
  readonly isFull: boolean;
  /** Committed changes stand at or above the horizon: an older transaction is still open. */
  readonly isHeldBack: boolean;
  /** Of the project, in the snapshot of the look: who judges the changes by older rights has to read them anew. */
  readonly rightsVersion: number;
}

interface ChangeRow {
  readonly feed_epoch: number;
  readonly horizon: string;
  readonly is_held_back: boolean;
  readonly rights_version: string | null;
  readonly epoch: number | null;
  readonly change_xid: string;
  readonly change_seq: string;
  readonly action: ChangeActionName;
  readonly changed: string[];
  readonly version: number;
  readonly actor_kind: 'ACCOUNT' | 'THING' | 'SYSTEM';
  readonly actor_id: string | null;
  readonly project_id: string;
  readonly resource_id: string;
  readonly owner_id: string;
  readonly coowner_id: string | null;
  readonly path: string;
  readonly previous_path: string | null;
  readonly type: string;
  readonly kind: string;
  readonly data: unknown;
  readonly details: Record<string, unknown> | null;
  readonly source_id: string | null;
  readonly metadata: Record<string, unknown>;
  readonly created_at: Date;
  readonly data_created_at: Date;
  readonly updated_at: Date;
  readonly archived_at: Date | null;
  readonly deleted_at: Date | null;
  readonly size: number;
  /** How many there were before those that are too large together were left out. */
  readonly found: number | null;
}

/**
 * The changes of a project after a position, in order. Of the current epoch only those below the snapshot's horizon:
 * no transaction that is still open can commit a change before them any more.
 */
export async function readChanges(
  database: Database,
  options: { readonly projectId: string; readonly after: FeedPosition; readonly limit: number },
): Promise<ChangeBatch> {
  const { projectId, after, limit } = options;
  // The output names differ from the columns' where a cast makes text of a number: "order by xid" would sort the text.
  const rows = await database.statement<ChangeRow>(sql`
    select feed.epoch as feed_epoch, feed.horizon::text as horizon,
      exists (select 1 from resource_change held where held.project_id = ${projectId}
        and held.epoch = feed.epoch and held.xid >= feed.horizon) as is_held_back,
      (select rights_version::text from project where id = ${projectId}) as rights_version,
      c.*, c.xid::text as change_xid, c.seq::text as change_seq
    from (select epoch, pg_snapshot_xmin(pg_current_snapshot()) as horizon from feed_epoch) feed
    left join lateral (
      select f.*, count(*) over ()::integer as found, sum(f.size) over (order by f.epoch, f.xid, f.seq) - f.size as size_before
      from (
        select *, octet_length(r.metadata::text) + coalesce(octet_length(r.data::text), 0) as size from resource_change r
        where r.project_id = ${projectId}
          and (r.epoch, r.xid, r.seq) > (${after.epoch}::smallint, ${after.xid.toString()}::xid8, ${after.seq.toString()}::bigint)
          and (r.epoch < feed.epoch or (r.epoch = feed.epoch and r.xid < feed.horizon))
        order by r.epoch, r.xid, r.seq limit ${limit}
      ) f
    ) c on c.size_before < ${BATCH_SIZE}
    order by c.epoch, c.xid, c.seq`);
  const [first] = rows;
  if (first === undefined) throw new Error('The feed has no epoch: the database was not prepared.');
  const changes = rows.filter((row) => row.epoch !== null).map(toChange);
  const isFull = changes.length === limit || changes.length < (first.found ?? 0);
  const last = changes.at(-1);
  const horizon = { epoch: first.feed_epoch, xid: BigInt(first.horizon), seq: 0n };
  return {
    changes,
    isFull,
    isHeldBack: first.is_held_back,
    readUpTo: isFull && last ? last.position : horizon,
    rightsVersion: Number(first.rights_version ?? 0),
  };
}

/** The feed now: everything before it is visible to a statement that starts after this one. */
export async function currentFeedPosition(database: Database): Promise<FeedPosition> {
  const [row] = await database.statement<{ epoch: number; horizon: string }>(sql`
    select epoch, pg_snapshot_xmin(pg_current_snapshot())::text as horizon from feed_epoch`);
  if (row === undefined) throw new Error('The feed has no epoch: the database was not prepared.');
  return { epoch: row.epoch, xid: BigInt(row.horizon), seq: 0n };
}

function toChange(row: ChangeRow): Change {
  return {
    position: { epoch: row.epoch ?? 0, xid: BigInt(row.change_xid), seq: BigInt(row.change_seq) },
    action: row.action,
    changed: row.changed,
    version: row.version,
    actor: { kind: row.actor_kind, id: row.actor_id },
    projectId: row.project_id,
    resourceId: row.resource_id,
    ownerId: row.owner_id,
    coownerId: row.coowner_id,
    path: row.path,
    previousPath: row.previous_path,
    type: row.type,
    kind: row.kind,
    data: row.data,
    details: row.details,
    sourceId: row.source_id,
    metadata: row.metadata,
    createdAt: row.created_at,
    dataCreatedAt: row.data_created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at,
    deletedAt: row.deleted_at,
    size: row.size,
  };
}
