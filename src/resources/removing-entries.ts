import type { Actor } from '../auth/viewer.js';
import { recordingChanges } from '../changes/record-changes.js';
import { sql, type Sql } from '../database/sql.js';
import { changedAt, isAmong, type EntryKey } from './entry-keys.js';
import { condemningObjects } from './uploads/stored-object.js';

/**
 * The statement that deletes entries, which are locked: the rows go, their history stays and gets its last row, their
 * bytes are condemned, and what was pointed to leaves to its pointers what it was. An entry that never had its content
 * goes without a word.
 */
export function removingEntries(
  keys: readonly EntryKey[],
  { actor, now, purgeAt }: { readonly actor: Actor; readonly now: Date; readonly purgeAt: Date },
): Sql {
  const ofThese = isAmong(keys, { project: 'project_id', id: 'resource_id' });
  return sql`
    with removed as (
      delete from resource where ${isAmong(keys, { project: 'project_id', id: 'id' })} returning *
    ),
    condemned as (${condemningObjects(ofThese, purgeAt)}),
    pointed as (
      update source_reference f set path = removed.path, type = removed.type, kind = removed.kind from removed
      where f.project_id = removed.project_id and f.resource_id = removed.id
    ),
    change as (
      select project_id, id, owner_id, coowner_id, path, type, kind, data, details, source_id, metadata,
        created_at, data_created_at, archive_at, delete_at, archived_at, file_class, file_format,
        array['deletedAt'] as changed,
        version + 1 as version, ${changedAt(now)} as updated_at, ${changedAt(now)} as deleted_at
      from removed where state = 'READY' order by id
    )
    ${recordingChanges({ from: 'change', action: 'DELETED', actor, deletes: true })}`;
}
