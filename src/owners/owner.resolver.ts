import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Domain } from '../accounts/domain.entity.js';
import type { DomainLoader } from '../accounts/domain.loader.js';
import { ViewerView } from '../accounts/session.entity.js';
import type { Viewer } from '../auth/viewer.js';
import { parsePageRequest } from '../paging/page-request.js';
import type { RequestContext } from '../request/context.js';
import { OwnersArgs } from './owner.args.js';
import { Owner, OwnerConnection, ThingKey, ThingKeyInfo } from './owner.entity.js';
import {
  CreateOwnerInput,
  IssueThingKeyInput,
  OwnerFilter,
  RevokeThingKeysInput,
  UpdateOwnerInput,
} from './owner.input.js';
import type { OwnerLoader } from './owner.loader.js';
import type { OwnerQueries } from './owner.queries.js';
import type { OwnerService } from './owner.service.js';

/** A page that can still be counted: the count is a statement of its own, made when it is selected. */
class CountableOwners extends OwnerConnection {
  readonly viewer!: Viewer;
  readonly filter!: OwnerFilter;
}

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
  async owners(@Args(() => OwnersArgs) args: OwnersArgs, @Ctx() { viewer }: RequestContext): Promise<OwnerConnection> {
    const filter = args.filter ?? new OwnerFilter();
    const page = await this.queries.page(viewer, filter, parsePageRequest(args));
    return Object.assign(new CountableOwners(), page, { viewer, filter });
  }

  @Mutation(() => Owner, {
    description: 'Creates an owner. Needs the role Root. Errors: OWNER_EXISTS, INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async createOwner(
    @Arg('input', () => CreateOwnerInput, { description: 'The owner.' }) input: CreateOwnerInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner> {
    return this.service.create(viewer, input);
  }

  @Mutation(() => Owner, {
    description: 'Changes an owner. Needs the role Root. Errors: OWNER_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async updateOwner(
    @Arg('input', () => UpdateOwnerInput, { description: 'What to change.' }) input: UpdateOwnerInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner> {
    return this.service.update(viewer, input);
  }

  @Mutation(() => ThingKey, {
    description:
      'Issues a key for a thing; several may be active. Needs the role Root. Errors: OWNER_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async issueThingKey(
    @Arg('input', () => IssueThingKeyInput, { description: 'The thing.' }) input: IssueThingKeyInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ThingKey> {
    return this.service.issueThingKey(viewer, input.ownerId);
  }

  @Mutation(() => Owner, {
    description:
      'Revokes keys of a thing, all or none of those named. Needs the role Root. Errors: OWNER_NOT_FOUND, THING_KEY_NOT_FOUND, FORBIDDEN.',
  })
  async revokeThingKeys(
    @Arg('input', () => RevokeThingKeysInput, { description: 'Which keys.' }) input: RevokeThingKeysInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner> {
    return this.service.revokeThingKeys(viewer, input);
  }

  @FieldResolver(() => Domain, { description: 'The domain it belongs to.' })
  async domain(@Root() owner: Owner, @Ctx() context: RequestContext): Promise<Domain> {
    return this.domains.load(context, owner.domainId);
  }

  @FieldResolver(() => [ThingKeyInfo], {
    description: 'The active keys of a thing, oldest first; empty for other kinds and for who may not administer it.',
  })
  async thingKeys(@Root() owner: Owner, @Ctx() { viewer }: RequestContext): Promise<ThingKeyInfo[]> {
    return this.service.thingKeys(viewer, owner.id);
  }
}

@Resolver(() => OwnerConnection)
export class OwnerConnectionResolver {
  constructor(private readonly owners: OwnerQueries) {}

  @FieldResolver(() => Int, { description: 'How many there are in all; counted only when selected.' })
  async totalCount(@Root() { viewer, filter }: CountableOwners): Promise<number> {
    return this.owners.count(viewer, filter);
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
