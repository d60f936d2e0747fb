import { ArgsType, Field, Int } from 'type-graphql';
import { CursorScalar } from '../paging/cursor-scalar.js';
import { OwnerFilter } from './owner.input.js';

@ArgsType()
export class ThingsArgs {
  @Field(() => Int, { nullable: true, description: 'How many, 1 to 200; 20 when left out.' })
  readonly first?: number | null;

  @Field(() => CursorScalar, { nullable: true, description: 'Go on after this cursor.' })
  readonly after?: string | null;
}

@ArgsType()
export class OwnersArgs extends ThingsArgs {
  @Field(() => OwnerFilter, { nullable: true, description: 'Which owners; left out: all that the caller may see.' })
  readonly filter?: OwnerFilter | null;
}
