import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { hashAccessToken, isAccessToken } from './access-token.js';
import type { LastUse, UsedCredential } from './last-use.js';
import type { OutsideIssuer } from './outside-issuer.js';
import type { SessionTokens } from './session-token.js';
import type { AccountRole, AccountViewer } from './viewer.js';

/** Whether the account, a row named a, holds a role on the whole project. */
const SEES_PROJECT = sql`exists (
  select 1 from role_assignment r where r.project_id = a.project_id and r.scope_owner = ''
    and r.principal in (a.id::text, 'any')) as sees_project`;

interface FoundToken extends UsedCredential {
  readonly account_id: string;
  readonly expires_at: Date | null;
  readonly role: AccountRole;
  readonly sees_project: boolean;
}

interface FoundAccount {
  readonly project_id: string;
  readonly id: string;
  readonly email: string;
  readonly role: AccountRole;
  readonly sees_project: boolean;
}

export interface AccountTokensParts {
  readonly database: Database;
  readonly sessions: SessionTokens;
  /** Null when tokens of this server alone are taken. */
  readonly outsideIssuer: OutsideIssuer | null;
  readonly lastUse: LastUse;
  readonly clock: Clock;
}

/** The accounts that Bearer tokens stand for: of sessions, of programs, and of the outside issuer. */
export class AccountTokens {
  constructor(private readonly parts: AccountTokensParts) {}

  /** Errors: UNAUTHENTICATED; SERVICE_UNAVAILABLE when the outside issuer is asked for its keys and is away. */
  async viewerOf(token: string): Promise<AccountViewer> {
    if (isAccessToken(token)) return this.byAccessToken(token);
    const { outsideIssuer } = this.parts;
    return outsideIssuer?.isNamedIn(token) === true ? this.byOutsideToken(outsideIssuer, token) : this.bySession(token);
  }

  private async bySession(token: string): Promise<AccountViewer> {
    const { projectId, accountId, version, expiresAt } = await this.parts.sessions.read(token);
    const [account] = await this.parts.database.statement<{ role: AccountRole; sees_project: boolean }>(sql`
      select role, ${SEES_PROJECT} from account a
      where project_id = ${projectId} and id = ${accountId} and session_version = ${version}`);
    if (account === undefined) throw new Unauthenticated('The token is not valid: log in again.');
    const credential = { kind: 'SESSION', version } as const;
    return {
      kind: 'ACCOUNT',
      projectId,
      accountId,
      role: account.role,
      seesProject: account.sees_project,
      credential,
      expiresAt,
    };
  }

  private async byAccessToken(token: string): Promise<AccountViewer> {
    const [found] = await this.parts.database.statement<FoundToken>(sql`
      select t.project_id, t.id, t.account_id, t.expires_at, t.last_used_at, a.role, ${SEES_PROJECT}
      from access_token t join account a on a.project_id = t.project_id and a.id = t.account_id
      where t.token_hash = ${hashAccessToken(token)}`);
    if (found === undefined) throw new Unauthenticated('The access token is unknown or was revoked.');
    const {
      project_id: projectId,
      id,
      account_id: accountId,
      role,
      sees_project: seesProject,
      expires_at: expiresAt,
    } = found;
    if (expiresAt !== null && expiresAt <= this.parts.clock.now()) {
      throw new Unauthenticated('The access token has expired.');
    }
    await this.parts.lastUse.note('access_token', found);
    const credential = { kind: 'ACCESS_TOKEN', id } as const;
    return { kind: 'ACCOUNT', projectId, accountId, role, seesProject, credential, expiresAt };
  }

  private async byOutsideToken(issuer: OutsideIssuer, token: string): Promise<AccountViewer> {
    const claims = await issuer.read(token);
    const [account] = await this.parts.database.statement<FoundAccount>(sql`
      select a.project_id, a.id, a.email, a.role, ${SEES_PROJECT} from account a where lower(a.email collate "C") = lower(${claims.email} collate "C")`);
    if (account === undefined) throw new Unauthenticated('There is no account with the e-mail of the token.');
    const { project_id: projectId, id: accountId, email, role, sees_project: seesProject } = account;
    const credential = { kind: 'OUTSIDE', email } as const;
    return { kind: 'ACCOUNT', projectId, accountId, role, seesProject, credential, expiresAt: claims.expiresAt };
  }
}
