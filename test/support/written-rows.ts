import { randomUUID } from 'node:crypto';
import { currentFeedPosition, readChanges } from '../../src/changes/change.queries.js';
import { recordingChanges } from '../../src/changes/record-changes.js';
import type { Database } from '../../src/database/database.js';
import { lockRowsInOrder, STAMP } from '../../src/database/lock-rows.js';
import { sql } from '../../src/database/sql.js';
import type { Transaction } from '../../src/database/transaction.js';
import { until } from './until.js';

const ACTOR = { kind: 'SYSTEM', id: null } as const;

/** Where rows are written. */
export interface Place {
  readonly projectId: string;
  readonly device: string;
}

/** Makes resources, each with its history row, in one statement. Answers their ids, in order. */
export async function insertRows(
  database: Database,
  { projectId, device }: Place,
  options: { readonly count: number; readonly createdAt?: Date; readonly text?: string },
): Promise<readonly string[]> {
  const { count, createdAt = new Date(), text = '' } = options;
  const ids = Array.from({ length: count }, () => randomUUID()).sort();
  await database.statement(sql`
    with written as (
      insert into resource (project_id, id, owner_id, path, type, kind, state, data, metadata, created_at,
        data_created_at, updated_at, version, last_epoch, last_xid)
      select ${projectId}, made.id, ${device}, made.id::text, 'application/json', 'JSON', 'READY',
        jsonb_build_object('text', ${text}::text), '{}', ${createdAt}::timestamptz, ${createdAt}::timestamptz,
        ${createdAt}::timestamptz, 1, (select epoch from feed_epoch), pg_current_xact_id()
      from unnest(${ids}::uuid[]) as made (id) returning *
    ),
    change as (select *, array['data'] as changed from written order by id)
    ${recordingChanges({ from: 'change', action: 'CREATED', actor: ACTOR })}`);
  return ids;
}

/** Changes the rows in a transaction that stands, as a service does: lock and look first, then write and record. */
export async function changeRows(tx: Transaction, { projectId }: Place, ids: readonly string[]): Promise<void> {
  await lockRowsInOrder(tx, { table: 'resource', projectId, ids });
  await changeLockedRows(tx, projectId, ids);
}

/** The second half alone: what somebody would do who does not look. */
export async function changeLockedRows(tx: Transaction, projectId: string, ids: readonly string[]): Promise<void> {
  await tx.query(sql`
    with written as (
      update resource set version = version + 1, updated_at = updated_at + interval '1 millisecond', ${STAMP}
      where project_id = ${projectId} and id = any(${ids}::uuid[]) returning *
    ),
    change as (select *, array['data'] as changed, null::text as previous_path from written order by id)
    ${recordingChanges({ from: 'change', action: 'UPDATED', actor: ACTOR, movesPaths: true })}`);
}

/**
 * Waits until all that is committed lies below the feed's horizon. What is open anywhere in the PostgreSQL that all
 * test files share may hold it back for a while.
 */
export async function untilNothingIsHeldBack(database: Database, ...projectIds: readonly string[]): Promise<void> {
  for (const projectId of projectIds) {
    await until(async () => {
      const after = await currentFeedPosition(database);
      return !(await readChanges(database, { projectId, after, limit: 1 })).isHeldBack;
    });
  }
}
