import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { databaseErrorCode } from './outage.js';
import { raw, sql, type Sql } from './sql.js';
import { StartOver, type OrderedTable, type Transaction } from './transaction.js';

const LOCK_NOT_AVAILABLE = '55P03';
/** So long all other writers may have to wait, in vain, when one that is under way does not come to its end. */
const TABLE_LOCK_TIMEOUT = '1s';
const MANY_PLACES = 100;

/**
 * Locks the rows to write, before any other write of the transaction, and looks at who changed them last: changes are
 * ordered by (epoch, transaction, sequence), so a row must not be changed by a transaction older than its last change.
 * When that has happened the transaction starts over, as a younger one.
 *
 * @returns the ids that exist, in order
 */
export async function lockRowsInOrder(
  tx: Transaction,
  rows: { readonly table: OrderedTable; readonly projectId: string; readonly ids: readonly string[] },
): Promise<string[]> {
  const locked = await tx.query<{ id: string; is_older: boolean }>(sql`
    with epoch as materialized (select epoch from feed_epoch),
    locked as materialized (
      select id, last_epoch, last_xid from ${raw(rows.table)}
      where project_id = ${rows.projectId} and id = any(${rows.ids}::uuid[])
      order by id for no key update
    )
    select locked.id, locked.last_epoch = epoch.epoch and locked.last_xid > pg_current_xact_id() as is_older
    from locked, epoch order by locked.id`);
  if (locked.some((row) => row.is_older)) throw new StartOver(rows.table);
  return locked.map((row) => row.id);
}

/** A row that was locked to be written, of whatever project. */
export interface ClaimedRow {
  readonly projectId: string;
  readonly id: string;
}

/**
 * The same for work that anybody may do: locks the first of the rows "r" that are due, and leaves out those that others
 * have locked. What is due is looked at once more where a row was changed meanwhile.
 */
export async function claimRowsInOrder(
  tx: Transaction,
  claim: { readonly table: OrderedTable; readonly due: Sql; readonly by: string; readonly limit: number },
): Promise<ClaimedRow[]> {
  const claimed = await tx.query<{ project_id: string; id: string; is_older: boolean }>(sql`
    with epoch as materialized (select epoch from feed_epoch),
    claimed as materialized (
      select r.project_id, r.id, r.last_epoch, r.last_xid from ${raw(claim.table)} r
      where ${claim.due} order by r.${raw(claim.by)} limit ${claim.limit} for no key update of r skip locked
    )
    select claimed.project_id, claimed.id,
      claimed.last_epoch = epoch.epoch and claimed.last_xid > pg_current_xact_id() as is_older
    from claimed, epoch`);
  if (claimed.some((row) => row.is_older)) throw new StartOver(claim.table);
  return claimed.map((row) => ({ projectId: row.project_id, id: row.id }));
}

/**
 * Waits until nobody writes to the table, and keeps all others from it until the transaction ends; readers go on. It is
 * for a transaction that starts over again and again, and has to come first there: unlike a lock of rows it does not
 * make the transaction older than what others commit while it waits. Errors: SERVICE_UNAVAILABLE when they do not end.
 */
export async function keepOtherWritersOut(tx: Transaction, table: OrderedTable): Promise<void> {
  await tx.query(sql`set local lock_timeout = ${raw(`'${TABLE_LOCK_TIMEOUT}'`)}`);
  try {
    await tx.query(sql`lock table ${raw(table)} in exclusive mode`);
  } catch (cause) {
    throw databaseErrorCode(cause) === LOCK_NOT_AVAILABLE ? new ServiceUnavailable('PostgreSQL', cause) : cause;
  }
  await tx.query(sql`set local lock_timeout to default`);
}

/** A place that at most one transaction at a time may create at or move to. */
export function placeLock(name: string | Sql): Sql {
  return sql`pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/**
 * Holds the named places until the transaction ends; sorted, so that two transactions cannot wait for each other. Those
 * that hold many take turns: PostgreSQL has room for only so many such locks at a time.
 */
export async function holdPlaces(tx: Transaction, names: readonly string[]): Promise<void> {
  const sorted = [...new Set(names)].sort();
  if (sorted.length > MANY_PLACES) await tx.query(sql`select ${placeLock('many places')}`);
  await tx.query(sql`
    select ${placeLock(raw('place.name'))} from (
      select name from unnest(${sorted}::text[]) with ordinality as given (name, position) order by position offset 0
    ) place`);
}

/** The set-clause that stamps a row with the epoch and transaction that changes it. */
export const STAMP = sql`last_epoch = (select epoch from feed_epoch), last_xid = pg_current_xact_id()`;
