import type { Permissions } from '../auth/permissions.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { AccountLoader } from './account.loader.js';
import { AccountQueries } from './account.queries.js';
import type { DomainLoader } from './domain.loader.js';
import { DomainResolver } from './domain.resolver.js';
import { DomainService } from './domain.service.js';
import { PrivilegeGrantQueries } from './privilege-grant.queries.js';
import {
  GrantedPrivilegeResolver,
  PrivilegeGrantResolver,
  ViewerPrivilegesResolver,
} from './privilege-grant.resolver.js';
import { PrivilegeGrantService } from './privilege-grant.service.js';
import { ProjectResolver } from './project.resolver.js';
import { ProjectService } from './project.service.js';
import { RoleAssignmentQueries } from './role-assignment.queries.js';
import { PrincipalResolver, RoleAssignmentResolver, ViewerRolesResolver } from './role-assignment.resolver.js';
import { RoleAssignmentService } from './role-assignment.service.js';
import { UserResolver } from './user.resolver.js';
import { UserService } from './user.service.js';

export const ADMINISTRATION_RESOLVERS = [
  ProjectResolver,
  DomainResolver,
  UserResolver,
  PrivilegeGrantResolver,
  GrantedPrivilegeResolver,
  ViewerPrivilegesResolver,
  RoleAssignmentResolver,
  PrincipalResolver,
  ViewerRolesResolver,
];

/** Who belongs to a project, and who may do what in it. */
export function administrationModule(parts: {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly random: Random;
  readonly domainLoader: DomainLoader;
}) {
  const accounts = new AccountLoader(new AccountQueries(parts.database));
  const privileges = new PrivilegeGrantQueries(parts);
  const roles = new RoleAssignmentQueries(parts);
  return {
    resolvers: [
      new ProjectResolver(new ProjectService(parts)),
      new DomainResolver(new DomainService(parts), parts.domainLoader),
      new UserResolver(new UserService(parts)),
      new PrivilegeGrantResolver(new PrivilegeGrantService(parts), privileges, parts.domainLoader),
      new GrantedPrivilegeResolver(accounts),
      new ViewerPrivilegesResolver(privileges),
      new RoleAssignmentResolver(new RoleAssignmentService(parts), roles, accounts),
      new PrincipalResolver(accounts),
      new ViewerRolesResolver(roles),
    ],
  };
}
