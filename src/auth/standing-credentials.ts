import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Caller } from './caller.js';
import type { AccountRole, AccountViewer, ThingViewer } from './viewer.js';

/** An account as it is now. */
interface StandingAccount {
  readonly id: string;
  readonly role: AccountRole;
  readonly email: string;
  readonly session_version: number;
}

/** Something of a project by its id. */
interface Named {
  readonly projectId: string;
  readonly id: string;
}

/** Looks whether credentials that once held still do, many at a time. */
export class StandingCredentials {
  constructor(private readonly parts: { readonly database: Database; readonly clock: Clock }) {}

  /** Of these callers, those of whom a credential no longer holds. */
  async withdrawn(callers: readonly Caller[]): Promise<ReadonlySet<Caller>> {
    const viewers = callers.flatMap(({ viewer }) => viewer ?? []);
    const accounts = viewers.filter((viewer) => viewer.kind === 'ACCOUNT');
    const [keys, standing, tokens, apiKeys] = await Promise.all([
      this.thingKeys(viewers.filter((viewer) => viewer.kind === 'THING')),
      this.accounts(accounts),
      this.ids('access_token', accounts.flatMap(accessTokenOf)),
      this.ids(
        'api_key',
        callers.flatMap(({ apiKey }) => apiKey ?? []),
      ),
    ]);
    const now = this.parts.clock.now();
    const isAccountStanding = (viewer: AccountViewer): boolean => {
      const account = standing.get(viewer.accountId);
      if (account?.role !== viewer.role) return false;
      if (viewer.expiresAt !== null && viewer.expiresAt <= now) return false;
      switch (viewer.credential.kind) {
        case 'SESSION':
          return viewer.credential.version === account.session_version;
        case 'ACCESS_TOKEN':
          return tokens.has(viewer.credential.id);
        case 'OUTSIDE':
          return viewer.credential.email === account.email;
      }
    };
    const isStanding = ({ viewer, apiKey }: Caller): boolean => {
      if (apiKey !== null && !apiKeys.has(apiKey.id)) return false;
      if (viewer === null) return true;
      return viewer.kind === 'THING' ? keys.has(viewer.keyId) : isAccountStanding(viewer);
    };
    return new Set(callers.filter((caller) => !isStanding(caller)));
  }

  private async thingKeys(things: readonly ThingViewer[]): Promise<ReadonlySet<string>> {
    if (things.length === 0) return new Set();
    const keys = await this.parts.database.statement<{ id: string }>(sql`
      select k.id from thing_key k join owner o on o.project_id = k.project_id and o.id = k.owner_id
      where (k.project_id, k.id) in (select * from unnest(${things.map((thing) => thing.projectId)}::text[],
          ${things.map((thing) => thing.keyId)}::uuid[]))
        and k.revoked_at is null and o.deleted_at is null`);
    return new Set(keys.map(({ id }) => id));
  }

  private async accounts(viewers: readonly AccountViewer[]): Promise<ReadonlyMap<string, StandingAccount>> {
    if (viewers.length === 0) return new Map();
    const accounts = await this.parts.database.statement<StandingAccount>(sql`
      select id, role, email, session_version from account
      where (project_id, id) in (select * from unnest(${viewers.map((viewer) => viewer.projectId)}::text[],
        ${viewers.map((viewer) => viewer.accountId)}::uuid[]))`);
    return new Map(accounts.map((account) => [account.id, account]));
  }

  /** Which of them there still are: what is revoked is removed. */
  private async ids(table: 'access_token' | 'api_key', named: readonly Named[]): Promise<ReadonlySet<string>> {
    if (named.length === 0) return new Set();
    const among = sql`(select * from unnest(${named.map(({ projectId }) => projectId)}::text[],
      ${named.map(({ id }) => id)}::uuid[]))`;
    const rows = await this.parts.database.statement<{ id: string }>(
      table === 'api_key'
        ? sql`select id from api_key where (project_id, id) in ${among}`
        : sql`select id from access_token where (project_id, id) in ${among}`,
    );
    return new Set(rows.map(({ id }) => id));
  }
}

function accessTokenOf({ projectId, credential }: AccountViewer): Named[] {
  return credential.kind === 'ACCESS_TOKEN' ? [{ projectId, id: credential.id }] : [];
}
