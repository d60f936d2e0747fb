import type { Permissions } from '../auth/permissions.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import type { Log } from '../logging/log.js';
import type { UploadCompletion } from '../resources/uploads/upload-completion.js';
import type { ObjectStore } from '../storage/object-store.js';
import { ArchiveDueResourcesJob } from './archive-due-resources.job.js';
import { DeleteDueResourcesJob } from './delete-due-resources.job.js';
import { HashLargeUploadsJob } from './hash-large-uploads.job.js';
import { JobRuns } from './job-runs.js';
import type { Job } from './job.js';
import { JobResolver } from './job.resolver.js';
import { JobService } from './job.service.js';
import { OwnerRemovalResolver } from './owner-removal.resolver.js';
import { OwnerRemovalService } from './owner-removal.service.js';
import { PreparePartitionsJob } from './prepare-partitions.job.js';
import { PurgeCondemnedObjectsJob } from './purge-condemned-objects.job.js';
import { RemoveEndedIdempotencyKeysJob } from './remove-ended-idempotency-keys.job.js';
import { RemoveEndedLoginCountsJob } from './remove-ended-login-counts.job.js';
import { RemoveLeftoversJob } from './remove-leftovers.job.js';
import { RemoveOwnerResourcesJob } from './remove-owner-resources.job.js';
import { RemoveOldHistoryJob } from './remove-old-history.job.js';
import { RemoveUntrackedObjectsJob, type GrantedUploads } from './remove-untracked-objects.job.js';
import { Scheduler } from './scheduler.js';
import { SweepUnfinishedUploadsJob } from './sweep-unfinished-uploads.job.js';

export const LIFECYCLE_RESOLVERS = [OwnerRemovalResolver, JobResolver];

export function lifecycleModule(parts: {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly announcer: ChangeAnnouncer;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly uploads: UploadCompletion;
  readonly grants: GrantedUploads;
  readonly purgeGraceMs: number;
  /** Undefined: the history is kept for ever. */
  readonly historyRetentionMs: number | undefined;
}) {
  const { historyRetentionMs: retentionMs } = parts;
  const jobs: readonly Job[] = [
    new ArchiveDueResourcesJob(parts),
    new DeleteDueResourcesJob(parts),
    new RemoveOwnerResourcesJob(parts),
    new SweepUnfinishedUploadsJob(parts),
    new HashLargeUploadsJob(parts),
    new PurgeCondemnedObjectsJob(parts),
    new RemoveLeftoversJob(parts.store),
    new RemoveUntrackedObjectsJob({ ...parts, uploads: parts.grants }),
    new PreparePartitionsJob(parts),
    new RemoveEndedLoginCountsJob(parts),
    new RemoveEndedIdempotencyKeysJob(parts),
    ...(retentionMs === undefined ? [] : [new RemoveOldHistoryJob({ ...parts, retentionMs })]),
  ];
  return {
    scheduler: new Scheduler(jobs, parts.log, new JobRuns(parts)),
    resolvers: [
      new OwnerRemovalResolver(new OwnerRemovalService(parts)),
      new JobResolver(new JobService({ database: parts.database, jobs })),
    ],
  };
}
