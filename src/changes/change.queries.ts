import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { CHANGE_COLUMNS, CHANGE_SIZE, toChange, type ChangeRow } from './change-row.js';
import type { Change } from './change.js';
import { CursorExpired, isExpired, type FeedPosition } from './feed-position.js';
import { FEED_STATE_COLUMNS, feedStateOf, toFeedState, type FeedState, type FeedStateRow } from './feed-state.js';

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

type BatchRow = FeedStateRow &
  Omit<ChangeRow, 'epoch'> & {
    readonly is_held_back: boolean;
    readonly rights_version: string | null;
    /** Null when there is no change: the row then only carries the state of the feed. */
    readonly epoch: number | null;
    /** How many there were before those that are too large together were left out. */
    readonly found: number | null;
  };

/**
 * The changes of a project after a position, in order. Of the current epoch only those below the snapshot's horizon:
 * no transaction that is still open can commit a change before them any more. Errors: CURSOR_EXPIRED, when changes after
 * the position were removed.
 */
export async function readChanges(
  database: Database,
  options: { readonly projectId: string; readonly after: FeedPosition; readonly limit: number },
): Promise<ChangeBatch> {
  const { projectId, after, limit } = options;
  const rows = await database.statement<BatchRow>(sql`
    select ${FEED_STATE_COLUMNS},
      exists (select 1 from resource_change held where held.project_id = ${projectId}
        and held.epoch = feed.epoch and held.xid >= feed.horizon) as is_held_back,
      (select rights_version::text from project where id = ${projectId}) as rights_version,
      ${CHANGE_COLUMNS}
    from (${feedStateOf(projectId)}) feed
    left join lateral (
      select f.*, count(*) over ()::integer as found, sum(f.size) over (order by f.epoch, f.xid, f.seq) - f.size as size_before
      from (
        select *, ${CHANGE_SIZE} as size from resource_change r
        where r.project_id = ${projectId}
          and (r.epoch, r.xid, r.seq) > (${after.epoch}::smallint, ${after.xid.toString()}::xid8, ${after.seq.toString()}::bigint)
          and (r.epoch < feed.epoch or (r.epoch = feed.epoch and r.xid < feed.horizon))
        order by r.epoch, r.xid, r.seq limit ${limit}
      ) f
    ) c on c.size_before < ${BATCH_SIZE}
    order by c.epoch, c.xid, c.seq`);
  const [first] = rows;
  const { horizon, removedUpTo } = toFeedState(first);
  if (isExpired(after, removedUpTo)) throw new CursorExpired();
  const changes = rows.filter(isChange).map((row) => toChange(row, removedUpTo));
  const isFull = changes.length === limit || changes.length < (first?.found ?? 0);
  const last = changes.at(-1);
  return {
    changes,
    isFull,
    isHeldBack: first?.is_held_back === true,
    readUpTo: isFull && last ? last.position : horizon,
    rightsVersion: Number(first?.rights_version ?? 0),
  };
}

function isChange(row: BatchRow): row is BatchRow & ChangeRow {
  return row.epoch !== null;
}

/** The feed now: everything before it is visible to a statement that starts after this one. */
export async function currentFeedPosition(database: Database): Promise<FeedPosition> {
  return (await currentFeedState(database, '')).horizon;
}

/** The state of a project's feed now. */
export async function currentFeedState(database: Database, projectId: string): Promise<FeedState> {
  const [row] = await database.statement<FeedStateRow>(sql`
    select ${FEED_STATE_COLUMNS} from (${feedStateOf(projectId)}) feed`);
  return toFeedState(row);
}
