import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import type { Clock } from '../clock/clock.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import type { Log } from '../logging/log.js';
import { IssuerKeys } from './issuer-keys.js';

/** Signatures that only the issuer can make: with a shared secret, whoever checks a token could make one. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/** The last instant that a Date can be, in milliseconds. */
const LAST_INSTANT = 8.64e15;
/** An e-mail that can be looked for: no spaces, no control characters, no halves of characters. */
const EMAIL = /^[^\s\p{Cc}\p{Surrogate}]+$/u;

/** Whom a token of the issuer stands for, and until when. */
interface OutsideClaims {
  readonly email: string;
  readonly expiresAt: Date;
}

/** Reads the tokens of an OpenID Connect issuer, which says who somebody is; what they may is decided here. */
export class OutsideIssuer {
  private readonly keys: IssuerKeys;

  constructor(
    private readonly options: {
      readonly issuer: string;
      readonly audience: string;
      readonly clock: Clock;
      readonly log: Log;
    },
  ) {
    this.keys = new IssuerKeys(options);
  }

  /** Does the token say that it is of this issuer? Nothing of it has been verified yet. */
  isNamedIn(token: string): boolean {
    try {
      return decodeJwt(token).iss === this.options.issuer;
    } catch {
      return false;
    }
  }

  /** Errors: UNAUTHENTICATED for whatever is wrong with the token; SERVICE_UNAVAILABLE when the issuer is away. */
  async read(token: string): Promise<OutsideClaims> {
    const { email, email_verified: isVerified, exp } = await this.verified(token);
    if (typeof email !== 'string' || !EMAIL.test(email) || isVerified !== true) {
      throw new Unauthenticated('The token of the issuer holds no e-mail that the issuer has verified.');
    }
    return { email, expiresAt: new Date(Math.min(Number(exp) * 1000, LAST_INSTANT)) };
  }

  private async verified(token: string): Promise<JWTPayload> {
    const { issuer, audience, clock } = this.options;
    try {
      const { payload } = await jwtVerify(token, (header, input) => this.keys.find(header, input), {
        ...{ algorithms: ALGORITHMS, issuer, audience, currentDate: clock.now(), requiredClaims: ['exp'] },
      });
      return payload;
    } catch (cause) {
      if (cause instanceof ServiceUnavailable) throw cause;
      if (cause instanceof errors.JWTExpired) throw new Unauthenticated('The token of the issuer has expired.');
      throw new Unauthenticated('The token of the issuer is not valid.');
    }
  }
}
