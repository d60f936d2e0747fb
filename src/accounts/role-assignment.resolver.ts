import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { Account } from './account.entity.js';
import type { AccountLoader } from './account.loader.js';
import { parseScope } from './assigned-role.js';
import { Principal, RoleAssignment } from './role-assignment.entity.js';
import { AssignRoleInput, RoleScopeInput, UnassignRoleInput } from './role-assignment.input.js';
import type { RoleAssignmentQueries } from './role-assignment.queries.js';
import type { RoleAssignmentService } from './role-assignment.service.js';
import { ViewerView } from './session.entity.js';

@Resolver(() => RoleAssignment)
export class RoleAssignmentResolver {
  constructor(
    private readonly service: RoleAssignmentService,
    private readonly queries: RoleAssignmentQueries,
    private readonly accounts: AccountLoader,
  ) {}

  @Query(() => [RoleAssignment], {
    description:
      'Who has which role on resources, by role, then by time. With ResourceAdmin at a place, or Roles.READ on the ' +
      'domain of its owner (on the root domain for the whole project): all that were given there. Everybody else sees ' +
      'their own and those to any, a thing those to any. Errors: INVALID_ARGUMENTS.',
  })
  async roleAssignments(
    @Ctx() { viewer }: RequestContext,
    @Arg('scope', () => RoleScopeInput, {
      nullable: true,
      description: 'Those of exactly this place, {} being the whole project; left out: those of all places.',
    })
    scope: RoleScopeInput | null | undefined,
  ): Promise<RoleAssignment[]> {
    return this.queries.list(viewer, scope == null ? null : parseScope(scope));
  }

  @Mutation(() => RoleAssignment, {
    description:
      'Gives an account, or any account and thing of the project, a role on resources; one that was given already is ' +
      'answered as it stands. Needs the role ResourceAdmin at that place or above, or Roles.CREATE on the domain of the ' +
      'owner (on the root domain for the whole project) and the role Root. ' +
      'Errors: INVALID_ARGUMENTS, FORBIDDEN, OWNER_NOT_FOUND, USER_NOT_FOUND.',
  })
  async assignRole(
    @Arg('input', () => AssignRoleInput, { description: 'Which role, to whom, and where.' }) input: AssignRoleInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<RoleAssignment> {
    return this.service.assign(viewer, input);
  }

  @Mutation(() => ID, {
    description:
      'Takes a role back; answers the id of the assignment. Needs the role ResourceAdmin at that place or above, or ' +
      'Roles.DELETE on the domain of the owner (on the root domain for the whole project) and the role Root. ' +
      'Errors: ROLE_ASSIGNMENT_NOT_FOUND, FORBIDDEN.',
  })
  async unassignRole(
    @Arg('input', () => UnassignRoleInput, { description: 'Which assignment.' }) input: UnassignRoleInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<string> {
    return this.service.unassign(viewer, input.id);
  }

  @FieldResolver(() => Account, {
    nullable: true,
    description:
      'Who gave it; null when that account is gone, for what an account has from the first day, and to things.',
  })
  async grantedBy(
    @Root() { projectId, grantedById }: RoleAssignment,
    @Ctx() context: RequestContext,
  ): Promise<Account | null> {
    // A thing in the field need not know with which e-mail its administrator logs in.
    if (grantedById === null || context.viewer.kind === 'THING') return null;
    return this.accounts.load(context, { projectId, id: grantedById });
  }
}

@Resolver(() => Principal)
export class PrincipalResolver {
  constructor(private readonly accounts: AccountLoader) {}

  @FieldResolver(() => Account, { nullable: true, description: 'The account; null for any.' })
  async user(@Root() { projectId, accountId }: Principal, @Ctx() context: RequestContext): Promise<Account | null> {
    return accountId === null ? null : this.accounts.load(context, { projectId, id: accountId });
  }
}

@Resolver(() => ViewerView)
export class ViewerRolesResolver {
  constructor(private readonly queries: RoleAssignmentQueries) {}

  @FieldResolver(() => [RoleAssignment], {
    description: 'The roles on resources that the caller has: its own and those to any; by role, then by time.',
  })
  async roleAssignments(@Root() { viewer }: ViewerView): Promise<RoleAssignment[]> {
    return this.queries.own(viewer);
  }
}
