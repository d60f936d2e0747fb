import { setTimeout as delay } from 'node:timers/promises';
import { readEntryRights, rightsKey, type EntryRights } from '../auth/entry-rights.js';
import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';
import { currentFeedPosition, currentFeedState, readChanges, type ChangeBatch } from './change.queries.js';
import { ChangeSubscription, type Listener, type LiveSource } from './change-subscription.js';
import { compareFeedPositions, CursorExpired, FIRST_POSITION, isExpired, type FeedPosition } from './feed-position.js';

const BATCH = 500;
/** How soon to look again when an older transaction holds committed changes back; then after twice as long, and so on. */
const HELD_BACK_MS = 15;
/** Together some two seconds. */
const WAITS_BEFORE_WARNING = 7;
const HELD_BACK =
  'Changes that are committed wait for an older transaction that is open, in this database or another of its ' +
  'PostgreSQL: subscribers hear of them when it ends. pg_stat_activity tells which (backend_xid, xact_start).';

/** Follows the history of one project and hands each change once to its subscriptions, in order. */
export class ProjectTail implements LiveSource {
  /** Everything up to here has been handed out. It stands still while nobody listens. */
  position: FeedPosition = FIRST_POSITION;
  private readonly subscriptions = new Set<ChangeSubscription>();
  private timer: NodeJS.Timeout | undefined;
  /** How often it has waited since the changes that are held back last moved. */
  private waits = 0;
  private isRunning = false;
  private isWoken = false;
  private isStopped = false;

  constructor(
    private readonly parts: {
      readonly projectId: string;
      readonly database: Database;
      readonly permissions: Permissions;
      readonly log: Log;
      readonly pollMs: number;
      readonly queueLimit: number;
    },
  ) {}

  get queueLimit(): number {
    return this.parts.queueLimit;
  }

  /** Nobody listens, so it does not look. */
  get isUnused(): boolean {
    return this.subscriptions.size === 0;
  }

  async subscribe(after: FeedPosition | null, listener: Listener): Promise<ChangeSubscription> {
    const rights = await this.rightsOf(listener.viewer);
    const { horizon: now, removedUpTo } = await currentFeedState(this.parts.database, this.parts.projectId);
    // What was handed out lay below the horizon then, and the horizon only rises: a later cursor is of another database.
    if (after !== null && (compareFeedPositions(after, now) > 0 || isExpired(after, removedUpTo)))
      throw new CursorExpired();
    // Nobody was told what came while nobody listened: the tail goes on from here.
    if (this.isUnused && compareFeedPositions(now, this.position) > 0) this.position = now;
    const subscription = new ChangeSubscription(this, listener, { after: after ?? now, rights });
    this.subscriptions.add(subscription);
    if (this.isStopped) await subscription.return();
    this.wake();
    return subscription;
  }

  /** For a subscription that catches up. While PostgreSQL is away it waits for it, as the live ones do. */
  async read(subscription: ChangeSubscription, after: FeedPosition, limit: number): Promise<ChangeBatch | null> {
    try {
      const batch = await this.look(after, limit);
      await this.renewRights([subscription], batch.rightsVersion);
      return batch;
    } catch (error) {
      if (!(error instanceof ServiceUnavailable) || this.isStopped) throw error;
      await delay(this.parts.pollMs, undefined, { ref: false });
      return null;
    }
  }

  /** No change is judged by rights that are older than the look that found it. */
  private async renewRights(subscriptions: Iterable<ChangeSubscription>, version: number): Promise<void> {
    for (;;) {
      const outdated = [...subscriptions].filter((subscription) => subscription.rights.version < version);
      if (outdated.length === 0) return;
      const viewers = outdated.map((subscription) => subscription.viewer);
      const rights = await readEntryRights(this.parts, viewers);
      for (const subscription of outdated) {
        const current = rights.get(rightsKey(subscription.viewer));
        if (current !== undefined) subscription.renew(current);
      }
    }
  }

  leave(subscription: ChangeSubscription): void {
    this.subscriptions.delete(subscription);
  }

  /** There may be something new. Many calls while a look is under way make one more look. */
  wake(): void {
    this.isWoken = true;
    if (!this.isRunning) void this.run();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    for (const subscription of [...this.subscriptions]) void subscription.return();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    clearTimeout(this.timer);
    let next = this.parts.pollMs;
    try {
      while (this.isWoken && !this.isStopped && !this.isUnused) {
        this.isWoken = false;
        const batch = await this.look(this.position, BATCH);
        await this.renewRights(this.subscriptions, batch.rightsVersion);
        this.handOut(batch);
        if (batch.isFull) this.isWoken = true;
        next = this.nextLook(batch);
      }
    } catch (error) {
      if (error instanceof CursorExpired) await this.startAnew();
      else this.parts.log.warn({ error: loggableError(error) }, 'The history could not be read; looking again.');
    } finally {
      this.isRunning = false;
      this.lookLater(next);
    }
  }

  /** What it did not hand out yet was removed from the history, so long it could not look: subscribers are told so. */
  private async startAnew(): Promise<void> {
    for (const subscription of this.subscriptions) subscription.loseTouch();
    // When that fails, the next look comes here again.
    this.position = await currentFeedPosition(this.parts.database).catch(() => this.position);
  }

  /** While changes are held back it looks again soon, ever more rarely while nothing moves, and in the end as always. */
  private nextLook(batch: ChangeBatch): number {
    const { pollMs } = this.parts;
    if (!batch.isHeldBack || batch.changes.length > 0) this.waits = 0;
    return batch.isHeldBack ? Math.min(HELD_BACK_MS * 2 ** this.waits, pollMs) : pollMs;
  }

  private async rightsOf(viewer: Viewer): Promise<EntryRights> {
    const rights = (await readEntryRights(this.parts, [viewer])).get(rightsKey(viewer));
    if (rights === undefined) throw new Error('The rights of a viewer were not read.');
    return rights;
  }

  private look(after: FeedPosition, limit: number): Promise<ChangeBatch> {
    return readChanges(this.parts.database, { projectId: this.parts.projectId, after, limit });
  }

  private handOut(batch: ChangeBatch): void {
    for (const change of batch.changes) {
      for (const subscription of this.subscriptions) subscription.offer(change);
      this.position = change.position;
    }
    this.position = batch.readUpTo;
  }

  private lookLater(afterMs: number): void {
    if (this.isStopped || this.isUnused) return;
    this.timer = setTimeout(() => {
      this.waits += 1;
      if (this.waits === WAITS_BEFORE_WARNING) this.parts.log.warn({ projectId: this.parts.projectId }, HELD_BACK);
      this.wake();
    }, afterMs);
    this.timer.unref();
  }
}
