import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';
import type { ListedObject, ObjectStore } from '../storage/object-store.js';
import type { Job } from './job.js';

/** Who knows what a write URL was for, of which nothing is written down. */
export interface GrantedUploads {
  /** Writes down that the bytes are awaited; null when the upload id is none of ours. */
  expectGranted(arrival: { readonly key: string; readonly uploadId: string }): Promise<unknown>;
}

const BATCH = 500;
const HOUR_MS = 60 * 60 * 1000;
/** Younger bytes may belong to an upload whose row is still on its way. */
const MINIMUM_AGE_MS = 24 * HOUR_MS;

/**
 * Removes bytes that no row knows of: what a crash left behind. It walks the whole store, a batch a run, along one list,
 * so that a store need not be asked again and again for what it holds.
 */
export class RemoveUntrackedObjectsJob implements Job {
  readonly name = 'remove untracked objects';
  readonly everyMs = 24 * HOUR_MS;
  readonly soonMs = HOUR_MS;
  readonly restMs = 100;
  private walk: AsyncIterator<ListedObject> | undefined;
  /** The last key that was dealt with: a walk that failed goes on behind it. Empty at the beginning of a walk. */
  private after = '';

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly store: ObjectStore;
      readonly uploads: GrantedUploads;
      readonly clock: Clock;
      readonly log: Log;
    },
  ) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    const walk = this.walk ?? this.parts.store.list({ after: this.after })[Symbol.asyncIterator]();
    // Only a batch that was dealt with is followed by the next one.
    this.walk = undefined;
    const batch = await nextOf(walk);
    await this.removeUntracked(batch);
    const hasMore = batch.length === BATCH;
    this.after = hasMore ? (batch.at(-1)?.key ?? '') : '';
    if (hasMore) this.walk = walk;
    return { hasMore };
  }

  private async removeUntracked(batch: readonly ListedObject[]): Promise<void> {
    const { database, store, clock } = this.parts;
    const oldest = clock.now().getTime() - MINIMUM_AGE_MS;
    const candidates = batch.filter((object) => object.modifiedAt.getTime() < oldest).map((object) => object.key);
    const untracked = await database.statement<{ key: string }>(sql`
      select candidate.key from unnest(${candidates}::text[]) as candidate (key)
      where not exists (select 1 from stored_object o where o.key = candidate.key)`);
    for (const { key } of untracked) {
      await this.removeUnlessGranted(key).catch(async (error: unknown) => {
        // One that cannot be removed keeps no other here.
        await store.check();
        this.parts.log.error({ key, error: loggableError(error) }, 'Bytes that no row knows of cannot be removed.');
      });
    }
  }

  private async removeUnlessGranted(key: string): Promise<void> {
    const { store, uploads } = this.parts;
    const uploadId = (await store.stat(key))?.uploadId ?? null;
    // Of a write URL for which nothing was written down: from now on it is awaited like any other.
    if (uploadId !== null && (await uploads.expectGranted({ key, uploadId })) !== null) return;
    await store.remove(key);
  }
}

async function nextOf(walk: AsyncIterator<ListedObject>): Promise<readonly ListedObject[]> {
  const batch: ListedObject[] = [];
  while (batch.length < BATCH) {
    const next = await walk.next();
    if (next.done === true) break;
    batch.push(next.value);
  }
  return batch;
}
