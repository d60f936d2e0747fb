import { Field, ID, InputType } from 'type-graphql';
import { AccountRole } from '../auth/viewer.js';

@InputType({ description: 'An account to create.' })
export class CreateUserInput {
  @Field(() => String, {
    description: 'What it logs in with: 3 to 254 characters with one @; unique in the deployment, in any case.',
  })
  readonly email!: string;

  @Field(() => String, { description: 'Its password, 8 to 200 characters.' })
  readonly password!: string;

  @Field(() => String, { description: 'For people, 1 to 200 characters.' })
  readonly name!: string;

  @Field(() => AccountRole, {
    description: 'The ceiling of what it may do at all; privileges and roles are given apart.',
  })
  readonly role!: AccountRole;
}

@InputType({ description: 'What to change of an account: what is left out stays.' })
export class UpdateUserInput {
  @Field(() => ID, { description: 'Which account.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The new name, 1 to 200 characters.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'The new e-mail, 3 to 254 characters with one @.' })
  readonly email?: string | null;

  @Field(() => String, { nullable: true, description: 'The new password, 8 to 200 characters.' })
  readonly password?: string | null;

  @Field(() => AccountRole, { nullable: true, description: 'The new role; nobody changes their own.' })
  readonly role?: AccountRole | null;
}

@InputType({ description: 'Which account to delete.' })
export class DeleteUserInput {
  @Field(() => ID, { description: 'The account: any but your own.' })
  readonly id!: string;
}
