import type { Actor } from '../auth/viewer.js';
import { recordingChanges } from '../changes/record-changes.js';
import { STAMP } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import { changedAt, isAmong, type EntryKey } from './entry-keys.js';

/**
 * The statement that archives entries, which are locked, each with its history row. What is archived already, or awaits
 * its first bytes, stays as it is. Directives stay too: they say how it came to be archived, and what is still to come.
 */
export function archivingEntries(
  keys: readonly EntryKey[],
  { actor, now }: { readonly actor: Actor; readonly now: Date },
): Sql {
  return sql`
    with written as (
      update resource set archived_at = ${changedAt(now)}, updated_at = ${changedAt(now)}, version = version + 1, ${STAMP}
      where ${isAmong(keys, { project: 'project_id', id: 'id' })} and archived_at is null and state = 'READY'
      returning *
    ),
    change as (select *, array['archivedAt'] as changed from written order by id)
    ${recordingChanges({ from: 'change', action: 'ARCHIVED', actor })}`;
}
