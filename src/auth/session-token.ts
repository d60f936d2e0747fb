import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../clock/clock.js';
import { Unauthenticated } from '../errors/unauthenticated.js';

const ALGORITHM = 'HS256';
const AUDIENCE = 'thingstore';

/** Whom a session token stands for, and until when. */
export interface SessionClaims {
  readonly projectId: string;
  readonly accountId: string;
  /** The session version of the account when it was issued: it ends when that is raised. */
  readonly version: number;
  readonly expiresAt: Date;
}

/** Makes and reads the signed tokens that login hands out. Whether the account still exists is asked elsewhere. */
export class SessionTokens {
  constructor(
    private readonly options: { readonly secret: Uint8Array; readonly lifetimeMs: number; readonly clock: Clock },
  ) {}

  async issue(account: Omit<SessionClaims, 'expiresAt'>): Promise<{
    readonly token: string;
    readonly expiresAt: Date;
  }> {
    const { secret, lifetimeMs, clock } = this.options;
    const now = clock.now().getTime();
    const expiresAt = new Date(Math.floor((now + lifetimeMs) / 1000) * 1000);
    const token = await new SignJWT({ project: account.projectId, version: account.version })
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(account.accountId)
      .setAudience(AUDIENCE)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
      .sign(secret);
    return { token, expiresAt };
  }

  async read(token: string): Promise<SessionClaims> {
    try {
      const { payload } = await jwtVerify(token, this.options.secret, {
        algorithms: [ALGORITHM],
        audience: AUDIENCE,
        currentDate: this.options.clock.now(),
        requiredClaims: ['sub', 'exp', 'project', 'version'],
      });
      return {
        projectId: String(payload['project']),
        accountId: String(payload.sub),
        version: Number(payload['version']),
        expiresAt: new Date(Number(payload.exp) * 1000),
      };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw new Unauthenticated('The token has expired: log in again.');
      throw new Unauthenticated('The token is not valid: log in again.');
    }
  }
}
