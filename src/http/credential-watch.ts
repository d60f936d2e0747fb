import type { Authentication } from '../auth/authentication.js';
import type { Caller } from '../auth/caller.js';
import type { Clock } from '../clock/clock.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';
import { atInstant } from './at-instant.js';

/** Within 5 seconds a revoked credential closes its sockets (promise P6); this leaves time for the look itself. */
const EVERY_MS = 2000;

interface Watched {
  readonly close: () => void;
  /** Calls off the closing at the end of its token. */
  readonly forgetEnd: () => void;
}

/**
 * Closes open sockets whose credentials no longer hold: at the very end of their tokens, and for all else by looking
 * again and again, at all of them in one look.
 */
export class CredentialWatch {
  private readonly open = new Map<Caller, Watched>();
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(private readonly parts: { authentication: Authentication; clock: Clock; log: Log }) {}

  /** @param close called once, if ever; the caller is not watched any more then */
  add(caller: Caller, close: () => void): void {
    const { viewer, apiKey } = caller;
    if (viewer === null && apiKey === null) return;
    const end = () => {
      this.remove(caller);
      close();
    };
    this.open.set(caller, { close: end, forgetEnd: () => undefined });
    const expiresAt = viewer?.kind === 'ACCOUNT' ? viewer.expiresAt : null;
    if (expiresAt === null) return;
    const forgetEnd = atInstant(expiresAt, this.parts.clock, end);
    if (this.open.has(caller)) this.open.set(caller, { close: end, forgetEnd });
  }

  /**
   * Do its credentials hold at this moment? Asked before each operation, since a right that is taken is taken at once; the
   * look that comes by itself is for sockets on which nothing is asked. Errors: SERVICE_UNAVAILABLE.
   */
  async isStanding(caller: Caller): Promise<boolean> {
    if (caller.viewer === null && caller.apiKey === null) return true;
    const withdrawn = await this.parts.authentication.withdrawn([caller]);
    if (!withdrawn.has(caller)) return true;
    this.open.get(caller)?.close();
    return false;
  }

  remove(caller: Caller): void {
    this.open.get(caller)?.forgetEnd();
    this.open.delete(caller);
  }

  start(): void {
    this.later();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    for (const { forgetEnd } of this.open.values()) forgetEnd();
  }

  private later(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.look(), EVERY_MS);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    try {
      const callers = [...this.open.keys()];
      const withdrawn = callers.length === 0 ? [] : await this.parts.authentication.withdrawn(callers);
      for (const caller of withdrawn) this.open.get(caller)?.close();
    } catch (error) {
      this.parts.log.warn(
        { error: loggableError(error) },
        'The credentials of open sockets could not be looked at; looking again.',
      );
    } finally {
      this.later();
    }
  }
}
