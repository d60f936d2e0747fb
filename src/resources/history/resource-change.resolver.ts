import { Args, Ctx, FieldResolver, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { EntryRights } from '../../auth/entry-rights.js';
import type { Change } from '../../changes/change.js';
import type { ChangeFeed } from '../../changes/change-feed.js';
import { CursorScalar } from '../../paging/cursor-scalar.js';
import type { RequestContext } from '../../request/context.js';
import { changeMatcher, ResourceChangesArgs } from './resource-change-filter.input.js';
import { ResourceChangeConnection } from './resource-change-connection.entity.js';
import { ResourceChangeListArgs } from './resource-change.args.js';
import { ResourceChange } from './resource-change.entity.js';
import type { ResourceChangeQueries } from './resource-change.queries.js';
import { ResourceEntry } from '../resource.entity.js';
import type { ResourceLoader } from '../resource.loader.js';
import { visibleChange } from './visible-change.js';

/** What a subscribe function of the schema is given. */
interface Opening {
  readonly args: ResourceChangesArgs;
  readonly context: RequestContext;
}

@Resolver(() => ResourceChange)
export class ResourceChangeResolver {
  constructor(
    private readonly feed: ChangeFeed,
    private readonly resources: ResourceLoader,
    private readonly history: ResourceChangeQueries,
  ) {}

  @Query(() => ResourceChangeConnection, {
    description:
      'The history: every change that the caller may see by the rights of today, in the order of the feed, so that a ' +
      'subscription can go on after the last cursor of a page, and a page after that of an event. ' +
      'Errors: CURSOR_EXPIRED when changes after the cursor were removed (HISTORY_RETENTION), INVALID_ARGUMENTS.',
  })
  async resourceChanges(
    @Args(() => ResourceChangeListArgs) args: ResourceChangeListArgs,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ResourceChangeConnection> {
    return this.history.page(viewer, args);
  }

  @Subscription(() => ResourceChange, {
    description:
      'Every change that the caller may see: in one order for all, those of one resource in version order, none lost. ' +
      'A change may come twice, with the same cursor: drop what is not newer than the version you have. ' +
      'Errors: CURSOR_EXPIRED when the feed cannot be resumed after the cursor.',
    subscribe: ({ args, context }: { args: unknown; context: unknown }) =>
      open({ args, context } as Opening, () => true),
  })
  resourceChanged(@Root() change: Change, @Args(() => ResourceChangesArgs) _args: ResourceChangesArgs): ResourceChange {
    return new ResourceChange(change);
  }

  @Subscription(() => ResourceChange, {
    description:
      'New captures only: CREATED, once complete and readable. Replaced bytes are no new capture: see resourceChanged. ' +
      'Errors: CURSOR_EXPIRED when the feed cannot be resumed after the cursor.',
    subscribe: ({ args, context }: { args: unknown; context: unknown }) =>
      open({ args, context } as Opening, (change) => change.action === 'CREATED'),
  })
  resourceAdded(@Root() change: Change, @Args(() => ResourceChangesArgs) _args: ResourceChangesArgs): ResourceChange {
    return new ResourceChange(change);
  }

  @Query(() => CursorScalar, { description: 'The feed now, for clients that subscribe without reading a page first.' })
  async changeCursor(): Promise<string> {
    return this.feed.cursor();
  }

  @FieldResolver(() => ResourceEntry, { nullable: true, description: 'The entry as it is now; null once deleted.' })
  async resource(@Root() change: ResourceChange, @Ctx() context: RequestContext): Promise<ResourceEntry | null> {
    return this.resources.load(context, change.resourceId);
  }

  /** The changes that the caller may see and asked for. */
  async changes(opening: Opening, also: (change: Change) => boolean): Promise<AsyncIterable<Change>> {
    const { viewer } = opening.context;
    const matches = changeMatcher(opening.args.filter ?? {});
    const listener = {
      viewer,
      wanted: (change: Change, rights: EntryRights) => {
        const seen = visibleChange(change, rights);
        return seen !== null && also(seen) && matches(seen) ? seen : null;
      },
    };
    return this.feed.subscribe(listener, opening.args.after ?? null);
  }
}

async function open(opening: Opening, also: (change: Change) => boolean): Promise<AsyncIterable<Change>> {
  return opening.context.resolverOf(ResourceChangeResolver).changes(opening, also);
}
