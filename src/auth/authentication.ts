import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { AccountTokens } from './account-tokens.js';
import { ApiKeys } from './api-keys.js';
import { parseAuthorization, type Credential } from './authorization-header.js';
import type { Caller } from './caller.js';
import { LastUse, type UsedCredential } from './last-use.js';
import type { OutsideIssuer } from './outside-issuer.js';
import type { SessionTokens } from './session-token.js';
import { StandingCredentials } from './standing-credentials.js';
import { hashThingKey } from './thing-key.js';
import type { ThingViewer, Viewer } from './viewer.js';

interface FoundKey extends UsedCredential {
  readonly owner_id: string;
}

/** What was sent to say who is asking, as it was sent. */
export interface Shown {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
}

/** Turns what was sent into who it stands for, as the database knows it now. */
export class Authentication {
  private readonly lastUse: LastUse;
  private readonly accounts: AccountTokens;
  private readonly apiKeys: ApiKeys;
  private readonly standing: StandingCredentials;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly tokens: SessionTokens;
      readonly outsideIssuer: OutsideIssuer | null;
      readonly clock: Clock;
    },
  ) {
    const { database, tokens: sessions } = parts;
    this.lastUse = new LastUse(parts);
    this.accounts = new AccountTokens({ ...parts, sessions, lastUse: this.lastUse });
    this.apiKeys = new ApiKeys({ database, lastUse: this.lastUse });
    this.standing = new StandingCredentials(parts);
  }

  /** Errors: UNAUTHENTICATED for what was sent and does not hold, and for an API key that is needed and missing. */
  async callerOf(shown: Shown, needs: { readonly apiKey: boolean }): Promise<Caller> {
    const viewer = await this.viewerOf(parseAuthorization(shown.authorization));
    const apiKey = await this.apiKeys.check(shown.apiKey, { viewer, isRequired: needs.apiKey });
    return { viewer, apiKey };
  }

  /** Of these callers, those whose credentials no longer hold: revoked, removed, changed or expired. */
  async withdrawn(callers: readonly Caller[]): Promise<ReadonlySet<Caller>> {
    return this.standing.withdrawn(callers);
  }

  private async viewerOf(credential: Credential | null): Promise<Viewer | null> {
    if (credential === null) return null;
    return credential.scheme === 'BEARER' ? this.accounts.viewerOf(credential.token) : this.thing(credential.key);
  }

  private async thing(key: string): Promise<ThingViewer> {
    const [found] = await this.parts.database.statement<FoundKey>(sql`
      select k.project_id, k.owner_id, k.id, k.last_used_at
      from thing_key k join owner o on o.project_id = k.project_id and o.id = k.owner_id
      where k.key_hash = ${hashThingKey(key)} and k.revoked_at is null and o.deleted_at is null`);
    if (found === undefined) throw new Unauthenticated('The thing key is unknown or was revoked.');
    await this.lastUse.note('thing_key', found);
    return { kind: 'THING', projectId: found.project_id, ownerId: found.owner_id, keyId: found.id };
  }
}
