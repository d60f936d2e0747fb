import { Owner, type OwnerKind } from './owner.entity.js';

/** A row of the table as PostgreSQL answers it. */
export interface OwnerRow {
  readonly project_id: string;
  readonly id: string;
  readonly kind: OwnerKind;
  readonly name: string;
  readonly metadata: Record<string, unknown>;
  readonly domain_id: string;
  readonly group_id: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly deleted_at: Date | null;
}

export function toOwner(row: OwnerRow): Owner {
  return Object.assign(new Owner(), {
    projectId: row.project_id,
    id: row.id,
    kind: row.kind,
    name: row.name,
    metadata: row.metadata,
    domainId: row.domain_id,
    groupId: row.group_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  });
}
