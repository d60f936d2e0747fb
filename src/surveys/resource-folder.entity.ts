import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A level of the path hierarchy, for browsing.' })
export class ResourceFolder {
  @Field(() => String, { description: 'The whole path, e.g. "inspections/2025-01-15".' })
  readonly path!: string;

  @Field(() => Int, { description: 'How many entries lie there, with all below it.' })
  readonly count!: number;

  @Field(() => Date, { description: 'When the newest of them was captured (dataCreatedAt).' })
  readonly latest!: Date;
}
