import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type CryptoKey,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
} from 'jose';
import type { Clock } from '../clock/clock.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';

const TIMEOUT_MS = 3000;
/** So long it is left alone after it did not answer, so that no request waits for it in vain again and again. */
const REST_MS = 5000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What jose says when its keys are fine, and the token names none of them. */
const FAULTS_OF_TOKENS = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** What the issuer itself is at fault for; anything else is the token's. */
class IssuerFault extends Error {}

/**
 * The public keys of an OpenID Connect issuer, found by its discovery document. They are fetched when a token is there
 * that needs them, kept for ten minutes, and asked for anew when a token names a key that is not among them, at most
 * every 30 seconds.
 */
export class IssuerKeys {
  private discovered: Promise<Keys> | undefined;
  private restsUntil = 0;

  constructor(private readonly options: { readonly issuer: string; readonly clock: Clock; readonly log: Log }) {}

  /** Errors: SERVICE_UNAVAILABLE naming the issuer; those of jose for a token that none of the keys fits. */
  async find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    let keys: Keys | undefined;
    try {
      keys = await (this.discovered ??= this.discover());
      return await keys(header, token);
    } catch (cause) {
      if (FAULTS_OF_TOKENS.some((fault) => cause instanceof fault)) throw cause;
      this.leaveAlone(cause);
      // They may have moved: found anew next time, unless what is known of them still holds.
      if (keys?.fresh !== true) this.discovered = undefined;
      throw new ServiceUnavailable(this.options.issuer, cause);
    }
  }

  private async discover(): Promise<Keys> {
    const { issuer } = this.options;
    const document = await this.read(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const { issuer: named, jwks_uri: address } = (document ?? {}) as Readonly<Record<string, unknown>>;
    if (named !== issuer) throw new IssuerFault('The discovery document is of another issuer.');
    if (typeof address !== 'string' || !isSafe(address)) {
      throw new IssuerFault('The discovery document names no jwks_uri that can be trusted.');
    }
    return createRemoteJWKSet(new URL(address), {
      [customFetch]: async (url) => Response.json(await this.read(url)),
    });
  }

  private async read(url: string): Promise<unknown> {
    if (this.isLeftAlone()) throw new IssuerFault('The issuer did not answer shortly before.');
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status !== 200) throw new IssuerFault(`The issuer answered ${String(response.status)}.`);
    return response.json();
  }

  private isLeftAlone(): boolean {
    return this.options.clock.now().getTime() < this.restsUntil;
  }

  /** For a while, and says what is wrong to who can mend it. */
  private leaveAlone(error: unknown): void {
    if (this.isLeftAlone()) return;
    const { clock, log, issuer } = this.options;
    this.restsUntil = clock.now().getTime() + REST_MS;
    log.warn({ error: loggableError(error), issuer }, 'The keys of the outside issuer could not be had.');
  }
}

/** Keys that came by plain http could be anybody's; within this machine nobody is in between. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
