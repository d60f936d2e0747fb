import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { Account } from './account.entity.js';
import type { AccountLoader } from './account.loader.js';
import { Domain } from './domain.entity.js';
import type { DomainLoader } from './domain.loader.js';
import { GrantedPrivilege, PrivilegeGrant } from './privilege-grant.entity.js';
import { GrantPrivilegesInput } from './privilege-grant.input.js';
import type { PrivilegeGrantQueries } from './privilege-grant.queries.js';
import type { PrivilegeGrantService } from './privilege-grant.service.js';
import { ViewerView } from './session.entity.js';

@Resolver(() => PrivilegeGrant)
export class PrivilegeGrantResolver {
  constructor(
    private readonly service: PrivilegeGrantService,
    private readonly queries: PrivilegeGrantQueries,
    private readonly domains: DomainLoader,
  ) {}

  @Query(() => [PrivilegeGrant], {
    description:
      'What an account was given, one item for each domain, by the path of the domain. Your own always; those of others ' +
      'need Roles.READ on the root domain; things may not. Errors: FORBIDDEN, USER_NOT_FOUND.',
  })
  async privilegeGrants(
    @Arg('userId', () => ID, { description: 'The account.' }) userId: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<PrivilegeGrant[]> {
    return this.queries.ofAccount(viewer, userId);
  }

  @Mutation(() => PrivilegeGrant, {
    description:
      'Gives an account privileges on a domain, and so on all below it; what it has already stays as it was given. Answers ' +
      'all that it was given on this domain. Needs Roles.CREATE there, the role Root, and to hold there oneself what one ' +
      'gives. Errors: INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, FORBIDDEN, USER_NOT_FOUND.',
  })
  async grantPrivileges(
    @Arg('input', () => GrantPrivilegesInput, { description: 'What to give.' }) input: GrantPrivilegesInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<PrivilegeGrant> {
    return this.service.grant(viewer, input);
  }

  @Mutation(() => PrivilegeGrant, {
    description:
      'Takes back privileges that an account was given on exactly this domain; answers what is left of them. What it has ' +
      'from a domain above stays. Needs Roles.DELETE there and the role Root. The last Root account that holds every ' +
      'privilege on the root domain keeps them. Errors: INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, FORBIDDEN, USER_NOT_FOUND.',
  })
  async revokePrivileges(
    @Arg('input', () => GrantPrivilegesInput, { description: 'What to take back.' }) input: GrantPrivilegesInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<PrivilegeGrant> {
    return this.service.revoke(viewer, input);
  }

  @FieldResolver(() => Domain, { description: 'The domain that the privileges were given on.' })
  async domain(@Root() { projectId, domainId }: PrivilegeGrant, @Ctx() context: RequestContext): Promise<Domain> {
    return this.domains.load(context, domainId, projectId);
  }
}

@Resolver(() => GrantedPrivilege)
export class GrantedPrivilegeResolver {
  constructor(private readonly accounts: AccountLoader) {}

  @FieldResolver(() => Account, {
    nullable: true,
    description: 'Who gave it; null when that account is gone, and for what an account has from the first day.',
  })
  async grantedBy(
    @Root() { projectId, grantedById }: GrantedPrivilege,
    @Ctx() context: RequestContext,
  ): Promise<Account | null> {
    return grantedById === null ? null : this.accounts.load(context, { projectId, id: grantedById });
  }
}

@Resolver(() => ViewerView)
export class ViewerPrivilegesResolver {
  constructor(private readonly queries: PrivilegeGrantQueries) {}

  @FieldResolver(() => [PrivilegeGrant], {
    description: 'What the account was given on domains, by the path of the domain; empty for a thing.',
  })
  async privileges(@Root() { viewer }: ViewerView): Promise<PrivilegeGrant[]> {
    return this.queries.own(viewer);
  }
}
