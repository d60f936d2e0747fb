import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';

/**
 * Makes sure that the feed has an epoch for this database: transaction ids start anew after dump and restore, so the
 * first start on another system identifier raises the epoch. Safe when several processes start at once.
 */
export async function ensureFeedEpoch(database: Database): Promise<void> {
  await database.statement(sql`
    insert into feed_epoch (epoch, system_identifier)
    select 1, system_identifier from pg_control_system()
    on conflict (only_row) do update
      set epoch = feed_epoch.epoch + 1, system_identifier = excluded.system_identifier
      where feed_epoch.system_identifier <> excluded.system_identifier`);
}
