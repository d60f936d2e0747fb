import type { Database } from '../database/database.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';
import { nextClaimedObject, nextUnhashedObject } from '../resources/stored-object.queries.js';
import type { UploadCompletion } from '../resources/upload-completion.js';
import type { ObjectStore } from '../storage/object-store.js';
import { hashObject } from '../storage/read-object.js';
import { ObjectNotFound } from '../storage/storage.errors.js';
import type { Job } from './job.js';

/** Hashes bytes that are too large for it while somebody waits: first those that await it, then those without a hash. */
export class HashLargeUploadsJob implements Job {
  readonly name = 'hash large uploads';
  readonly everyMs = 2_000;
  /** Whose bytes are not there: not looked for again before the next start. */
  private readonly missing: string[] = [];

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly store: ObjectStore;
      readonly uploads: UploadCompletion;
      readonly log: Log;
    },
  ) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    const { database, store, uploads, log } = this.parts;
    const claimed = await nextClaimedObject(database);
    if (claimed !== null) {
      await uploads.settle(claimed);
      return { hasMore: true };
    }
    const object = await nextUnhashedObject(database, this.missing);
    if (object === null) return { hasMore: false };
    try {
      await uploads.rememberHash(object, await hashObject(store, object.key));
    } catch (error) {
      if (!(error instanceof ObjectNotFound)) throw error;
      this.missing.push(object.id);
      log.error({ object: object.id, error: loggableError(error) }, 'The bytes of a stored object are not there.');
    }
    return { hasMore: true };
  }
}
