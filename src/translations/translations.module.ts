import type { Permissions } from '../auth/permissions.js';
import type { Database } from '../database/database.js';
import { TranslationsQueries } from './translations.queries.js';
import { TranslationsResolver } from './translations.resolver.js';

export const TRANSLATION_RESOLVERS = [TranslationsResolver];

export function translationsModule({
  database,
  permissions,
}: {
  readonly database: Database;
  readonly permissions: Permissions;
}) {
  return { resolvers: [new TranslationsResolver(new TranslationsQueries(database, permissions))] };
}
