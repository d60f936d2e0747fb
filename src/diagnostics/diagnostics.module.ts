import type { AccountQueries } from '../accounts/account.queries.js';
import type { EntryAccessService } from '../resources/entry-access.js';
import type { ResourceQueries } from '../resources/resource.queries.js';
import type { SignedUrlService } from '../resources/signed-url.service.js';
import type { ObjectStore } from '../storage/object-store.js';
import { ResourceDiagnosticsResolver } from './resource-diagnostics.resolver.js';
import { ResourceDiagnosticsService } from './resource-diagnostics.service.js';

export const DIAGNOSTICS_RESOLVERS = [ResourceDiagnosticsResolver];

export function diagnosticsModule(parts: {
  readonly resources: ResourceQueries;
  readonly accounts: AccountQueries;
  readonly access: EntryAccessService;
  readonly urls: SignedUrlService;
  readonly store: ObjectStore;
}) {
  return { resolvers: [new ResourceDiagnosticsResolver(new ResourceDiagnosticsService(parts))] };
}
