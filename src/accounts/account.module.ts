import type { SessionTokens } from '../auth/session-token.js';
import type { Database } from '../database/database.js';
import { Account } from './account.entity.js';
import { AccountQueries } from './account.queries.js';
import { Domain } from './domain.entity.js';
import { DomainLoader } from './domain.loader.js';
import { Project } from './project.entity.js';
import { SessionResolver } from './session.resolver.js';
import { SessionService } from './session.service.js';

export const ACCOUNT_ENTITIES = [Project, Domain, Account];
export const ACCOUNT_RESOLVERS = [SessionResolver];

export function accountModule(parts: { readonly database: Database; readonly tokens: SessionTokens }) {
  const accounts = new AccountQueries(parts.database);
  const sessions = new SessionService(parts);
  return { domainLoader: new DomainLoader(accounts), resolvers: [new SessionResolver(sessions, accounts)] };
}
