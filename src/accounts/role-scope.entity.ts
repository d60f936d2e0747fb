import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'Where a role holds: the whole project, one owner, or one path of an owner and all below it.',
})
export class RoleScope {
  @Field(() => ID, { description: 'The project.' })
  readonly projectId!: string;

  @Field(() => ID, { nullable: true, description: 'The owner; null for the whole project.' })
  readonly ownerId!: string | null;

  @Field(() => String, { nullable: true, description: 'The path, with all below it; null for all of the owner.' })
  readonly path!: string | null;
}
