import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'An API key to make.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'For people, 1 to 200 characters, e.g. the client that will send it.' })
  readonly name!: string;
}

@InputType({ description: 'Which API key to revoke.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'One of the project.' })
  readonly id!: string;
}
