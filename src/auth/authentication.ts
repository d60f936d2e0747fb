import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import type { Credential } from './authorization-header.js';
import type { SessionTokens } from './session-token.js';
import { hashThingKey } from './thing-key.js';
import type { AccountRole, AccountViewer, ThingViewer, Viewer } from './viewer.js';

/** How exact the last use of a thing key is kept: one write a minute and key at most. */
const LAST_USED_STEP_MS = 60_000;

interface FoundKey {
  readonly project_id: string;
  readonly owner_id: string;
  readonly id: string;
  readonly last_used_at: Date | null;
}

/** Turns a credential into the viewer it stands for, as the database knows it now. */
export class Authentication {
  constructor(
    private readonly parts: { readonly database: Database; readonly tokens: SessionTokens; readonly clock: Clock },
  ) {}

  async viewerOf(credential: Credential | null): Promise<Viewer | null> {
    if (credential === null) return null;
    return credential.scheme === 'BEARER' ? this.account(credential.token) : this.thing(credential.key);
  }

  /** Of these viewers, those whose credential no longer holds: revoked, removed, changed or expired. */
  async withdrawn(viewers: readonly Viewer[]): Promise<ReadonlySet<Viewer>> {
    const now = this.parts.clock.now();
    const things = viewers.filter((viewer) => viewer.kind === 'THING');
    const accounts = viewers.filter((viewer) => viewer.kind === 'ACCOUNT');
    const keys = await this.parts.database.statement<{ id: string }>(sql`
      select k.id from thing_key k join owner o on o.project_id = k.project_id and o.id = k.owner_id
      where (k.project_id, k.id) in (select * from unnest(${things.map((thing) => thing.projectId)}::text[],
          ${things.map((thing) => thing.keyId)}::uuid[]))
        and k.revoked_at is null and o.deleted_at is null`);
    const standing = await this.parts.database.statement<{ id: string; role: AccountRole }>(sql`
      select id, role from account
      where (project_id, id) in (select * from unnest(${accounts.map((account) => account.projectId)}::text[],
        ${accounts.map((account) => account.accountId)}::uuid[]))`);
    const liveKeys = new Set(keys.map((key) => key.id));
    const roles = new Map(standing.map((account) => [account.id, account.role]));
    return new Set<Viewer>([
      ...things.filter((thing) => !liveKeys.has(thing.keyId)),
      ...accounts.filter((account) => roles.get(account.accountId) !== account.role || account.expiresAt <= now),
    ]);
  }

  private async account(token: string): Promise<AccountViewer> {
    const claims = await this.parts.tokens.read(token);
    const [account] = await this.parts.database.statement<{ role: AccountRole }>(sql`
      select role from account where project_id = ${claims.projectId} and id = ${claims.accountId}`);
    if (account === undefined) throw new Unauthenticated('The token is not valid: log in again.');
    return { kind: 'ACCOUNT', ...claims, role: account.role };
  }

  private async thing(key: string): Promise<ThingViewer> {
    const [found] = await this.parts.database.statement<FoundKey>(sql`
      select k.project_id, k.owner_id, k.id, k.last_used_at
      from thing_key k join owner o on o.project_id = k.project_id and o.id = k.owner_id
      where k.key_hash = ${hashThingKey(key)} and k.revoked_at is null and o.deleted_at is null`);
    if (found === undefined) throw new Unauthenticated('The thing key is unknown or was revoked.');
    await this.noteUse(found);
    return { kind: 'THING', projectId: found.project_id, ownerId: found.owner_id, keyId: found.id };
  }

  private async noteUse(key: FoundKey): Promise<void> {
    const { project_id: projectId, id, last_used_at: lastUsedAt } = key;
    const now = this.parts.clock.now();
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < LAST_USED_STEP_MS) return;
    await this.parts.database.statement(sql`
      update thing_key set last_used_at = greatest(last_used_at, ${now}) where project_id = ${projectId} and id = ${id}`);
  }
}
