import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'How many entries were captured in a span of time.' })
export class ResourceBucket {
  @Field(() => Date, { description: 'When it begins; it ends where the next one begins.' })
  readonly start!: Date;

  @Field(() => Int, { description: 'How many entries were captured in it.' })
  readonly count!: number;
}
