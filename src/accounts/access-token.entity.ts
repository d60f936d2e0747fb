import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A token with which a program acts as the account that made it, e.g. a daemon.' })
export class AccessToken {
  @Field(() => ID, { description: 'Names the token when it is to be revoked.' })
  readonly id!: string;

  @Field(() => String, { description: 'For people, 1 to 200 characters.' })
  readonly name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Send it as "Authorization: Bearer <token>". Shown once, when it is made: only its hash is kept.',
  })
  readonly token!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it ends; null when it holds until it is revoked.' })
  readonly expiresAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was last used, to the minute; null when never.' })
  readonly lastUsedAt!: Date | null;
}
