import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'A key that says of which project a request is, and from which client. It gives no rights.',
})
export class ApiKey {
  @Field(() => ID, { description: 'Names the key when it is to be revoked.' })
  readonly id!: string;

  @Field(() => String, { description: 'For people, 1 to 200 characters.' })
  readonly name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Send it as "x-api-key". Shown once, when it is made: only its hash is kept.',
  })
  readonly key!: string | null;

  @Field(() => Date, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was last used, to the minute; null when never.' })
  readonly lastUsedAt!: Date | null;
}
