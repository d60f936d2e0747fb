import { raw, sql, type Sql } from '../database/sql.js';
import type { ResourceKind } from './resource-kind.js';
import { ResourcePointer, SourceState, type SourceReference } from './resource-pointer.entity.js';
import { membersOf, toFileDetails, toResource, type ResourceRow } from './resource-row.js';
import type { ResourceEntry } from './resource.entity.js';

/** A row of an entry with what a pointer shows of its source: null for resources. */
export interface EntryRow extends ResourceRow {
  readonly source_owner_id: string | null;
  readonly source_coowner_id: string | null;
  readonly source_path: string | null;
  readonly source_type: string | null;
  readonly source_kind: ResourceKind | null;
  readonly source_details: Record<string, unknown> | null;
  readonly source_is_there: boolean;
  readonly source_archived_at: Date | null;
}

/**
 * Entries "r" of a relation that has the columns of "resource", with what pointers show of their sources: the columns,
 * and what is joined for them. While the source is there it speaks for itself; afterwards its reference does.
 */
export const SHOWN_COLUMNS = sql`r.*,
  source_reference.owner_id as source_owner_id, source_reference.coowner_id as source_coowner_id,
  coalesce(source.path, source_reference.path) as source_path, coalesce(source.type, source_reference.type) as source_type,
  coalesce(source.kind, source_reference.kind) as source_kind, source.details as source_details,
  source.id is not null as source_is_there, source.archived_at as source_archived_at`;

/** See SHOWN_COLUMNS. */
export const JOINED_SOURCE = sql`
  left join source_reference
    on source_reference.project_id = r.project_id and source_reference.resource_id = r.source_id
  left join resource source on source.project_id = r.project_id and source.id = r.source_id`;

/** A member of entries "r" that pointers mirror, for conditions on it. */
export function shownMember(column: 'type' | 'kind'): Sql {
  const member = raw(column);
  return sql`(case when r.source_id is null then r.${member} else (
    select coalesce(source.${member}, reference.${member}) from source_reference reference
    left join resource source on source.project_id = reference.project_id and source.id = reference.resource_id
    where reference.project_id = r.project_id and reference.resource_id = r.source_id) end)`;
}

/** A resource, or a pointer that shows its source. */
export function toEntry(row: EntryRow): ResourceEntry {
  const reference = sourceReferenceOf(row);
  if (reference === null) return toResource(row);
  return Object.assign(new ResourcePointer(), membersOf(row), {
    type: row.source_type ?? row.type,
    kind: row.source_kind ?? row.kind,
    details: row.source_details === null ? null : toFileDetails(row.source_details),
    sourceReference: reference,
  });
}

/** The row of a pointer whose source is at hand. */
export function showingSource(row: ResourceRow, source: ResourceRow): EntryRow {
  return {
    ...row,
    source_owner_id: source.owner_id,
    source_coowner_id: source.coowner_id,
    source_path: source.path,
    source_type: source.type,
    source_kind: source.kind,
    source_details: source.details,
    source_is_there: true,
    source_archived_at: source.archived_at,
  };
}

function sourceReferenceOf(row: EntryRow): SourceReference | null {
  const { source_id: resourceId, source_owner_id: ownerId, source_path: path } = row;
  if (resourceId === null || ownerId === null || path === null) return null;
  return { resourceId, ownerId, coownerId: row.source_coowner_id, path, state: sourceState(row) };
}

function sourceState(row: EntryRow): SourceState {
  if (!row.source_is_there) return SourceState.DELETED;
  return row.source_archived_at === null ? SourceState.OK : SourceState.ARCHIVED;
}
