import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import type { ResourceLifecycleService } from './resource-lifecycle.service.js';
import { ResourceSelection } from './resource-selection.input.js';
import { ResourceEntry } from './resource.entity.js';

/** As many as may be chosen at once. */
const MOST_ENTRIES = 1000;

@Resolver(() => ResourceEntry)
export class ResourceLifecycleResolver {
  constructor(private readonly service: ResourceLifecycleService) {}

  @Extensions({ atMost: MOST_ENTRIES })
  @Mutation(() => [ResourceEntry], {
    description:
      'Archives entries, all or none: they leave the default lists and free their paths, stay readable, cannot be ' +
      'changed, and can be restored. What is archived already is answered as it is. An entry that awaits its first ' +
      'upload cannot be archived: INVALID_ARGUMENTS, or left out where it is only below the path. ' +
      'Errors: RESOURCE_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async archiveResources(
    @Arg('input', () => ResourceSelection, { description: 'Which entries.' }) input: ResourceSelection,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ResourceEntry[]> {
    return this.service.archive(viewer, input);
  }

  @Extensions({ atMost: MOST_ENTRIES })
  @Mutation(() => [ResourceEntry], {
    description:
      'Brings archived entries back to their paths, all or none. What is not archived is answered as it is. An ' +
      'archiveAt or deleteAt whose time is past is cleared. Errors: RESOURCE_NOT_FOUND, RESOURCE_EXISTS where another ' +
      'stands or two of them have the same place, OWNER_NOT_FOUND when the owner was deleted, INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async restoreResources(
    @Arg('input', () => ResourceSelection, { description: 'Which entries.' }) input: ResourceSelection,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ResourceEntry[]> {
    return this.service.restore(viewer, input);
  }
}
