import type { Actor } from '../auth/viewer.js';
import { raw, sql, type Sql } from '../database/sql.js';
import type { ChangeActionName } from './change.js';

/** The columns that a history row copies from the resource as it stands after the change. */
const COPIED = `owner_id, coowner_id, path, data, details, source_id, metadata,
  created_at, data_created_at, updated_at, archive_at, delete_at, archived_at, file_class, file_format`;

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
    (project_id, epoch, xid, action, changed, version, actor_kind, actor_id, resource_id, type, kind, ${raw(COPIED)},
     previous_path, deleted_at)
    select project_id, (select epoch from feed_epoch), pg_current_xact_id(), ${action}, changed, version,
      ${actor.kind}, ${actor.id}, id, ${shown('type')}, ${shown('kind')}, ${raw(COPIED)},
      ${raw(movesPaths ? 'previous_path' : 'null::text')}, ${raw(deletes ? 'deleted_at' : 'null::timestamptz')}
    from ${raw(from)} changed_row`;
}

/** What an entry is: a pointer is what its source is, or was when it was deleted. */
function shown(member: 'type' | 'kind'): Sql {
  const column = raw(member);
  return sql`case when source_id is null then ${column} else coalesce(
    (select s.${column} from resource s where s.project_id = changed_row.project_id and s.id = changed_row.source_id),
    (select f.${column} from source_reference f
      where f.project_id = changed_row.project_id and f.resource_id = changed_row.source_id),
    ${column}) end`;
}
