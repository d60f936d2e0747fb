import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Domain } from '../accounts/domain.entity.js';
import type { DomainLoader } from '../accounts/domain.loader.js';
import { ViewerView } from '../accounts/session.entity.js';
import { parsePageRequest } from '../paging/page-request.js';
import type { RequestContext } from '../request/context.js';
import { selectedFields } from '../request/selected-fields.js';
import { OwnersArgs } from './owner.args.js';
import { Owner, OwnerConnection } from './owner.entity.js';
import { CreateOwnerInput, OwnerFilter, UpdateOwnerInput } from './owner.input.js';
import type { OwnerLoader } from './owner.loader.js';
import type { OwnerQueries } from './owner.queries.js';
import type { OwnerService } from './owner.service.js';

@Resolver(() => Owner)
export class OwnerResolver {
  constructor(
    private readonly service: OwnerService,
    private readonly queries: OwnerQueries,
    private readonly domains: DomainLoader,
  ) {}

  @Query(() => Owner, { nullable: true, description: 'One owner; null when there is none that the caller may see.' })
  async owner(
    @Arg('id', () => ID, { description: 'The id of the owner.' }) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner | null> {
    const [owner] = await this.queries.byIds(viewer, [id]);
    return owner ?? null;
  }

  @Query(() => OwnerConnection, { description: 'The owners that the caller may see, ordered by id.' })
  async owners(
    @Args(() => OwnersArgs) args: OwnersArgs,
    @Ctx() { viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OwnerConnection> {
    const isCounted = selectedFields(info).has('totalCount');
    return this.queries.page(viewer, {
      filter: args.filter ?? new OwnerFilter(),
      page: parsePageRequest(args),
      isCounted,
    });
  }

  @Mutation(() => Owner, {
    description:
      'Creates an owner. Needs Owners.CREATE on its domain, for a group Groups.CREATE. The id of an owner that was ' +
      'deleted may be given again, by whoever may do no more on the new domain than on the old one: the owner is ' +
      'as new, without its former keys, members, things and roles, and what of its resources was kept or archived ' +
      'is its own again, archived as it is. Errors: OWNER_EXISTS (also while the removal is under way), INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, GROUP_NOT_FOUND, FORBIDDEN.',
  })
  async createOwner(
    @Arg('input', () => CreateOwnerInput, { description: 'The owner.' }) input: CreateOwnerInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner> {
    return this.service.create(viewer, input);
  }

  @Mutation(() => Owner, {
    description:
      'Changes an owner. Needs Owners.UPDATE on its domain, for a group Groups.UPDATE. ' +
      'Errors: OWNER_NOT_FOUND, INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, GROUP_NOT_FOUND, FORBIDDEN.',
  })
  async updateOwner(
    @Arg('input', () => UpdateOwnerInput, { description: 'What to change.' }) input: UpdateOwnerInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner> {
    return this.service.update(viewer, input);
  }

  @FieldResolver(() => Domain, { description: 'The domain it belongs to.' })
  async domain(@Root() owner: Owner, @Ctx() context: RequestContext): Promise<Domain> {
    return this.domains.load(context, owner.domainId);
  }
}

@Resolver(() => ViewerView)
export class ViewerThingResolver {
  constructor(private readonly owners: OwnerLoader) {}

  @FieldResolver(() => Owner, { nullable: true, description: 'The owner record of the thing; null for an account.' })
  async thing(@Root() { viewer }: ViewerView, @Ctx() context: RequestContext): Promise<Owner | null> {
    return viewer.kind === 'THING' ? this.owners.load(context, viewer.ownerId) : null;
  }
}
