import { Arg, Ctx, Extensions, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { ApiKey } from './api-key.entity.js';
import { CreateApiKeyInput, RevokeApiKeyInput } from './api-key.input.js';
import { MOST_KEYS, type ApiKeyService } from './api-key.service.js';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  constructor(private readonly service: ApiKeyService) {}

  @Extensions({ atMost: MOST_KEYS })
  @Query(() => [ApiKey], {
    description:
      'The API keys of the project, by name, without the keys themselves; none for who may not administer them.',
  })
  async apiKeys(@Ctx() { viewer }: RequestContext): Promise<ApiKey[]> {
    return this.service.active(viewer);
  }

  @Mutation(() => ApiKey, {
    description:
      'Makes an API key of the project; at most 1000 hold at a time. Needs the role Root. Errors: INVALID_ARGUMENTS, ' +
      'FORBIDDEN.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' }) { name }: CreateApiKeyInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ApiKey> {
    return this.service.create(viewer, name);
  }

  @Mutation(() => ID, {
    description:
      'Revokes an API key of the project; sockets that were opened with it are closed within 5 seconds. Needs the ' +
      'role Root. Errors: API_KEY_NOT_FOUND, FORBIDDEN.',
  })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which key.' }) { id }: RevokeApiKeyInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<string> {
    return this.service.revoke(viewer, id);
  }
}
