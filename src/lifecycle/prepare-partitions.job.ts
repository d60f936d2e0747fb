import { ensureChangePartitions } from '../changes/change-partitions.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import type { Job } from './job.js';

/** Keeps twelve months of history partitions ahead. */
export class PreparePartitionsJob implements Job {
  readonly name = 'prepare history partitions';
  readonly everyMs = 12 * 60 * 60 * 1000;

  constructor(private readonly parts: { readonly database: Database; readonly clock: Clock }) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    await ensureChangePartitions(this.parts.database, this.parts.clock);
    return { hasMore: false };
  }
}
