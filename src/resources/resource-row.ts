import type { EntryPlace } from '../auth/permissions.js';
import { FileDetails } from './file-details.js';
import type { ResourceKind } from './resource-kind.js';
import { Resource, type ResourceState } from './resource.entity.js';

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
  readonly metadata: Record<string, unknown>;
  readonly created_at: Date;
  readonly data_created_at: Date;
  readonly updated_at: Date;
  readonly archived_at: Date | null;
  readonly version: number;
}

export function toResource(row: ResourceRow): Resource {
  return Object.assign(new Resource(), {
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
    archivedAt: row.archived_at,
    version: row.version,
  });
}

/** Where the entry lies, as far as rights go. */
export function placeOf(row: Pick<ResourceRow, 'project_id' | 'owner_id' | 'coowner_id' | 'path'>): EntryPlace {
  return { projectId: row.project_id, ownerId: row.owner_id, coownerId: row.coowner_id, path: row.path };
}

/** File details as they are kept in a record and in history. */
export function toFileDetails(details: Readonly<Record<string, unknown>>): FileDetails {
  return Object.assign(new FileDetails(), details);
}
