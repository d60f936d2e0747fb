import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Extensions, FieldResolver, Info, Int, Mutation, Resolver, Root } from 'type-graphql';
import { CursorScalar } from '../paging/cursor-scalar.js';
import type { RequestContext } from '../request/context.js';
import { ResourceConnection } from '../resources/resource-connection.entity.js';
import { pageExtras } from '../resources/resource-page.loader.js';
import { ResourcePointer } from '../resources/resource-pointer.entity.js';
import { Resource, type ResourceEntry } from '../resources/resource.entity.js';
import type { ResourceLoader } from '../resources/resource.loader.js';
import { CreateResourcePointerInput } from './pointer.input.js';
import type { PointerCountLoader, PointerPageLoader } from './pointer.loader.js';
import type { PointerService } from './pointer.service.js';

@Resolver(() => ResourcePointer)
export class ResourcePointerResolver {
  constructor(
    private readonly service: PointerService,
    private readonly resources: ResourceLoader,
  ) {}

  @Mutation(() => ResourcePointer, {
    description:
      "Creates a pointer: another resource's file under a place and metadata of its own. The caller may read the source; " +
      'whoever may read the pointer later reads the file by it. Errors: RESOURCE_NOT_FOUND (sourceId, source), ' +
      'OWNER_NOT_FOUND, RESOURCE_EXISTS, INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async createResourcePointer(
    @Arg('input', () => CreateResourcePointerInput, { description: 'The pointer.' }) input: CreateResourcePointerInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ResourceEntry> {
    return this.service.create(viewer, input);
  }

  @FieldResolver(() => Resource, {
    nullable: true,
    description: 'What it points to; null when that was deleted, or may not be seen: sourceReference stays.',
  })
  async source(@Root() pointer: ResourcePointer, @Ctx() context: RequestContext): Promise<Resource | null> {
    const source = await this.resources.load(context, pointer.sourceReference.resourceId);
    return source instanceof Resource ? source : null;
  }
}

@Resolver(() => Resource)
export class PointersOfResourceResolver {
  constructor(
    private readonly pages: PointerPageLoader,
    private readonly counts: PointerCountLoader,
  ) {}

  @FieldResolver(() => ResourceConnection, {
    description:
      'The pointers to it, archived ones too, newest capture first. A ResourceAdmin of it sees all of them, wherever they ' +
      'lie; others those that they may read.',
  })
  async pointers(
    @Root() { id: sourceId }: Resource,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('first', () => Int, { nullable: true, description: 'How many from the start, 1 to 200; 20 when left out.' })
    first?: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Go on after this cursor.' })
    after?: string | null,
  ): Promise<ResourceConnection> {
    return this.pages.load(context, { sourceId, page: { first, after }, extras: pageExtras(info) });
  }

  @Extensions({ weight: 10 })
  @FieldResolver(() => Int, {
    description:
      'How many pointers to it there are: for a ResourceAdmin of it all, for others those that they may read.',
  })
  async pointerCount(@Root() { id }: Resource, @Ctx() context: RequestContext): Promise<number> {
    return this.counts.load(context, id);
  }
}
