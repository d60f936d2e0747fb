import { SYSTEM } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { claimRowsInOrder, type ClaimedRow } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { isAmong } from '../resources/entry-keys.js';
import { removingEntries } from '../resources/removing-entries.js';
import { announceProjects } from './announce-projects.js';
import { BATCH, isDueToDelete } from './due-entries.js';
import type { Job } from './job.js';

/** Deletes what has a deleteAt that is past, by our own clock, archived or not; several processes share the work. */
export class DeleteDueResourcesJob implements Job {
  readonly name = 'delete due resources';
  readonly everyMs = 1_000;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
      readonly purgeGraceMs: number;
    },
  ) {}

  due(projectId: string): Sql {
    return sql`select 1 from resource r where ${isDueToDelete(this.parts.clock.now())} and r.project_id = ${projectId}`;
  }

  async run(): Promise<{ readonly hasMore: boolean }> {
    const { database, announcer, clock, purgeGraceMs } = this.parts;
    const now = clock.now();
    const purgeAt = new Date(now.getTime() + purgeGraceMs);
    return database.transaction(async (tx) => {
      const due = { table: 'resource', due: isDueToDelete(now), by: 'delete_at', limit: BATCH } as const;
      const claimed = await claimRowsInOrder(tx, due);
      const removed = await stillDue(tx, claimed, now);
      if (removed.length > 0) await tx.query(removingEntries(removed, { actor: SYSTEM, now, purgeAt }));
      announceProjects(tx, announcer, removed);
      return { hasMore: claimed.length === BATCH };
    });
  }
}

/** Asked once more under the lock: an upload that was requested meanwhile may give its entry another time. */
async function stillDue(tx: Transaction, claimed: readonly ClaimedRow[], now: Date): Promise<readonly ClaimedRow[]> {
  if (claimed.length === 0) return [];
  const rows = await tx.query<{ project_id: string; id: string }>(sql`
    select r.project_id, r.id from resource r
    where ${isAmong(claimed, { project: 'r.project_id', id: 'r.id' })} and ${isDueToDelete(now)}`);
  return rows.map((row) => ({ projectId: row.project_id, id: row.id }));
}
