import type { Actor } from '../auth/viewer.js';
import { raw, sql, type Sql } from '../database/sql.js';
import type { ChangeActionName } from './change.js';

/** The columns that a history row copies from the resource as it stands after the change. */
const COPIED = `owner_id, coowner_id, path, type, kind, data, details, source_id, metadata,
  created_at, data_created_at, updated_at, archive_at, delete_at, archived_at`;

/**
 * The statement that adds one history row for each row of a relation: a CTE beside the one that writes, so that a
 * change and its history row are one statement and cannot part. It also runs inside a transaction of its own accord.
 *
 * The relation has the columns of `resource` after the change and `changed text[]`; where paths move also
 * `previous_path text`, where rows are deleted also `deleted_at`.
 */
export function recordingChanges(options: {
  readonly from: string;
  readonly action: ChangeActionName;
  readonly actor: Actor;
  readonly movesPaths?: boolean;
  readonly deletes?: boolean;
}): Sql {
  const { from, action, actor, movesPaths = false, deletes = false } = options;
  return sql`insert into resource_change
    (project_id, epoch, xid, action, changed, version, actor_kind, actor_id, resource_id, ${raw(COPIED)},
     previous_path, deleted_at)
    select project_id, (select epoch from feed_epoch), pg_current_xact_id(), ${action}, changed, version,
      ${actor.kind}, ${actor.id}, id, ${raw(COPIED)},
      ${raw(movesPaths ? 'previous_path' : 'null::text')}, ${raw(deletes ? 'deleted_at' : 'null::timestamptz')}
    from ${raw(from)}`;
}
