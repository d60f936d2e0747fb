import { parseEntryPath } from '../auth/entry-path.js';
import { isResourceRole, RESOURCE_ROLES, type ResourceRole } from '../auth/resource-role.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import type { AssignRoleInput, PrincipalInput, RoleScopeInput } from './role-assignment.input.js';

/** The platform's own project, where the built-in roles are defined. */
const ROLES_PROJECT = 'imagine';

/** Where a role holds: without an owner the whole project, without a path the whole owner. */
export interface AssignedScope {
  readonly ownerId: string | null;
  readonly path: string | null;
}

/** A role that is to be given. */
export interface AssignedRole extends AssignedScope {
  readonly role: ResourceRole;
  /** Null: anyone. */
  readonly userId: string | null;
}

/** Errors: INVALID_ARGUMENTS. */
export function parseAssignedRole({ role, principal, scope, projectId }: AssignRoleInput): AssignedRole {
  if (!isResourceRole(role)) {
    throw new InvalidArguments('role', `A role is one of ${RESOURCE_ROLES.join(', ')}.`, { known: RESOURCE_ROLES });
  }
  if (projectId != null && projectId !== ROLES_PROJECT) {
    throw new InvalidArguments('projectId', `The built-in roles are defined in the project ${ROLES_PROJECT}.`);
  }
  return { role, userId: parsePrincipal(principal), ...parseScope(scope) };
}

/** Errors: INVALID_ARGUMENTS. */
export function parseScope({ ownerId, path }: RoleScopeInput): AssignedScope {
  if (path != null && ownerId == null) {
    throw new InvalidArguments('path', 'A path is one of an owner: give ownerId too.', {
      properties: ['ownerId', 'path'],
    });
  }
  return { ownerId: ownerId ?? null, path: path == null ? null : parseEntryPath(path) };
}

function parsePrincipal({ userId, any }: PrincipalInput): string | null {
  const isAny = any === true;
  if (isAny === (userId != null)) {
    throw new InvalidArguments('principal', 'Give exactly one of userId and any: true.', {
      properties: ['userId', 'any'],
    });
  }
  return userId ?? null;
}
