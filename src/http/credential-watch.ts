import type { Authentication } from '../auth/authentication.js';
import type { Viewer } from '../auth/viewer.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';

/** Within 5 seconds a revoked credential closes its sockets (promise P6); this leaves time for the look itself. */
const EVERY_MS = 2000;

/** Looks again and again whether the credentials behind the open sockets still hold, all of them in one look. */
export class CredentialWatch {
  private readonly open = new Map<Viewer, () => void>();
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly authentication: Authentication,
    private readonly log: Log,
  ) {}

  add(viewer: Viewer, close: () => void): void {
    this.open.set(viewer, close);
  }

  remove(viewer: Viewer): void {
    this.open.delete(viewer);
  }

  start(): void {
    this.later();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private later(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.look(), EVERY_MS);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    try {
      const viewers = [...this.open.keys()];
      const withdrawn = viewers.length === 0 ? [] : await this.authentication.withdrawn(viewers);
      for (const viewer of withdrawn) this.open.get(viewer)?.();
    } catch (error) {
      this.log.warn(
        { error: loggableError(error) },
        'The credentials of open sockets could not be looked at; looking again.',
      );
    } finally {
      this.later();
    }
  }
}
