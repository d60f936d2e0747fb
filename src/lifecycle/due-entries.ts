import { sql, type Sql } from '../database/sql.js';

/** So many are archived or deleted in one transaction: a longer one would hold the feed back. */
export const BATCH = 1000;

/**
 * Whether the clock is to archive an entry "r". One that is to be deleted as well is only deleted; one that awaits its
 * first bytes has nothing to archive.
 */
export function isDueToArchive(now: Date): Sql {
  return sql`(r.archive_at <= ${now}::timestamptz and r.archived_at is null and r.state = 'READY'
    and (r.delete_at is null or r.delete_at > ${now}::timestamptz))`;
}

/**
 * Whether the clock is to delete an entry "r". One that awaits its first bytes goes too, unless one of its uploads is to
 * give it another time.
 */
export function isDueToDelete(now: Date): Sql {
  return sql`(r.delete_at <= ${now}::timestamptz and (r.state = 'READY' or not exists (
    select 1 from stored_object o
    where o.project_id = r.project_id and o.resource_id = r.id and o.state = 'AWAITED'
      and nullif(o.intent -> 'directives', 'null') ? 'deleteAt'
      and coalesce((o.intent -> 'directives' ->> 'deleteAt')::timestamptz > ${now}::timestamptz, true))))`;
}
