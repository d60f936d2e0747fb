import { join } from 'node:path';
import type { Clock } from '../../src/clock/clock.js';
import { createDataSource } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import { PurgeCondemnedObjectsJob } from '../../src/lifecycle/purge-condemned-objects.job.js';
import { RemoveUntrackedObjectsJob } from '../../src/lifecycle/remove-untracked-objects.job.js';
import { SweepUnfinishedUploadsJob } from '../../src/lifecycle/sweep-unfinished-uploads.job.js';
import type { DiskStore } from '../../src/storage/disk/disk-store.js';
import { openDiskStore } from '../contracts/opened-disk-store.js';
import type { TestThingstore } from './thingstore.js';

/** The clocked jobs over the database and the disk of a running Thingstore, as a second process would have them. */
export interface ClockedJobs {
  readonly store: DiskStore;
  readonly sweep: SweepUnfinishedUploadsJob;
  readonly purge: PurgeCondemnedObjectsJob;
  readonly removeUntracked: RemoveUntrackedObjectsJob;
  close(): Promise<void>;
}

export async function openClockedJobs(
  thingstore: TestThingstore,
  parts: { readonly clock: Clock; readonly purgeGraceMs: number },
): Promise<ClockedJobs> {
  const source = createDataSource({
    connection: { connectionString: thingstore.databaseUrl },
    entities: [],
    migrations: [],
    poolSize: 4,
    statementTimeoutMs: 10_000,
  });
  await source.initialize();
  const store = await openDiskStore(join(thingstore.dataFolder, 'objects'), parts.clock);
  const all = { ...parts, store, database: new Database(source) };
  return {
    store,
    sweep: new SweepUnfinishedUploadsJob(all),
    purge: new PurgeCondemnedObjectsJob(all),
    removeUntracked: new RemoveUntrackedObjectsJob(all),
    close: () => source.destroy(),
  };
}
