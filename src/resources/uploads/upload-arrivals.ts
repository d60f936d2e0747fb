import type { Database } from '../../database/database.js';
import { ServiceUnavailable } from '../../errors/service-unavailable.js';
import { ThingstoreError } from '../../errors/thingstore-error.js';
import { loggableError } from '../../errors/unexpected-error.js';
import type { Log } from '../../logging/log.js';
import type { Arrival, ArrivalListener, ObjectStore } from '../../storage/object-store.js';
import type { AwaitedObject, StoredObject } from './stored-object.js';
import { expectedObjects, findExpectedObject } from './stored-object.queries.js';
import type { UploadCompletionService } from './upload-completion.service.js';
import type { UploadCompletion } from './upload-completion.js';
import { UploadMissing } from './upload.errors.js';

const AT_ONCE = 4;
/** What waits beyond this is found by looking for it. */
const QUEUE_LIMIT = 10_000;
const PAGE = 200;

/** More than an hour in all. */
const ATTEMPTS = 60;
const RETRY_MS = 2_000;
const LOOK_AGAIN_MS = 10_000;

interface QueuedArrival extends Arrival {
  readonly attempt: number;
}

/**
 * Completes uploads that went to the store past us, as soon as the store tells of them. What is not told is found when
 * the store tells again, else by the sweeper.
 */
export class UploadArrivals implements ArrivalListener {
  private readonly queue: QueuedArrival[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private mayHaveMissed = false;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly store: ObjectStore;
      readonly completion: UploadCompletion;
      readonly completions: UploadCompletionService;
      readonly log: Log;
    },
  ) {}

  start(): void {
    this.keep(this.parts.store.tellArrivals(this, this.ending.signal));
  }

  /** Ends after the completions that are under way. */
  async stop(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.running);
  }

  onListening(): void {
    this.mayHaveMissed = true;
    this.work();
  }

  onArrival(arrival: Arrival): void {
    this.enqueue({ ...arrival, attempt: 1 });
  }

  private enqueue(arrival: QueuedArrival): void {
    if (this.queue.length < QUEUE_LIMIT) this.queue.push(arrival);
    else this.mayHaveMissed = true;
    this.work();
  }

  private work(): void {
    while (!this.ending.signal.aborted && this.running.size <= AT_ONCE) {
      const arrival = this.queue.shift();
      if (arrival !== undefined) {
        this.keep(
          this.complete(arrival).catch((error: unknown) => {
            this.retryLater(arrival, error);
          }),
        );
      } else if (this.mayHaveMissed) {
        this.mayHaveMissed = false;
        this.keep(
          this.lookForMissed().catch((error: unknown) => {
            setTimeout(() => {
              this.onListening();
            }, LOOK_AGAIN_MS).unref();
            throw error;
          }),
        );
      } else {
        return;
      }
    }
  }

  /** PostgreSQL or the store is away, most likely. */
  private retryLater(arrival: QueuedArrival, error: unknown): void {
    const { attempt } = arrival;
    if (attempt === ATTEMPTS) throw error;
    this.parts.log.debug({ error: loggableError(error), attempt }, 'An upload cannot be completed yet.');
    setTimeout(() => {
      this.enqueue({ ...arrival, attempt: attempt + 1 });
    }, attempt * RETRY_MS).unref();
  }

  private keep(task: Promise<void>): void {
    const run = task
      .catch((error: unknown) => {
        this.parts.log.warn(
          { error: loggableError(error) },
          'An upload waits for the sweeper: it could not be completed.',
        );
      })
      .finally(() => {
        this.running.delete(run);
        this.work();
      });
    this.running.add(run);
  }

  private async complete(arrival: Arrival): Promise<void> {
    const object = await this.objectOf(arrival);
    // In parts, the end of the upload completes it.
    if (object?.state === 'AWAITED' && object.multipart === null) await this.completeIfThere(object);
  }

  private async objectOf({ key, uploadId }: Arrival): Promise<StoredObject | null> {
    const object = await findExpectedObject(this.parts.database, key);
    if (object !== null || uploadId === null) return object;
    return this.parts.completions.expectGranted({ key, uploadId });
  }

  private async completeIfThere(object: AwaitedObject): Promise<void> {
    try {
      await this.parts.completion.complete(object, null);
    } catch (cause) {
      if (cause instanceof ServiceUnavailable || !(cause instanceof ThingstoreError)) throw cause;
      if (cause instanceof UploadMissing) return;
      this.parts.log.info({ code: cause.code, property: cause.property }, 'An upload that arrived was refused.');
    }
  }

  /** All that is awaited is looked for: what came while nobody listened is there. */
  private async lookForMissed(): Promise<void> {
    let after: string | null = null;
    for (;;) {
      const awaited: AwaitedObject[] = await expectedObjects(this.parts.database, { after, first: PAGE });
      for (const object of awaited) {
        if (this.ending.signal.aborted) return;
        await this.completeIfThere(object).catch(async (error: unknown) => {
          // One that cannot be read keeps no other from it.
          await this.parts.store.check();
          this.retryLater({ key: object.key, uploadId: null, attempt: 1 }, error);
        });
      }
      if (awaited.length < PAGE) return;
      after = awaited.at(-1)?.id ?? null;
    }
  }
}
