import { Args, Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { MOST_BUCKETS } from './bucket-starts.js';
import { ResourceBucket } from './resource-bucket.entity.js';
import { ResourceFolder } from './resource-folder.entity.js';
import { ResourceBucketsArgs, ResourceFoldersArgs, ResourceNearestArgs } from './resource-survey.args.js';
import { MOST_FOLDERS, type ResourceSurveyQueries } from './resource-survey.queries.js';
import { ResourceEntry } from '../resources/resource.entity.js';

@Resolver()
export class ResourceSurveyResolver {
  constructor(private readonly surveys: ResourceSurveyQueries) {}

  @Extensions({ atMost: MOST_FOLDERS })
  @Query(() => [ResourceFolder], {
    description:
      'The next level below a path, of the entries that are READY and not archived: every next segment, whether an ' +
      'entry lies at it or below it. The first 1,000 in the order of paths; for more, ask again after the last one.',
  })
  async resourceFolders(
    @Args(() => ResourceFoldersArgs) args: ResourceFoldersArgs,
    @Ctx() { viewer }: RequestContext,
  ): Promise<readonly ResourceFolder[]> {
    return this.surveys.folders(viewer, args);
  }

  @Query(() => ResourceEntry, {
    nullable: true,
    description:
      'The entry captured nearest to a time (dataCreatedAt), before or after it. Of two that are as near, the earlier; ' +
      'of those captured at the same time, the one with the greatest id, which was made last. Null when there is none.',
  })
  async resourceNearest(
    @Args(() => ResourceNearestArgs) args: ResourceNearestArgs,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ResourceEntry | null> {
    return this.surveys.nearest(viewer, args);
  }

  @Extensions({ atMost: MOST_BUCKETS })
  @Query(() => [ResourceBucket], {
    description:
      'How many entries were captured when: counts by dataCreatedAt, empty buckets included, at most 2,000 buckets. ' +
      'The first bucket begins with the clock or calendar of the time zone, at the start of the range or before it; ' +
      'only what lies in the range is counted. ' +
      'Errors: PROPERTY_REQUIRED (from, to), INVALID_ARGUMENTS (from, interval, timeZone, path, filter).',
  })
  async resourceBuckets(
    @Args(() => ResourceBucketsArgs) args: ResourceBucketsArgs,
    @Ctx() { viewer }: RequestContext,
  ): Promise<readonly ResourceBucket[]> {
    return this.surveys.buckets(viewer, args);
  }
}
