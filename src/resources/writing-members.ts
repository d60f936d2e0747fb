import type { Actor } from '../auth/viewer.js';
import { recordingChanges } from '../changes/record-changes.js';
import { STAMP } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import type { ResourceRow } from './resource-row.js';
import { ResourceState } from './resource.entity.js';

/** All that an entry has beside its place. */
export type WrittenMembers = Pick<
  ResourceRow,
  | 'type'
  | 'kind'
  | 'data'
  | 'details'
  | 'object_id'
  | 'metadata'
  | 'data_created_at'
  | 'archive_at'
  | 'delete_at'
  | 'file_class'
  | 'file_format'
>;

/**
 * The statement that makes these the members of an entry, which is locked, with its history row; answers the row. What
 * waited for its first content is there from now on.
 */
export function writingMembers(
  standing: ResourceRow,
  members: WrittenMembers,
  by: { readonly changed: readonly string[]; readonly actor: Actor; readonly now: Date },
): Sql {
  const isFirst = standing.state === ResourceState.AWAITING_UPLOAD;
  const { changed, actor, now } = by;
  return sql`
    with written as (
      update resource set state = 'READY', type = ${members.type}, kind = ${members.kind},
        data = ${json(members.data)}::jsonb, details = ${json(members.details)}::jsonb,
        object_id = ${members.object_id}::uuid, metadata = ${json(members.metadata)}::jsonb,
        data_created_at = ${members.data_created_at}, archive_at = ${members.archive_at},
        delete_at = ${members.delete_at}, file_class = ${members.file_class}, file_format = ${members.file_format},
        updated_at = greatest(${now}::timestamptz, updated_at + interval '1 millisecond'),
        version = version + ${isFirst ? 0 : 1}, ${STAMP}
      where project_id = ${standing.project_id} and id = ${standing.id} returning *
    ),
    change as (select *, ${changed}::text[] as changed from written),
    recorded as (${recordingChanges({ from: 'change', action: isFirst ? 'CREATED' : 'UPDATED', actor })})
    select * from written`;
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
