import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';

/** The channel on which processes wake each other. */
export const CHANGE_CHANNEL = 'thingstore_change';

/**
 * Says after a commit that a project has changes: at once inside this process, and by NOTIFY to the others. A NOTIFY
 * inside the writing transaction would take a database-wide lock at commit; outside it is a hint only, so many are
 * sent as one, and a lost one costs no more than the wait for the next poll.
 */
export class ChangeAnnouncer {
  private readonly pending = new Set<string>();
  private isSending = false;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly log: Log;
      /** Tells this process's own announcements from those of others. */
      readonly processId: string;
      readonly wake: (projectId: string) => void;
    },
  ) {}

  announce(projectId: string): void {
    this.parts.wake(projectId);
    this.pending.add(projectId);
    if (!this.isSending) void this.send();
  }

  /** Another process has announced. */
  hear(payload: string): void {
    const [processId, ...projectIds] = payload.split(' ');
    if (processId === this.parts.processId) return;
    for (const projectId of projectIds) this.parts.wake(projectId);
  }

  private async send(): Promise<void> {
    this.isSending = true;
    try {
      while (this.pending.size > 0) {
        const payload = [this.parts.processId, ...[...this.pending].slice(0, 50)];
        for (const projectId of payload.slice(1)) this.pending.delete(projectId);
        await this.parts.database.statement(sql`select pg_notify(${CHANGE_CHANNEL}, ${payload.join(' ')})`);
      }
    } catch (error) {
      this.parts.log.debug(
        { error: loggableError(error) },
        'An announcement of changes was not sent; others find them by their poll.',
      );
    } finally {
      this.isSending = false;
    }
  }
}
