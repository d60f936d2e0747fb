import { Domain } from './domain.entity.js';

/** A row of the table as PostgreSQL answers it. */
export interface DomainRow {
  readonly project_id: string;
  readonly id: string;
  readonly parent_id: string | null;
  readonly name: string;
  readonly path: string;
  readonly tree: string;
  readonly created_at: Date;
}

export function toDomain(row: DomainRow): Domain {
  const { project_id: projectId, id, parent_id: parentId, name, path, created_at: createdAt } = row;
  return Object.assign(new Domain(), { projectId, id, parentId, name, path, createdAt });
}
