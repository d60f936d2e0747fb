import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A token to make for a program.' })
export class CreateAccessTokenInput {
  @Field(() => String, { description: 'For people, 1 to 200 characters, e.g. what will use it.' })
  readonly name!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When it ends, in the future; left out: it holds until it is revoked.',
  })
  readonly expiresAt?: Date | null;
}

@InputType({ description: 'Which token to revoke.' })
export class RevokeAccessTokenInput {
  @Field(() => ID, { description: 'One of your own.' })
  readonly id!: string;
}
