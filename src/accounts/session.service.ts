import { hashPassword, passwordMatches } from '../auth/password.js';
import type { SessionTokens } from '../auth/session-token.js';
import type { AccountViewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { naming } from '../database/outage.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { Account } from './account.entity.js';

/** A session that was opened. */
export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly viewer: AccountViewer;
}

export class SessionService {
  /** Checked against when there is no such account, so that both answers take the same time. */
  private readonly nobody = hashPassword('nobody has this password');

  constructor(private readonly parts: { readonly database: Database; readonly tokens: SessionTokens }) {}

  /** Errors: UNAUTHENTICATED, the same for an unknown e-mail and a wrong password. */
  async login(email: string, password: string): Promise<OpenedSession> {
    const account = await naming(() =>
      this.parts.database.read
        .createQueryBuilder(Account, 'account')
        .where('lower(account.email) = lower(:email)', { email: email.trim() })
        .getOne(),
    );
    const matches = await passwordMatches(account?.passwordHash ?? (await this.nobody), password);
    if (account === null || !matches) throw new Unauthenticated('The e-mail or the password is wrong.');
    return this.open(account);
  }

  private async open(account: Account): Promise<OpenedSession> {
    const { projectId, id: accountId, role } = account;
    const { token, expiresAt } = await this.parts.tokens.issue({ projectId, accountId });
    return { token, expiresAt, viewer: { kind: 'ACCOUNT', projectId, accountId, role, expiresAt } };
  }
}
