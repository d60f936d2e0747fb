import type { EntryPlace } from '../auth/permissions.js';
import { FileDetails } from './file-details.js';
import { isStoredKind, type ResourceKind } from './resource-kind.js';
import { Resource, type ResourceEntry, type ResourceState } from './resource.entity.js';

/** A row of the table as PostgreSQL answers it: hot reads take rows, not hydrated entities. */
export interface ResourceRow {
  readonly id: string;
  readonly project_id: string;
  readonly owner_id: string;
  readonly coowner_id: string | null;
  readonly path: string;
  readonly type: string;
  readonly kind: ResourceKind;
  readonly state: ResourceState;
  readonly data: unknown;
  readonly details: Record<string, unknown> | null;
  readonly object_id: string | null;
  /** Pointers alone. */
  readonly source_id: string | null;
  readonly metadata: Record<string, unknown>;
  readonly created_at: Date;
  readonly data_created_at: Date;
  readonly updated_at: Date;
  readonly archive_at: Date | null;
  readonly delete_at: Date | null;
  readonly archived_at: Date | null;
  readonly version: number;
  /** Of the named files of devices and groups; null: as the name and the bytes tell. */
  readonly file_class: string | null;
  readonly file_format: string | null;
}

/** Of a row that is no pointer. */
export function toResource(row: ResourceRow): Resource {
  return Object.assign(new Resource(), membersOf(row));
}

/** What resources and pointers have in common. */
export function membersOf(row: ResourceRow): ResourceEntry {
  return {
    id: row.id,
    projectId: row.project_id,
    ownerId: row.owner_id,
    coownerId: row.coowner_id,
    path: row.path,
    type: row.type,
    kind: row.kind,
    state: row.state,
    value: row.data,
    details: row.details === null ? null : toFileDetails(row.details),
    objectId: row.object_id,
    metadata: row.metadata,
    createdAt: row.created_at,
    dataCreatedAt: row.data_created_at,
    updatedAt: row.updated_at,
    archiveAt: row.archive_at,
    deleteAt: row.delete_at,
    archivedAt: row.archived_at,
    version: row.version,
  };
}

/** Has the entry bytes of its own in the object store? Values and pointers have none. */
export function isStoredFile(row: Pick<ResourceRow, 'kind' | 'source_id'>): boolean {
  return row.source_id === null && isStoredKind(row.kind);
}

/** Where the entry lies, as far as rights go. */
export function placeOf(row: Pick<ResourceRow, 'project_id' | 'owner_id' | 'coowner_id' | 'path'>): EntryPlace {
  return { projectId: row.project_id, ownerId: row.owner_id, coownerId: row.coowner_id, path: row.path };
}

/** File details as they are kept in a record and in history. */
export function toFileDetails(details: Readonly<Record<string, unknown>>): FileDetails {
  return Object.assign(new FileDetails(), details);
}
