import { Arg, Ctx, Extensions, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { AccessToken } from './access-token.entity.js';
import { CreateAccessTokenInput, RevokeAccessTokenInput } from './access-token.input.js';
import { MOST_TOKENS, type AccessTokenService } from './access-token.service.js';

@Resolver(() => AccessToken)
export class AccessTokenResolver {
  constructor(private readonly service: AccessTokenService) {}

  @Extensions({ atMost: MOST_TOKENS })
  @Query(() => [AccessToken], {
    description: "The caller's own access tokens that hold, by name, without the tokens themselves; none for a thing.",
  })
  async accessTokens(@Ctx() { viewer }: RequestContext): Promise<AccessToken[]> {
    return this.service.active(viewer);
  }

  @Mutation(() => AccessToken, {
    description:
      'Makes a token with which a program acts as the account of the caller; at most 100 hold at a time. Not for ' +
      'things, nor with an access token. Errors: INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async createAccessToken(
    @Arg('input', () => CreateAccessTokenInput, { description: 'The token.' }) input: CreateAccessTokenInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<AccessToken> {
    return this.service.create(viewer, input);
  }

  @Mutation(() => ID, {
    description:
      'Revokes an access token of the caller; its sockets are closed within 5 seconds. Errors: ACCESS_TOKEN_NOT_FOUND.',
  })
  async revokeAccessToken(
    @Arg('input', () => RevokeAccessTokenInput, { description: 'Which token.' }) { id }: RevokeAccessTokenInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<string> {
    return this.service.revoke(viewer, id);
  }
}
