import { sql, type Sql } from '../database/sql.js';
import type { FeedPosition } from './feed-position.js';

/** What a reader of a project's history has to know of it, in the snapshot in which it reads. */
export interface FeedState {
  /** Below it nothing can be committed any more. */
  readonly horizon: FeedPosition;
  /** At or before it rows were removed (HISTORY_RETENTION), after it none; null: none at all. */
  readonly removedUpTo: FeedPosition | null;
}

export interface FeedStateRow {
  readonly feed_epoch: number;
  readonly horizon: string;
  readonly removed_epoch: number | null;
  readonly removed_xid: string | null;
  readonly removed_seq: string | null;
}

/** A query of one row with the state of a project's feed: the columns epoch and horizon, and FEED_STATE_COLUMNS. */
export function feedStateOf(projectId: string): Sql {
  return sql`select f.epoch, pg_snapshot_xmin(pg_current_snapshot()) as horizon,
      removal.removed_epoch, removal.removed_xid, removal.removed_seq
    from feed_epoch f left join history_removal removal on removal.project_id = ${projectId}`;
}

/** Of feedStateOf as "feed". */
export const FEED_STATE_COLUMNS = sql`feed.epoch as feed_epoch, feed.horizon::text as horizon, feed.removed_epoch,
  feed.removed_xid::text as removed_xid, feed.removed_seq::text as removed_seq`;

export function toFeedState(row: FeedStateRow | undefined): FeedState {
  if (row === undefined) throw new Error('The feed has no epoch: the database was not prepared.');
  const { removed_epoch: epoch, removed_xid: xid, removed_seq: seq } = row;
  return {
    horizon: { epoch: row.feed_epoch, xid: BigInt(row.horizon), seq: 0n },
    removedUpTo: epoch === null || xid === null || seq === null ? null : { epoch, xid: BigInt(xid), seq: BigInt(seq) },
  };
}
