import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Extensions, ID, Info, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { selectedFields } from '../request/selected-fields.js';
import { ResourceDiagnostics } from './resource-diagnostics.entity.js';
import type { Looks, ResourceDiagnosticsService } from './resource-diagnostics.service.js';

@Resolver(() => ResourceDiagnostics)
export class ResourceDiagnosticsResolver {
  constructor(private readonly diagnostics: ResourceDiagnosticsService) {}

  @Extensions({ weight: 1000 })
  @Query(() => ResourceDiagnostics, {
    description:
      'Finds out why a resource or pointer does not show. What is unknown or not visible: exists is false. The store is ' +
      'looked at only for the fields that are selected; problems needs all of them. Errors: FORBIDDEN and USER_NOT_FOUND ' +
      'for userId.',
  })
  async resourceDiagnostics(
    @Arg('id', () => ID, { description: 'The id of the entry.' }) id: string,
    @Ctx() { viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('userId', () => ID, {
      nullable: true,
      description: 'What may this account do with it? For a ResourceAdmin of the entry alone.',
    })
    userId?: string | null,
  ): Promise<ResourceDiagnostics> {
    const looks = looksSelected(selectedFields(info));
    return this.diagnostics.diagnose(viewer, { id: id.toLowerCase(), userId: userId ?? null, looks });
  }
}

function looksSelected(fields: ReadonlySet<string>): Looks {
  const selects = (...names: readonly string[]) => [...names, 'problems'].some((name) => fields.has(name));
  return {
    atSize: selects('storedSize', 'sizeMatches'),
    atHash: selects('storedSha256', 'hashMatches'),
    atLink: selects('isReachable'),
  };
}
