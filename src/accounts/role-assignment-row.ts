import type { ResourceRole } from '../auth/resource-role.js';
import { Principal, type RoleAssignment } from './role-assignment.entity.js';

/** A row of the table as PostgreSQL answers it. */
export interface RoleAssignmentRow {
  readonly project_id: string;
  readonly id: string;
  readonly role: ResourceRole;
  readonly account_id: string | null;
  readonly owner_id: string | null;
  readonly path: string | null;
  readonly granted_by: string | null;
  readonly created_at: Date;
}

export function toRoleAssignment(row: RoleAssignmentRow): RoleAssignment {
  const { project_id: projectId, id, role, created_at: createdAt, granted_by: grantedById } = row;
  return {
    ...{ projectId, id, role, grantedById, createdAt },
    principal: Object.assign(new Principal(), { projectId, accountId: row.account_id }),
    scope: { projectId, ownerId: row.owner_id, path: row.path },
  };
}
