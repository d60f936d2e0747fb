import type { LoginAttempts } from '../auth/login-attempts.js';
import type { Permissions } from '../auth/permissions.js';
import type { SessionTokens } from '../auth/session-token.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { AccessTokenResolver } from './access-token.resolver.js';
import { AccessTokenService } from './access-token.service.js';
import { Account } from './account.entity.js';
import { AccountQueries } from './account.queries.js';
import { ApiKeyResolver } from './api-key.resolver.js';
import { ApiKeyService } from './api-key.service.js';
import { Domain } from './domain.entity.js';
import { DomainLoader } from './domain.loader.js';
import { Project } from './project.entity.js';
import { SessionResolver } from './session.resolver.js';
import { SessionService } from './session.service.js';

export const ACCOUNT_ENTITIES = [Project, Domain, Account];
export const ACCOUNT_RESOLVERS = [SessionResolver, AccessTokenResolver, ApiKeyResolver];

export function accountModule(parts: {
  readonly database: Database;
  readonly tokens: SessionTokens;
  readonly attempts: LoginAttempts;
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly random: Random;
}) {
  const accounts = new AccountQueries(parts.database);
  const sessions = new SessionService(parts);
  return {
    domainLoader: new DomainLoader(accounts),
    queries: accounts,
    sessions,
    resolvers: [
      new SessionResolver(sessions, accounts),
      new AccessTokenResolver(new AccessTokenService(parts)),
      new ApiKeyResolver(new ApiKeyService(parts)),
    ],
  };
}
