import { raw, sql, type Sql } from '../database/sql.js';

/** Which entry, of whatever project. */
export interface EntryKey {
  readonly projectId: string;
  readonly id: string;
}

/** The condition that a row is that of one of these entries. The columns are ours, e.g. "r.project_id" and "r.id". */
export function isAmong(keys: readonly EntryKey[], columns: { readonly project: string; readonly id: string }): Sql {
  return sql`(${raw(columns.project)}, ${raw(columns.id)}) in (select * from unnest(
    ${keys.map((key) => key.projectId)}::text[], ${keys.map((key) => key.id)}::uuid[]))`;
}

/** When a row is changed now, whatever the clock says: later than it was changed before. */
export function changedAt(now: Date): Sql {
  return sql`greatest(${now}::timestamptz, updated_at + interval '1 millisecond')`;
}
