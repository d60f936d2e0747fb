import type { Permissions } from '../auth/permissions.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import type { EntryAccessService } from '../resources/entry-access.js';
import type { IdempotencyService } from '../resources/idempotency.service.js';
import type { ResourceLoader } from '../resources/resource.loader.js';
import { PointerCountLoader, PointerPageLoader } from './pointer.loader.js';
import { PointerQueries } from './pointer.queries.js';
import { PointersOfResourceResolver, ResourcePointerResolver } from './pointer.resolver.js';
import { PointerService } from './pointer.service.js';

export const POINTER_RESOLVERS = [ResourcePointerResolver, PointersOfResourceResolver];

export function pointerModule(parts: {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly access: EntryAccessService;
  readonly requests: IdempotencyService;
  readonly announcer: ChangeAnnouncer;
  readonly clock: Clock;
  readonly random: Random;
  readonly resourceLoader: ResourceLoader;
}) {
  const queries = new PointerQueries(parts.database, parts.permissions);
  return {
    resolvers: [
      new ResourcePointerResolver(new PointerService(parts), parts.resourceLoader),
      new PointersOfResourceResolver(new PointerPageLoader(queries), new PointerCountLoader(queries)),
    ],
  };
}
