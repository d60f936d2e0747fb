import type { EntryRights } from '../auth/entry-rights.js';
import type { Viewer } from '../auth/viewer.js';
import type { Change } from './change.js';
import type { ChangeBatch } from './change.queries.js';
import { compareFeedPositions, type FeedPosition } from './feed-position.js';

/** No more than this of their values waits in memory for one subscriber, in bytes; one change alone may be larger. */
const QUEUE_SIZE = 4 * 1024 * 1024;
const CATCH_UP_BATCH = 200;

/** What a subscription needs of the tail that feeds it. */
export interface LiveSource {
  /** Everything up to here has been handed out. */
  readonly position: FeedPosition;
  /** At most this many changes wait in memory for one subscriber; a slower one reads them from the history later. */
  readonly queueLimit: number;
  /**
   * Reads on for a subscription, whose rights are at least as new as what is read then. Null: the history cannot be read
   * at the moment; it waited a little, ask again.
   */
  read(subscription: ChangeSubscription, after: FeedPosition, limit: number): Promise<ChangeBatch | null>;
  leave(subscription: ChangeSubscription): void;
}

/** Who listens, and which changes it gets, in which form (null: not at all). */
export interface Listener {
  readonly viewer: Viewer;
  readonly wanted: (change: Change, rights: EntryRights) => Change | null;
}

/**
 * One subscriber's way through the changes. It is a position and a short queue: while it keeps up, the tail fills the
 * queue; when it falls behind, or resumes at an old cursor, it drops the queue and reads the history at its own pace
 * until it has caught up. So nothing is lost and nothing grows, however slow the subscriber is.
 */
export class ChangeSubscription implements AsyncIterableIterator<Change> {
  private position: FeedPosition;
  private currentRights: EntryRights;
  private queue: Change[] = [];
  private queueSize = 0;
  private isLive = false;
  private isEnded = false;
  private wakeUp: (() => void) | undefined;

  constructor(
    private readonly source: LiveSource,
    private readonly listener: Listener,
    start: { readonly after: FeedPosition; readonly rights: EntryRights },
  ) {
    this.position = start.after;
    this.currentRights = start.rights;
  }

  get viewer(): Viewer {
    return this.listener.viewer;
  }

  get rights(): EntryRights {
    return this.currentRights;
  }

  /** Its rights changed: what waits was chosen by the old ones, and is read again. */
  renew(rights: EntryRights): void {
    this.currentRights = rights;
    const [first] = this.queue;
    if (first !== undefined) this.fallBehind(first.position);
  }

  /** The tail lost its place: what comes next has to be read from where this one is. */
  loseTouch(): void {
    this.isLive = false;
    this.wakeUp?.();
  }

  /** The tail hands out a change. */
  offer(change: Change): void {
    if (!this.isLive || compareFeedPositions(change.position, this.position) <= 0) return;
    const seen = this.listener.wanted(change, this.currentRights);
    this.position = change.position;
    if (seen === null) return;
    const [first] = this.queue;
    const isFull = this.queue.length >= this.source.queueLimit || this.queueSize + seen.size > QUEUE_SIZE;
    if (first !== undefined && isFull) {
      this.fallBehind(first.position);
      return;
    }
    this.enqueue(seen);
    this.wakeUp?.();
  }

  async next(): Promise<IteratorResult<Change>> {
    for (;;) {
      if (this.isEnded) return { done: true, value: undefined };
      const change = this.queue.shift();
      if (change !== undefined) {
        this.queueSize -= change.size;
        return { done: false, value: change };
      }
      if (this.isLive) {
        await new Promise<void>((resolve) => (this.wakeUp = resolve));
        this.wakeUp = undefined;
      } else {
        await this.catchUp();
      }
    }
  }

  return(): Promise<IteratorResult<Change>> {
    if (!this.isEnded) {
      this.isEnded = true;
      this.dropQueue();
      this.source.leave(this);
      this.wakeUp?.();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The queue is full: what is in it is in the history too, and is read again from there. */
  private fallBehind(firstUnread: FeedPosition): void {
    this.isLive = false;
    this.dropQueue();
    this.position = { ...firstUnread, seq: firstUnread.seq - 1n };
  }

  private async catchUp(): Promise<void> {
    const batch = await this.source.read(this, this.position, CATCH_UP_BATCH);
    if (batch === null || this.isEnded) return;
    for (const change of batch.changes) {
      const seen = this.listener.wanted(change, this.currentRights);
      if (seen !== null) this.enqueue(seen);
    }
    this.position = batch.readUpTo;
    // From here to the next await nothing else runs: what the tail hands out later comes after this position.
    if (!batch.isFull && compareFeedPositions(this.position, this.source.position) >= 0) this.isLive = true;
  }

  private enqueue(change: Change): void {
    this.queue.push(change);
    this.queueSize += change.size;
  }

  private dropQueue(): void {
    this.queue = [];
    this.queueSize = 0;
  }
}
