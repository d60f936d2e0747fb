import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Who logs in.' })
export class LoginInput {
  @Field(() => String, { description: 'The e-mail of the account, in any case.' })
  readonly email!: string;

  @Field(() => String, { description: 'The password of the account.' })
  readonly password!: string;
}
