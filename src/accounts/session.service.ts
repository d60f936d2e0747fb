import type { LoginAttempts } from '../auth/login-attempts.js';
import { hashPassword, passwordMatches } from '../auth/password.js';
import type { SessionTokens } from '../auth/session-token.js';
import type { AccountViewer, Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { naming } from '../database/outage.js';
import { Forbidden } from '../errors/forbidden.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { Account } from './account.entity.js';

/** A session that was opened. */
export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly viewer: AccountViewer;
}

/** Who logs in, and from where. */
export interface Login {
  readonly email: string;
  readonly password: string;
  /** In the form that addresses are counted by. */
  readonly clientAddress: string;
}

export class SessionService {
  /** Checked against when there is no such account, so that both answers take the same time. */
  private readonly nobody = hashPassword('nobody has this password');

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly tokens: SessionTokens;
      readonly attempts: LoginAttempts;
    },
  ) {}

  /** Errors: UNAUTHENTICATED, the same for an unknown e-mail and a wrong password; RATE_LIMITED, for both alike too. */
  async login({ email: typed, password, clientAddress }: Login): Promise<OpenedSession> {
    const email = typed.trim();
    const attempt = await this.parts.attempts.begin({ email, address: clientAddress });
    const account = await naming(() =>
      this.parts.database.read
        .createQueryBuilder(Account, 'account')
        .where('lower(account.email collate "C") = lower(:email collate "C")', { email })
        .getOne(),
    );
    const matches = await passwordMatches(account?.passwordHash ?? (await this.nobody), password);
    if (account === null || !matches) throw new Unauthenticated('The e-mail or the password is wrong.');
    await attempt.succeeded();
    const { projectId, id: accountId, role, sessionVersion: version } = account;
    return this.open({ projectId, accountId, role, version });
  }

  /** A new token for a session that holds; the old one holds on until its own end. Errors: FORBIDDEN. */
  async renew(viewer: Viewer): Promise<OpenedSession> {
    if (viewer.kind !== 'ACCOUNT' || viewer.credential.kind !== 'SESSION') {
      throw new Forbidden('Only a session that login opened can be renewed.');
    }
    // Its own version, not that of the account: when the password was changed meanwhile, it is not to come back.
    return this.open({ ...viewer, version: viewer.credential.version });
  }

  private async open(
    account: Pick<AccountViewer, 'projectId' | 'accountId' | 'role'> & { readonly version: number },
  ): Promise<OpenedSession> {
    const { projectId, accountId, role, version } = account;
    const { token, expiresAt } = await this.parts.tokens.issue({ projectId, accountId, version });
    const credential = { kind: 'SESSION', version } as const;
    return {
      token,
      expiresAt,
      viewer: { kind: 'ACCOUNT', projectId, accountId, role, credential, expiresAt, seesProject: false },
    };
  }
}
