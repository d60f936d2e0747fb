import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { Owner, ThingKey, ThingKeyInfo } from './owner.entity.js';
import { IssueThingKeyInput, RevokeThingKeysInput } from './owner.input.js';
import type { ThingKeyLoader } from './thing-key.loader.js';
import type { ThingKeyService } from './thing-key.service.js';

@Resolver(() => Owner)
export class ThingKeyResolver {
  constructor(
    private readonly keys: ThingKeyService,
    private readonly loader: ThingKeyLoader,
  ) {}

  @Mutation(() => ThingKey, {
    description:
      'Issues a key for a thing; several may be active. Who shows it edits the content of the thing: it needs ' +
      'ResourceEditor on all of the owner, and Owners.UPDATE on its domain. ' +
      'Errors: OWNER_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async issueThingKey(
    @Arg('input', () => IssueThingKeyInput, { description: 'The thing.' }) input: IssueThingKeyInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ThingKey> {
    return this.keys.issue(viewer, input.ownerId);
  }

  @Mutation(() => Owner, {
    description:
      'Revokes keys of a thing, all or none of those named. Needs Owners.UPDATE on its domain. ' +
      'Errors: OWNER_NOT_FOUND, THING_KEY_NOT_FOUND, FORBIDDEN.',
  })
  async revokeThingKeys(
    @Arg('input', () => RevokeThingKeysInput, { description: 'Which keys.' }) input: RevokeThingKeysInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner> {
    return this.keys.revoke(viewer, input);
  }

  @FieldResolver(() => [ThingKeyInfo], {
    description: 'The active keys of a thing, oldest first; empty for other kinds, and without Owners.UPDATE there.',
  })
  async thingKeys(@Root() owner: Owner, @Ctx() context: RequestContext): Promise<ThingKeyInfo[]> {
    return this.loader.load(context, owner.id);
  }
}
