import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Owner } from '../owners/owner.entity.js';
import type { RequestContext } from '../request/context.js';
import { DeleteOwnerInput } from './owner-removal.input.js';
import type { OwnerRemovalService } from './owner-removal.service.js';

@Resolver(() => Owner)
export class OwnerRemovalResolver {
  constructor(private readonly service: OwnerRemovalService) {}

  @Mutation(() => Owner, {
    description:
      'Deletes an owner: it is gone at once, with its keys, members and roles, and the things of a group belong to ' +
      'none. Within seconds its resources are archived, or what else is asked for; those of which it is the co-owner ' +
      'stay as they are, and so do the files of the things of a group. Needs Owners.DELETE on its domain, for a group ' +
      'Groups.DELETE, and no role on the resources. Errors: OWNER_NOT_FOUND, OWNER_IN_USE, FORBIDDEN.',
  })
  async deleteOwner(
    @Arg('input', () => DeleteOwnerInput, { description: 'Which owner, and what becomes of its resources.' })
    input: DeleteOwnerInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner> {
    return this.service.delete(viewer, input);
  }
}
