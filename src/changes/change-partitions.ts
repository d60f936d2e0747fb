import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { holdPlaces } from '../database/lock-rows.js';
import { raw, sql } from '../database/sql.js';

const MONTHS_AHEAD = 12;

/**
 * Makes the history's partitions, by month of a record's creation: this month's and those of the next twelve. Safe
 * when several processes do it at once. A month that already has rows in the DEFAULT partition, because a clock was
 * wrong or the server was off for a year, stays there: PostgreSQL refuses a partition that they would belong to.
 */
export async function ensureChangePartitions(database: Database, clock: Clock): Promise<void> {
  const now = clock.now();
  const standing = await partitionNames(database);
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
    const from = monthStart(now, ahead);
    const month = { name: partitionName(from), from, to: monthStart(now, ahead + 1) };
    if (!standing.has(month.name)) await makePartition(database, month);
  }
}

async function partitionNames(database: Database): Promise<ReadonlySet<string>> {
  const partitions = await database.statement<{ name: string }>(sql`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'resource_change'::regclass`);
  return new Set(partitions.map(({ name }) => name));
}

async function makePartition(
  database: Database,
  month: { readonly name: string; readonly from: string; readonly to: string },
): Promise<void> {
  const { name, from, to } = month;
  await database.transaction(async (tx) => {
    // "If not exists" alone is refused when two make the same table at the same time.
    await holdPlaces(tx, ['history partitions']);
    const [elsewhere] = await tx.query<{ rows: boolean }>(sql`
      select exists (
        select 1 from resource_change_default where created_at >= ${from}::timestamptz and created_at < ${to}::timestamptz
      ) as rows`);
    if (elsewhere?.rows === true) return;
    await tx.query(
      raw(`create table if not exists ${name} partition of resource_change for values from ('${from}') to ('${to}')`),
    );
  });
}

function partitionName(from: string): string {
  return `resource_change_${from.slice(0, 4)}_${from.slice(5, 7)}`;
}

function monthStart(now: Date, ahead: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString();
}
