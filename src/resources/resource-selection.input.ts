import { Field, ID, InputType } from 'type-graphql';
import { TripletInput } from './resource.input.js';

@InputType({ description: 'Entries to archive or to restore, at most 1,000: exactly one of ids and at.' })
export class ResourceSelection {
  @Field(() => [ID], { nullable: true, description: 'These entries, whether archived or not.' })
  readonly ids?: string[] | null;

  @Field(() => TripletInput, {
    nullable: true,
    description:
      'To archive: the entry there. To restore: the one there that was archived last, of however many were archived there.',
  })
  readonly at?: TripletInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'With at: also all below it. To restore: at each path there the one that was archived last; RESOURCE_EXISTS, and ' +
      'nothing done, when something stands at one of them.',
  })
  readonly children?: boolean | null;
}
