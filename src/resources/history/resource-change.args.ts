import { ArgsType, Field, Int } from 'type-graphql';
import { CursorScalar } from '../../paging/cursor-scalar.js';
import { ResourceChangeFilter } from './resource-change-filter.input.js';
import { DateTimeRange, OrderDirection } from '../resource-filter.input.js';

@ArgsType()
export class ResourceChangeListArgs {
  @Field(() => DateTimeRange, {
    nullable: true,
    description: 'When the record was made, whose changes these are: with it only its months are read.',
  })
  readonly createdAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'When the change happened.' })
  readonly changedAt?: DateTimeRange | null;

  @Field(() => ResourceChangeFilter, {
    nullable: true,
    description: 'Which changes; left out: all that the caller may see. The same as in subscriptions.',
  })
  readonly filter?: ResourceChangeFilter | null;

  @Field(() => OrderDirection, {
    nullable: true,
    defaultValue: OrderDirection.ASC,
    description: 'Oldest first (ASC), in the order in which subscribers hear of them, or newest first.',
  })
  readonly direction?: OrderDirection | null;

  @Field(() => Int, { nullable: true, description: 'How many, 1 to 200; 20 when left out.' })
  readonly first?: number | null;

  @Field(() => CursorScalar, {
    nullable: true,
    description: 'Go on after this cursor: of a page of changes, of an event, or any changeCursor.',
  })
  readonly after?: string | null;
}
