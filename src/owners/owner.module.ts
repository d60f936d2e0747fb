import type { DomainLoader } from '../accounts/domain.loader.js';
import type { Permissions } from '../auth/permissions.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { GroupMemberLoader } from './group-member.loader.js';
import { GroupMemberService } from './group-member.service.js';
import { GroupThingsLoader } from './group-things.loader.js';
import { GroupResolver } from './group.resolver.js';
import { Owner } from './owner.entity.js';
import { OwnerLoader } from './owner.loader.js';
import { OwnerQueries } from './owner.queries.js';
import { OwnerResolver, ViewerThingResolver } from './owner.resolver.js';
import { OwnerService } from './owner.service.js';
import { ThingKeyLoader } from './thing-key.loader.js';
import { ThingKeyResolver } from './thing-key.resolver.js';
import { ThingKeyService } from './thing-key.service.js';

export const OWNER_ENTITIES = [Owner];
export const OWNER_RESOLVERS = [OwnerResolver, ThingKeyResolver, GroupResolver, ViewerThingResolver];

export function ownerModule(parts: {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly random: Random;
  readonly domainLoader: DomainLoader;
}) {
  const queries = new OwnerQueries(parts.database, parts.permissions);
  const loader = new OwnerLoader(queries);
  const service = new OwnerService(parts);
  const keys = new ThingKeyService({ ...parts, owners: service });
  const groups = {
    service: new GroupMemberService(parts),
    members: new GroupMemberLoader(parts),
    things: new GroupThingsLoader(queries),
    owners: loader,
  };
  return {
    ownerLoader: loader,
    resolvers: [
      new OwnerResolver(service, queries, parts.domainLoader),
      new ThingKeyResolver(keys, new ThingKeyLoader(keys)),
      new GroupResolver(groups),
      new ViewerThingResolver(loader),
    ],
  };
}
