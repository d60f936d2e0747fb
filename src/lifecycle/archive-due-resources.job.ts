import { SYSTEM } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { claimRowsInOrder } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import { archivingEntries } from '../resources/archiving-entries.js';
import { announceProjects } from './announce-projects.js';
import { BATCH, isDueToArchive } from './due-entries.js';
import type { Job } from './job.js';

/** Archives what has an archiveAt that is past, by our own clock; several processes share the work. */
export class ArchiveDueResourcesJob implements Job {
  readonly name = 'archive due resources';
  readonly everyMs = 1_000;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
    },
  ) {}

  due(projectId: string): Sql {
    return sql`select 1 from resource r where ${isDueToArchive(this.parts.clock.now())} and r.project_id = ${projectId}`;
  }

  async run(): Promise<{ readonly hasMore: boolean }> {
    const { database, announcer, clock } = this.parts;
    const now = clock.now();
    return database.transaction(async (tx) => {
      const due = { table: 'resource', due: isDueToArchive(now), by: 'archive_at', limit: BATCH } as const;
      const claimed = await claimRowsInOrder(tx, due);
      if (claimed.length > 0) await tx.query(archivingEntries(claimed, { actor: SYSTEM, now }));
      announceProjects(tx, announcer, claimed);
      return { hasMore: claimed.length === BATCH };
    });
  }
}
