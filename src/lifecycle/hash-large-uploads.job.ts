import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql, type Sql } from '../database/sql.js';
import type { Log } from '../logging/log.js';
import type { StoredObject } from '../resources/uploads/stored-object.js';
import { nextUnhashedObject } from '../resources/uploads/stored-object.queries.js';
import type { UploadCompletion } from '../resources/uploads/upload-completion.js';
import type { ObjectStore } from '../storage/object-store.js';
import { hashObject } from '../storage/read-object.js';
import type { Job } from './job.js';
import { Round } from './round.js';

/** Hashes bytes that are too large for it while somebody waits: first those that await it, then those without a hash. */
export class HashLargeUploadsJob implements Job {
  readonly name = 'hash large uploads';
  readonly everyMs = 2_000;
  private readonly round: Round;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly store: ObjectStore;
      readonly uploads: UploadCompletion;
      readonly clock: Clock;
      readonly log: Log;
    },
  ) {
    this.round = new Round(parts);
  }

  due(projectId: string): Sql {
    return sql`(select 1 from stored_object
        where state = 'AWAITED' and claimed_at is not null and project_id = ${projectId})
      union all (select 1 from stored_object
        where state = 'STORED' and sha256 is null and project_id = ${projectId})`;
  }

  async run(ending?: AbortSignal): Promise<{ readonly hasMore: boolean }> {
    const next = await nextUnhashedObject(this.parts.database, this.round.leftOut);
    const batch = next === null ? [] : [next];
    await this.round.work(batch, { each: (object) => this.hash(object, ending), ending });
    return { hasMore: next !== null };
  }

  private async hash(object: StoredObject, ending: AbortSignal | undefined): Promise<void> {
    const { store, uploads } = this.parts;
    if (object.state === 'AWAITED') await uploads.settle(object, ending);
    else await uploads.rememberHash(object, await hashObject(store, object.key, { ending }));
  }
}
