import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import type { Log } from '../logging/log.js';
import type { UploadCompletion } from '../resources/upload-completion.js';
import type { ObjectStore } from '../storage/object-store.js';
import { HashLargeUploadsJob } from './hash-large-uploads.job.js';
import { PreparePartitionsJob } from './prepare-partitions.job.js';
import { PurgeCondemnedObjectsJob } from './purge-condemned-objects.job.js';
import { RemoveEndedIdempotencyKeysJob } from './remove-ended-idempotency-keys.job.js';
import { RemoveEndedLoginCountsJob } from './remove-ended-login-counts.job.js';
import { RemoveLeftoversJob } from './remove-leftovers.job.js';
import { RemoveUntrackedObjectsJob, type GrantedUploads } from './remove-untracked-objects.job.js';
import { Scheduler } from './scheduler.js';
import { SweepUnfinishedUploadsJob } from './sweep-unfinished-uploads.job.js';

export function lifecycleModule(parts: {
  readonly database: Database;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly uploads: UploadCompletion;
  readonly grants: GrantedUploads;
  readonly purgeGraceMs: number;
}) {
  const jobs = [
    new SweepUnfinishedUploadsJob(parts),
    new HashLargeUploadsJob(parts),
    new PurgeCondemnedObjectsJob(parts),
    new RemoveLeftoversJob(parts.store),
    new RemoveUntrackedObjectsJob({ ...parts, uploads: parts.grants }),
    new PreparePartitionsJob(parts),
    new RemoveEndedLoginCountsJob(parts),
    new RemoveEndedIdempotencyKeysJob(parts),
  ];
  return { scheduler: new Scheduler(jobs, parts.log) };
}
