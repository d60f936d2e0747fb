import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ChangeAnnouncer } from '../../src/changes/change-announcer.js';
import { Permissions } from '../../src/auth/permissions.js';
import { AccountRole } from '../../src/auth/viewer.js';
import type { Clock } from '../../src/clock/clock.js';
import { systemRandom } from '../../src/clock/random.js';
import { createDataSource } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import { ArchiveDueResourcesJob } from '../../src/lifecycle/archive-due-resources.job.js';
import { DeleteDueResourcesJob } from '../../src/lifecycle/delete-due-resources.job.js';
import { PurgeCondemnedObjectsJob } from '../../src/lifecycle/purge-condemned-objects.job.js';
import { RemoveOwnerResourcesJob } from '../../src/lifecycle/remove-owner-resources.job.js';
import { RemoveUntrackedObjectsJob } from '../../src/lifecycle/remove-untracked-objects.job.js';
import { SweepUnfinishedUploadsJob } from '../../src/lifecycle/sweep-unfinished-uploads.job.js';
import { createLog } from '../../src/logging/log.js';
import { EntryAccessService } from '../../src/resources/entry-access.js';
import { ResourceQueries } from '../../src/resources/resource.queries.js';
import { UploadCompletionService } from '../../src/resources/uploads/upload-completion.service.js';
import { UploadCompletion } from '../../src/resources/uploads/upload-completion.js';
import { WriteGrants } from '../../src/resources/uploads/write-grant.js';
import type { ObjectStore } from '../../src/storage/object-store.js';
import { openDiskStore } from '../contracts/opened-disk-store.js';
import { TOKEN_SECRET, type TestThingstore } from './thingstore.js';

/** The clocked jobs over the database and the bytes of a running Thingstore, as a second process would have them. */
export interface ClockedJobs {
  readonly store: ObjectStore;
  readonly sweep: SweepUnfinishedUploadsJob;
  readonly purge: PurgeCondemnedObjectsJob;
  readonly removeUntracked: RemoveUntrackedObjectsJob;
  readonly archive: ArchiveDueResourcesJob;
  readonly delete: DeleteDueResourcesJob;
  readonly removeOwners: RemoveOwnerResourcesJob;
  close(): Promise<void>;
}

export async function openClockedJobs(
  thingstore: Pick<TestThingstore, 'databaseUrl' | 'dataFolder'>,
  parts: { readonly clock: Clock; readonly purgeGraceMs: number; readonly store?: ObjectStore },
): Promise<ClockedJobs> {
  const source = createDataSource({
    connection: { connectionString: thingstore.databaseUrl },
    entities: [],
    migrations: [],
    poolSize: 4,
    statementTimeoutMs: 10_000,
  });
  await source.initialize();
  const store = parts.store ?? (await openDiskStore(join(thingstore.dataFolder, 'objects'), parts.clock));
  const database = new Database(source);
  const log = createLog('silent');
  const announcer = new ChangeAnnouncer({ database, log, processId: randomUUID(), wake: () => undefined });
  const uploads = new UploadCompletion({ ...parts, database, store, announcer, objectSizeLimit: Infinity });
  // Derived as the server derives it, so that it knows the grants that the server made.
  const secret = createHmac('sha256', TOKEN_SECRET).update('thingstore writeable URLs').digest();
  const permissions = new Permissions({ groupFileReadRole: 'editor', unitsReadRole: AccountRole.ROOT });
  const access = new EntryAccessService({ database, permissions });
  const grants = new UploadCompletionService({
    ...{ ...parts, database, store, access, completion: uploads },
    resources: new ResourceQueries(database, permissions),
    grants: new WriteGrants({ secret, random: systemRandom(parts.clock) }),
  });
  const all = { ...parts, store, database, uploads, log, announcer };
  return {
    store,
    sweep: new SweepUnfinishedUploadsJob(all),
    purge: new PurgeCondemnedObjectsJob(all),
    removeUntracked: new RemoveUntrackedObjectsJob({ ...all, uploads: grants }),
    archive: new ArchiveDueResourcesJob(all),
    delete: new DeleteDueResourcesJob(all),
    removeOwners: new RemoveOwnerResourcesJob(all),
    close: () => source.destroy(),
  };
}
