import { hashAccessToken, newAccessToken } from '../auth/access-token.js';
import type { AccountViewer, Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { isUuid } from '../database/uuid.js';
import { Forbidden } from '../errors/forbidden.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseName } from '../request/name.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import type { AccessToken } from './access-token.entity.js';
import { AccessTokenNotFound } from './access-token.errors.js';
import type { CreateAccessTokenInput } from './access-token.input.js';

/** Active ones of one account. */
export const MOST_TOKENS = 100;

/** The tokens with which programs act as an account. */
export class AccessTokenService {
  constructor(
    private readonly parts: { readonly database: Database; readonly clock: Clock; readonly random: Random },
  ) {}

  /** The token is in the answer, and nowhere else. Errors: INVALID_ARGUMENTS, FORBIDDEN. */
  async create(viewer: Viewer, input: CreateAccessTokenInput): Promise<AccessToken> {
    const name = parseName(input.name);
    const expiresAt = input.expiresAt ?? null;
    const account = requireOwnLogin(viewer);
    const { clock, random } = this.parts;
    if (expiresAt !== null && expiresAt <= clock.now()) {
      throw new InvalidArguments('expiresAt', 'A token ends in the future.');
    }
    const id = random.id();
    const token = newAccessToken(random);
    await this.insert(account, { id, name, expiresAt, hash: hashAccessToken(token) });
    return { id, name, token, expiresAt, lastUsedAt: null };
  }

  /** Errors: ACCESS_TOKEN_NOT_FOUND, also for one of another account. */
  async revoke(viewer: Viewer, id: string): Promise<string> {
    if (viewer.kind === 'THING' || !isUuid(id)) throw new AccessTokenNotFound(id);
    const [removed] = await this.parts.database.statement<{ id: string }>(sql`
      delete from access_token
      where project_id = ${viewer.projectId} and id = ${id} and account_id = ${viewer.accountId} returning id`);
    if (removed === undefined) throw new AccessTokenNotFound(id);
    return removed.id;
  }

  /** The viewer's own that hold, by name. */
  async active(viewer: Viewer): Promise<AccessToken[]> {
    if (viewer.kind === 'THING') return [];
    const rows = await this.parts.database.statement<{
      readonly id: string;
      readonly name: string;
      readonly expires_at: Date | null;
      readonly last_used_at: Date | null;
    }>(sql`
      select id, name, expires_at, last_used_at from access_token
      where project_id = ${viewer.projectId} and account_id = ${viewer.accountId}
        and (expires_at is null or expires_at > ${this.parts.clock.now()})
      order by name collate "C", id`);
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, token: null },
      ...{ expiresAt: row.expires_at, lastUsedAt: row.last_used_at },
    }));
  }

  /** Expired ones make room; who has too many active ones is refused, also when several are made at once. */
  private async insert(
    { projectId, accountId }: AccountViewer,
    made: { readonly id: string; readonly name: string; readonly expiresAt: Date | null; readonly hash: Buffer },
  ): Promise<void> {
    const now = this.parts.clock.now();
    await this.parts.database.transaction(async (tx) => {
      // One at a time for each account: so the count holds until the token is there.
      const [account] = await tx.query(sql`
        select id from account where project_id = ${projectId} and id = ${accountId} for no key update`);
      if (account === undefined) throw new Unauthenticated('The account is gone.');
      await tx.query(sql`
        delete from access_token
        where project_id = ${projectId} and account_id = ${accountId} and expires_at <= ${now}`);
      const inserted = await tx.query(sql`
        insert into access_token (project_id, id, account_id, name, token_hash, created_at, expires_at)
        select ${projectId}, ${made.id}, ${accountId}, ${made.name}, ${made.hash}, ${now}::timestamptz,
          ${made.expiresAt}::timestamptz
        where (select count(*) from access_token
          where project_id = ${projectId} and account_id = ${accountId}) < ${MOST_TOKENS}
        returning id`);
      if (inserted.length === 0) {
        throw new InvalidArguments('name', `An account has at most ${String(MOST_TOKENS)} access tokens: revoke one.`, {
          limit: MOST_TOKENS,
        });
      }
    });
  }
}

/** A token that could make others would outlive its end and its revocation. */
function requireOwnLogin(viewer: Viewer): AccountViewer {
  if (viewer.kind === 'THING') throw new Forbidden('A thing has no account to make access tokens for.');
  if (viewer.credential.kind === 'ACCESS_TOKEN') {
    throw new Forbidden('An access token makes no others: log in with the password of the account.');
  }
  return viewer;
}
