import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { Account } from './account.entity.js';
import { CreateUserInput, DeleteUserInput, UpdateUserInput } from './user.input.js';
import type { UserService } from './user.service.js';

@Resolver(() => Account)
export class UserResolver {
  constructor(private readonly service: UserService) {}

  @Query(() => [Account], {
    description:
      'The accounts of the project, by name. Needs Users.READ on the root domain; things may not. Errors: FORBIDDEN.',
  })
  async users(@Ctx() { viewer }: RequestContext): Promise<Account[]> {
    return this.service.list(viewer);
  }

  @Mutation(() => Account, {
    description:
      'Creates an account. It may do nothing yet: privileges and roles are given to it next. Needs Users.CREATE on the ' +
      'root domain and the role Root. Errors: INVALID_ARGUMENTS, FORBIDDEN, USER_EXISTS.',
  })
  async createUser(
    @Arg('input', () => CreateUserInput, { description: 'The account.' }) input: CreateUserInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Account> {
    return this.service.create(viewer, input);
  }

  @Mutation(() => Account, {
    description:
      'Changes an account. Everybody may change their own name and password; all else needs Users.UPDATE on the root ' +
      'domain and the role Root, which is to say: whoever holds it can log in as anybody, by giving them a password. ' +
      'The last Root account that holds every privilege on the root domain stays one. ' +
      'Errors: INVALID_ARGUMENTS, FORBIDDEN, USER_NOT_FOUND, USER_EXISTS.',
  })
  async updateUser(
    @Arg('input', () => UpdateUserInput, { description: 'What to change.' }) input: UpdateUserInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Account> {
    return this.service.update(viewer, input);
  }

  @Mutation(() => ID, {
    description:
      'Deletes an account, with all privileges, roles and memberships that it was given; answers its id. What it gave to ' +
      'others stays. Needs Users.DELETE on the root domain and the role Root. Neither your own account nor the last Root ' +
      'account that holds every privilege on the root domain. Errors: INVALID_ARGUMENTS, FORBIDDEN, USER_NOT_FOUND.',
  })
  async deleteUser(
    @Arg('input', () => DeleteUserInput, { description: 'Which account.' }) input: DeleteUserInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<string> {
    return this.service.delete(viewer, input.id);
  }
}
