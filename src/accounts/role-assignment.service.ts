import { OwnerNotFound } from '../auth/owner-not-found.js';
import type { Permissions } from '../auth/permissions.js';
import type { Privilege } from '../auth/privilege.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { isUuid } from '../database/uuid.js';
import { Forbidden } from '../errors/forbidden.js';
import { RoleAssignmentNotFound, UserNotFound } from './account.errors.js';
import { requireAccount } from './administrating-account.js';
import { parseAssignedRole, type AssignedScope } from './assigned-role.js';
import { takeTurnInProject } from './project-turn.js';
import { toRoleAssignment, type RoleAssignmentRow } from './role-assignment-row.js';
import type { RoleAssignment } from './role-assignment.entity.js';
import type { AssignRoleInput } from './role-assignment.input.js';
import { visibleAssignments } from './role-assignment.queries.js';

/** How the viewer stands to a scope that it named. */
interface Standing {
  /** The whole project, or an owner that lives. */
  readonly is_there: boolean;
  readonly is_allowed: boolean;
  /** It may know that the owner is there. */
  readonly is_known: boolean;
  /** Of the owner, or of the root; null when the viewer does not see it. */
  readonly domain_path: string | null;
}

/** Giving roles on resources, and taking them back. */
export class RoleAssignmentService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {}

  /** What stands already is answered as it stands. Errors: INVALID_ARGUMENTS, FORBIDDEN, OWNER_NOT_FOUND, USER_NOT_FOUND. */
  async assign(viewer: Viewer, input: AssignRoleInput): Promise<RoleAssignment> {
    const { role, userId, ownerId, path } = parseAssignedRole(input);
    const { projectId, accountId } = requireAccount(viewer);
    const { clock, database, random } = this.parts;
    const unknownUser = () => new UserNotFound(userId ?? '');
    return translatingConstraints({ role_assignment_account_fkey: unknownUser }, () =>
      database.transaction(async (tx) => {
        await keepOwner(tx, projectId, ownerId);
        await takeTurnInProject(tx, projectId);
        await this.requireAssignable(tx, viewer, { ownerId, path });
        if (userId !== null && !isUuid(userId)) throw unknownUser();
        // An update that changes nothing answers the row that stands, also one that somebody else is just writing.
        const [row] = await tx.query<RoleAssignmentRow>(sql`
          insert into role_assignment (project_id, id, role, account_id, owner_id, path, granted_by, created_at)
          values (${projectId}, ${random.id()}, ${role}, ${userId}, ${ownerId}, ${path}, ${accountId}, ${clock.now()})
          on conflict on constraint role_assignment_unique do update set role = excluded.role
          returning *`);
        if (row === undefined) throw new Error('A role assignment was written and not answered.');
        return toRoleAssignment(row);
      }),
    );
  }

  /** Errors: FORBIDDEN, ROLE_ASSIGNMENT_NOT_FOUND. */
  async unassign(viewer: Viewer, id: string): Promise<string> {
    requireAccount(viewer);
    const { database, permissions } = this.parts;
    return database.transaction(async (tx) => {
      await takeTurnInProject(tx, viewer.projectId);
      if (!isUuid(id)) throw new RoleAssignmentNotFound(id);
      const [found] = await tx.query<RoleAssignmentRow & { is_allowed: boolean; is_visible: boolean }>(sql`
        select ra.*, ${permissions.scopesWith(viewer, 'DELETE', 'ra')} as is_allowed,
          ${visibleAssignments(permissions, viewer, 'ra')} as is_visible
        from role_assignment ra where ra.project_id = ${viewer.projectId} and ra.id = ${id}`);
      if (found?.is_allowed === true) {
        await tx.query(sql`delete from role_assignment where project_id = ${viewer.projectId} and id = ${id}`);
        return found.id;
      }
      if (found?.is_visible !== true) throw new RoleAssignmentNotFound(id);
      const standing = await this.standing(tx, viewer, { ownerId: found.owner_id, path: found.path });
      throw scopeForbidden({ ownerId: found.owner_id, path: found.path }, 'Roles.DELETE', standing);
    });
  }

  private async requireAssignable(tx: Transaction, viewer: Viewer, scope: AssignedScope): Promise<void> {
    const standing = await this.standing(tx, viewer, scope);
    if (standing.is_allowed && standing.is_there) return;
    if (!standing.is_allowed && standing.is_known) throw scopeForbidden(scope, 'Roles.CREATE', standing);
    throw new OwnerNotFound(scope.ownerId ?? '');
  }

  /** Whether the viewer knows of an owner is said by what it was given there, never by what is there. */
  private async standing(tx: Transaction, viewer: Viewer, { ownerId, path }: AssignedScope): Promise<Standing> {
    const { permissions } = this.parts;
    const given = permissions.grantsOf(viewer, {
      least: 'ResourceViewer',
      owners: sql`array['', coalesce(scope.owner_id, '')]`,
    });
    const [row] = await tx.query<Standing>(sql`
      select scope.owner_id is null or coalesce(owned.id is not null and owned.deleted_at is null, false) as is_there,
        ${permissions.scopesWith(viewer, 'CREATE', 'scope')} as is_allowed,
        scope.owner_id is null or coalesce(${permissions.visibleOwners(viewer, 'owned')}, false)
          or exists (select 1 from (${given}) g) as is_known,
        case when scope.owner_id is null then '/'
          when ${permissions.visibleOwners(viewer, 'owned')} then placed.path end as domain_path
      from (select ${viewer.projectId}::text collate "C" as project_id, ${ownerId}::text collate "C" as owner_id,
        ${path}::text collate "C" as path) scope
      left join owner owned on owned.project_id = scope.project_id and owned.id = scope.owner_id
      left join domain placed on placed.project_id = owned.project_id and placed.id = owned.domain_id`);
    if (row === undefined) throw new Error('A scope was asked for and not answered.');
    return row;
  }
}

/** The owner neither changes nor goes until the transaction ends. */
async function keepOwner(tx: Transaction, projectId: string, ownerId: string | null): Promise<void> {
  if (ownerId === null) return;
  await tx.query(sql`select 1 from owner where project_id = ${projectId} and id = ${ownerId} for share`);
}

function scopeForbidden({ ownerId, path }: AssignedScope, privilege: Privilege, standing: Standing): Forbidden {
  const place = ownerId === null ? 'the whole project' : path === null ? ownerId : `${path} of ${ownerId}`;
  const domain = standing.domain_path === null ? 'the domain of the owner' : `the domain ${standing.domain_path}`;
  return new Forbidden(
    `Roles on ${place} are for who has the role ResourceAdmin there, or the privilege ${privilege} on ${domain} and the role Root.`,
    {
      role: 'ResourceAdmin',
      privilege,
      ...(standing.domain_path === null ? {} : { domain: standing.domain_path }),
      ...(ownerId === null ? {} : { ownerId }),
      ...(path === null ? {} : { path }),
    },
  );
}
