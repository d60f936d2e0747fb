import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { ListedObject, ObjectStore } from '../storage/object-store.js';
import type { Job } from './job.js';

const BATCH = 500;
/** Younger bytes may belong to an upload whose row is still on its way. */
const MINIMUM_AGE_MS = 24 * 60 * 60 * 1000;

/** Removes bytes that no row knows of: what a crash left behind. It walks the whole store, a batch a run. */
export class RemoveUntrackedObjectsJob implements Job {
  readonly name = 'remove untracked objects';
  readonly everyMs = 60 * 60 * 1000;
  private after = '';

  constructor(
    private readonly parts: { readonly database: Database; readonly store: ObjectStore; readonly clock: Clock },
  ) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    const batch: ListedObject[] = [];
    for await (const object of this.parts.store.list({ after: this.after })) {
      batch.push(object);
      if (batch.length === BATCH) break;
    }
    const oldest = this.parts.clock.now().getTime() - MINIMUM_AGE_MS;
    const candidates = batch.filter((object) => object.modifiedAt.getTime() < oldest).map((object) => object.key);
    const untracked = await this.parts.database.statement<{ key: string }>(sql`
      select candidate.key from unnest(${candidates}::text[]) as candidate (key)
      where not exists (select 1 from stored_object o where o.key = candidate.key)`);
    for (const { key } of untracked) await this.parts.store.remove(key);
    const hasMore = batch.length === BATCH;
    this.after = hasMore ? (batch.at(-1)?.key ?? '') : '';
    return { hasMore };
  }
}
