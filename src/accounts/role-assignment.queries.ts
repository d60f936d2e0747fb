import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { empty, raw, sql, type Sql } from '../database/sql.js';
import type { AssignedScope } from './assigned-role.js';
import { toRoleAssignment, type RoleAssignmentRow } from './role-assignment-row.js';
import type { RoleAssignment } from './role-assignment.entity.js';

/** Reads of who was given which role. */
export class RoleAssignmentQueries {
  constructor(private readonly parts: { readonly database: Database; readonly permissions: Permissions }) {}

  /** Those of exactly this scope, or of all, that the viewer may see. */
  async list(viewer: Viewer, scope: AssignedScope | null): Promise<RoleAssignment[]> {
    const ofScope =
      scope === null
        ? empty
        : sql`and ra.owner_id is not distinct from ${scope.ownerId} and ra.path is not distinct from ${scope.path}`;
    return this.read(sql`${visibleAssignments(this.parts.permissions, viewer, 'ra')} ${ofScope}`);
  }

  /** Those that apply to the viewer. */
  async own(viewer: Viewer): Promise<RoleAssignment[]> {
    return this.read(ownAssignments(viewer, 'ra'));
  }

  private async read(condition: Sql): Promise<RoleAssignment[]> {
    const rows = await this.parts.database.statement<RoleAssignmentRow>(sql`
      select ra.* from role_assignment ra where ${condition} order by ra.role collate "C", ra.created_at, ra.id`);
    return rows.map(toRoleAssignment);
  }
}

/** May the viewer know of the assignment? Its own and those to anyone it knows; others by administering them. */
export function visibleAssignments(permissions: Permissions, viewer: Viewer, alias: string): Sql {
  return sql`(${ownAssignments(viewer, alias)} or ${permissions.scopesWith(viewer, 'READ', alias)})`;
}

function ownAssignments(viewer: Viewer, alias: string): Sql {
  const row = raw(alias);
  const principals = viewer.kind === 'ACCOUNT' ? [viewer.accountId, 'any'] : ['any'];
  return sql`(${row}.project_id = ${viewer.projectId} and ${row}.principal = any(${principals}::text[]))`;
}
