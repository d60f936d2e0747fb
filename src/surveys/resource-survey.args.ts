import { ArgsType, Field, ID } from 'type-graphql';
import { BucketInterval } from './bucket-starts.js';
import { DateTimeRange, ResourceFilter } from '../resources/resource-filter.input.js';

const PATH = 'The path, with all below it; left out: all paths.';
const FILTER = 'Which entries count.';

@ArgsType()
export class ResourceFoldersArgs {
  @Field(() => ID, { description: 'The main owner.' })
  readonly ownerId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Entries of this co-owner; null: without a co-owner; left out: any.',
  })
  readonly coownerId?: string | null;

  @Field(() => String, { nullable: true, description: 'The path whose next level is asked for; left out: the first.' })
  readonly path?: string | null;

  @Field(() => String, { nullable: true, description: 'Go on after this one: the path of the last that you have.' })
  readonly after?: string | null;
}

@ArgsType()
export class ResourceNearestArgs {
  @Field(() => ID, { description: 'The main owner.' })
  readonly ownerId!: string;

  @Field(() => String, { nullable: true, description: PATH })
  readonly path?: string | null;

  @Field(() => Date, { description: 'When.' })
  readonly time!: Date;

  @Field(() => ResourceFilter, { nullable: true, description: FILTER })
  readonly filter?: ResourceFilter | null;
}

@ArgsType()
export class ResourceBucketsArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Entries of this owner; left out: of all owners that the caller may see.',
  })
  readonly ownerId?: string | null;

  @Field(() => String, { nullable: true, description: PATH })
  readonly path?: string | null;

  @Field(() => DateTimeRange, { description: 'When they were captured (dataCreatedAt); both ends are needed.' })
  readonly range!: DateTimeRange;

  @Field(() => BucketInterval, { description: 'How long a bucket is.' })
  readonly interval!: BucketInterval;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'UTC',
    description: 'By whose clock and calendar the buckets begin: an IANA name such as "Europe/Vienna".',
  })
  readonly timeZone?: string | null;

  @Field(() => ResourceFilter, { nullable: true, description: FILTER })
  readonly filter?: ResourceFilter | null;
}
