import type { DomainLoader } from '../accounts/domain.loader.js';
import type { Permissions } from '../auth/permissions.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { Owner } from './owner.entity.js';
import { OwnerLoader } from './owner.loader.js';
import { OwnerQueries } from './owner.queries.js';
import { OwnerConnectionResolver, OwnerResolver, ViewerThingResolver } from './owner.resolver.js';
import { OwnerService } from './owner.service.js';

export const OWNER_ENTITIES = [Owner];
export const OWNER_RESOLVERS = [OwnerResolver, OwnerConnectionResolver, ViewerThingResolver];

export function ownerModule(parts: {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly random: Random;
  readonly domainLoader: DomainLoader;
}) {
  const queries = new OwnerQueries(parts.database, parts.permissions);
  const loader = new OwnerLoader(queries);
  const service = new OwnerService({ ...parts, owners: queries });
  return {
    ownerLoader: loader,
    resolvers: [
      new OwnerResolver(service, queries, parts.domainLoader),
      new OwnerConnectionResolver(queries),
      new ViewerThingResolver(loader),
    ],
  };
}
