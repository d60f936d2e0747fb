import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { parseOwnerId } from '../owners/owner-id.js';
import type { RequestContext } from '../request/context.js';
import type { PastEntryLoader } from './history/past-entry.loader.js';
import type { PastEntryQueries } from './history/past-entry.queries.js';
import { ResourceConnection } from './resource-connection.entity.js';
import type { ResourceDeletionService } from './resource-deletion.service.js';
import { pageExtras, type ResourcePageLoader } from './resource-page.loader.js';
import { parseResourcePath } from './resource-path.js';
import type { ResourceUpdateService } from './resource-update.service.js';
import { ResourcesArgs } from './resource.args.js';
import { Resource, ResourceEntry } from './resource.entity.js';
import { CreateResourceInput, DeleteResourcesInput, UpdateResourceInput } from './resource.input.js';
import type { ResourceLoader } from './resource.loader.js';
import type { ResourceQueries } from './resource.queries.js';
import type { ResourceService } from './resource.service.js';

const AS_OF =
  'As it was at this moment, from the history, for the rights of today where it lay then: writeableUrl is null, and ' +
  'signedUrl too once those bytes are gone. A moment to come is answered as now; one that HISTORY_RETENTION no longer ' +
  'keeps is refused with INVALID_ARGUMENTS.';

@Resolver(() => Resource)
export class ResourceResolver {
  constructor(
    private readonly parts: {
      readonly queries: ResourceQueries;
      readonly loader: ResourceLoader;
      readonly pages: ResourcePageLoader;
      readonly past: PastEntryQueries;
      readonly pastLoader: PastEntryLoader;
      readonly service: ResourceService;
      readonly updates: ResourceUpdateService;
      readonly deletions: ResourceDeletionService;
    },
  ) {}

  @Query(() => ResourceEntry, {
    nullable: true,
    description: 'One entry; null when there is none that the caller may see.',
  })
  async resource(
    @Arg('id', () => ID, { description: 'The id of the entry.' }) id: string,
    @Ctx() context: RequestContext,
    @Arg('asOf', () => Date, { nullable: true, description: AS_OF }) asOf?: Date | null,
  ): Promise<ResourceEntry | null> {
    if (asOf != null) return this.parts.pastLoader.load(context, { id: id.toLowerCase(), asOf });
    return this.parts.loader.load(context, id.toLowerCase());
  }

  @Query(() => ResourceEntry, {
    nullable: true,
    description: 'The entry at a triplet that is not archived; null when there is none.',
  })
  async resourceAt(
    @Arg('ownerId', () => ID, { description: 'The main owner.' }) ownerId: string,
    @Arg('path', () => String, { description: 'The path.' }) path: string,
    @Ctx() { viewer }: RequestContext,
    @Arg('coownerId', () => ID, { nullable: true, description: 'The co-owner; none when left out.' })
    coownerId?: string | null,
    @Arg('asOf', () => Date, { nullable: true, description: AS_OF }) asOf?: Date | null,
  ): Promise<ResourceEntry | null> {
    const triplet = {
      ownerId: parseOwnerId(ownerId, 'ownerId'),
      coownerId: coownerId ?? null,
      path: parseResourcePath(path),
    };
    return asOf == null ? this.parts.queries.at(viewer, triplet) : this.parts.past.at(viewer, triplet, asOf);
  }

  @Query(() => ResourceConnection, {
    description: 'Entries of one owner, or of all owners in the project that the caller may see; newest capture first.',
  })
  async resources(
    @Args(() => ResourcesArgs) args: ResourcesArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ResourceConnection> {
    const { ownerId, ...page } = args;
    if (ownerId != null) return this.parts.pages.load(context, { ownerId, args: page, extras: pageExtras(info) });
    return this.parts.queries.page(context.viewer, page, pageExtras(info));
  }

  @Mutation(() => Resource, {
    description:
      'Creates a resource from data (JSON), text, or a file up to UPLOAD_SIZE_LIMIT. Errors: OWNER_NOT_FOUND, ' +
      'RESOURCE_EXISTS, RESOURCE_NOT_FOUND (idempotencyKey), INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE.',
  })
  async createResource(
    @Arg('input', () => CreateResourceInput, { description: 'The resource.' }) input: CreateResourceInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Resource> {
    return this.parts.service.create(viewer, input);
  }

  @Mutation(() => Resource, {
    description:
      'Creates the resource, or replaces the one that stands at (owner, co-owner, path) as a whole: what is left out is as ' +
      'for a new one, but dataCreatedAt, which stays when the content does. A value may replace a value, a file a value or ' +
      'a file, never a value a file; what waits there for its upload is completed, and its uploads are given up. What ' +
      'changes nothing adds no history. Errors: OWNER_NOT_FOUND, RESOURCE_EXISTS (a pointer stands there), ' +
      'RESOURCE_NOT_FOUND (idempotencyKey), INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE.',
  })
  async putResource(
    @Arg('input', () => CreateResourceInput, { description: 'The resource.' }) input: CreateResourceInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Resource> {
    return this.parts.service.put(viewer, input);
  }

  @Mutation(() => ResourceEntry, {
    description:
      'Changes a resource. Errors: RESOURCE_NOT_FOUND, RESOURCE_ARCHIVED, RESOURCE_EXISTS, VERSION_CONFLICT, ' +
      'INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async updateResource(
    @Arg('input', () => UpdateResourceInput, { description: 'What to change.' }) input: UpdateResourceInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ResourceEntry> {
    return this.parts.updates.update(viewer, input);
  }

  @Mutation(() => [ID], {
    description:
      'Deletes resources, all or none, and answers their ids. Errors: RESOURCE_NOT_FOUND, RESOURCE_IN_USE, ' +
      'INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async deleteResources(
    @Arg('input', () => DeleteResourcesInput, { description: 'Which resources.' }) input: DeleteResourcesInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<string[]> {
    return this.parts.deletions.delete(viewer, input);
  }
}
