import type { Permissions } from '../auth/permissions.js';
import type { Database } from '../database/database.js';
import type { Log } from '../logging/log.js';
import type { ChangeSubscription, Listener } from './change-subscription.js';
import { feedCursor, parseFeedCursor } from './feed-position.js';
import { currentFeedPosition } from './change.queries.js';
import { ProjectTail } from './project-tail.js';

const POLL_MS = 1000;

/** The live feed of this process: one tail for each project that has subscribers. */
export class ChangeFeed {
  private readonly tails = new Map<string, ProjectTail>();
  private isStopped = false;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly log: Log;
      /** How many changes wait in memory for one subscriber at most. */
      readonly queueLimit: number;
      readonly pollMs?: number;
    },
  ) {}

  /**
   * The changes of the viewer's project that it may see and wants, in order, none lost.
   *
   * @param cursor resume after it; null: from now on. Errors: CURSOR_EXPIRED, INVALID_ARGUMENTS after.
   */
  async subscribe(listener: Listener, cursor: string | null): Promise<ChangeSubscription> {
    const after = cursor === null ? null : parseFeedCursor(cursor);
    return this.tail(listener.viewer.projectId).subscribe(after, listener);
  }

  /** How many projects are followed just now. */
  get followed(): number {
    return [...this.tails.values()].filter((tail) => !tail.isUnused).length;
  }

  /** The cursor of the feed now. */
  async cursor(): Promise<string> {
    return feedCursor(await currentFeedPosition(this.parts.database));
  }

  /** A project may have changes. */
  wake(projectId: string): void {
    this.tails.get(projectId)?.wake();
  }

  wakeAll(): void {
    for (const tail of this.tails.values()) tail.wake();
  }

  /** Ends all subscriptions, those included that are just beginning. */
  stop(): void {
    this.isStopped = true;
    for (const tail of this.tails.values()) tail.stop();
  }

  private tail(projectId: string): ProjectTail {
    const standing = this.tails.get(projectId);
    if (standing !== undefined) return standing;
    const tail = new ProjectTail({ pollMs: POLL_MS, ...this.parts, projectId });
    this.tails.set(projectId, tail);
    if (this.isStopped) tail.stop();
    return tail;
  }
}
