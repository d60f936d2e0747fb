import { sql } from '../database/sql.js';
import type { Change, ChangeActionName } from './change.js';
import { notingGaps, type FeedPosition } from './feed-position.js';

/** A row of the history as PostgreSQL answers CHANGE_COLUMNS. */
export interface ChangeRow {
  readonly epoch: number;
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
  readonly source_id: string | null;
  readonly data: unknown;
  readonly details: Record<string, unknown> | null;
  readonly metadata: Record<string, unknown>;
  readonly created_at: Date;
  readonly data_created_at: Date;
  readonly updated_at: Date;
  readonly archive_at: Date | null;
  readonly delete_at: Date | null;
  readonly archived_at: Date | null;
  readonly deleted_at: Date | null;
  readonly size: number;
}

/**
 * Of changes "c" with their size. The output names differ from the columns' where a cast makes text of a number: "order
 * by xid" would sort the text.
 */
export const CHANGE_COLUMNS = sql`c.*, c.xid::text as change_xid, c.seq::text as change_seq`;

/** What the values of changes "r" come to as text, in bytes. */
export const CHANGE_SIZE = sql`octet_length(r.metadata::text) + coalesce(octet_length(r.data::text), 0)`;

/** @param removedUpTo up to where rows of the project's history were removed */
export function toChange(row: ChangeRow, removedUpTo: FeedPosition | null): Change {
  const position = { epoch: row.epoch, xid: BigInt(row.change_xid), seq: BigInt(row.change_seq) };
  return {
    position: notingGaps(position, removedUpTo),
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
    sourceId: row.source_id,
    data: row.data,
    details: row.details,
    metadata: row.metadata,
    createdAt: row.created_at,
    dataCreatedAt: row.data_created_at,
    updatedAt: row.updated_at,
    archiveAt: row.archive_at,
    deleteAt: row.delete_at,
    archivedAt: row.archived_at,
    deletedAt: row.deleted_at,
    size: row.size,
  };
}
