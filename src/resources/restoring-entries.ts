import type { Actor } from '../auth/viewer.js';
import { recordingChanges } from '../changes/record-changes.js';
import { STAMP } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import { changedAt, isAmong, type EntryKey } from './entry-keys.js';

/**
 * The statement that brings archived entries back, which are locked, each with its history row. A directive whose time
 * is past goes: the clock would act on it again at once. Refused by resource_triplet_unique where something stands.
 */
export function restoringEntries(
  keys: readonly EntryKey[],
  { actor, now }: { readonly actor: Actor; readonly now: Date },
): Sql {
  const isChosen = sql`${isAmong(keys, { project: 'project_id', id: 'id' })} and archived_at is not null`;
  return sql`
    with before as (
      select project_id, id, array['archivedAt']
        || case when archive_at <= ${now}::timestamptz then array['archiveAt'] else array[]::text[] end
        || case when delete_at <= ${now}::timestamptz then array['deleteAt'] else array[]::text[] end as changed
      from resource where ${isChosen}
    ),
    written as (
      update resource set archived_at = null,
        archive_at = case when archive_at > ${now}::timestamptz then archive_at end,
        delete_at = case when delete_at > ${now}::timestamptz then delete_at end,
        updated_at = ${changedAt(now)}, version = version + 1, ${STAMP}
      where ${isChosen} returning *
    ),
    change as (select written.*, before.changed from written join before using (project_id, id) order by id)
    ${recordingChanges({ from: 'change', action: 'RESTORED', actor })}`;
}
