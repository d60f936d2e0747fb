import { ArgsType, Field, ID, Int } from 'type-graphql';
import { CursorScalar } from '../paging/cursor-scalar.js';
import { ResourceFilter, ResourceOrder } from './resource-filter.input.js';

@ArgsType()
export class OwnerResourcesArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Entries of this co-owner; null: without a co-owner; left out: any.',
  })
  readonly coownerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Entries at this path; left out: all paths.' })
  readonly path?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Also the entries below the path.' })
  readonly children?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'The entries below the path, without the path itself.',
  })
  readonly childrenOnly?: boolean | null;

  @Field(() => ResourceFilter, { nullable: true, description: 'Which entries.' })
  readonly filter?: ResourceFilter | null;

  @Field(() => [ResourceOrder], { nullable: true, description: 'In which order; newest capture first when left out.' })
  readonly order?: ResourceOrder[] | null;

  @Field(() => Int, { nullable: true, description: 'How many from the start, 1 to 200; 20 when left out.' })
  readonly first?: number | null;

  @Field(() => CursorScalar, { nullable: true, description: 'Go on after this cursor.' })
  readonly after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many to skip, 0 to 10,000; all of them are read each time: cursors are faster, and go further.',
  })
  readonly offset?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end, 1 to 200.' })
  readonly last?: number | null;

  @Field(() => CursorScalar, { nullable: true, description: 'Go back from this cursor.' })
  readonly before?: string | null;
}

@ArgsType()
export class ResourcesArgs extends OwnerResourcesArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Entries of this owner; left out: of all owners that the caller may see.',
  })
  readonly ownerId?: string | null;
}
