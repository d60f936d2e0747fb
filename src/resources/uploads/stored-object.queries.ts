import type { Database } from '../../database/database.js';
import { sql } from '../../database/sql.js';
import type { Transaction } from '../../database/transaction.js';
import { isUuid } from '../../database/uuid.js';
import { toStoredObject, type AwaitedObject, type StoredObject, type StoredObjectRow } from './stored-object.js';

const IS_EXPECTED = sql`exists (
  select 1 from resource r where r.project_id = o.project_id and r.id = o.resource_id)`;

export async function findStoredObject(
  database: Database,
  object: { readonly projectId: string; readonly id: string },
): Promise<StoredObject | null> {
  if (!isUuid(object.id)) return null;
  const [row] = await database.statement<StoredObjectRow>(sql`
    select * from stored_object where project_id = ${object.projectId} and id = ${object.id}`);
  return row === undefined ? null : toStoredObject(row);
}

/** The objects of a resource, newest first. */
export async function objectsOfResource(
  database: Database,
  resource: { readonly projectId: string; readonly id: string },
): Promise<StoredObject[]> {
  const rows = await database.statement<StoredObjectRow>(sql`
    select * from stored_object where project_id = ${resource.projectId} and resource_id = ${resource.id}
    order by created_at desc, id desc`);
  return rows.map(toStoredObject);
}

/** The object, locked until the transaction ends. */
export async function lockStoredObject(
  tx: Transaction,
  object: { readonly projectId: string; readonly id: string },
): Promise<StoredObject | null> {
  const [row] = await tx.query<StoredObjectRow>(sql`
    select * from stored_object where project_id = ${object.projectId} and id = ${object.id} for update`);
  return row === undefined ? null : toStoredObject(row);
}

/** The object with this key, unless no resource awaits it (any more): a file inside a request is on its way then. */
export async function findExpectedObject(database: Database, key: string): Promise<StoredObject | null> {
  const [row] = await database.statement<StoredObjectRow>(sql`
    select * from stored_object o where o.key = ${key} and ${IS_EXPECTED}`);
  return row === undefined ? null : toStoredObject(row);
}

/** The awaited objects of signed URLs that come whole, in the order of their ids, beginning after one. */
export async function expectedObjects(
  database: Database,
  page: { readonly after: string | null; readonly first: number },
): Promise<AwaitedObject[]> {
  const rows = await database.statement<StoredObjectRow>(sql`
    select * from stored_object o
    where o.state = 'AWAITED' and o.multipart_id is null and (${page.after}::uuid is null or o.id > ${page.after}::uuid)
      and ${IS_EXPECTED}
    order by o.id limit ${page.first}`);
  return rows.map(toStoredObject).filter((object) => object.state === 'AWAITED');
}

/** Awaited objects whose time is over, oldest first, besides those to leave out. */
export async function overdueObjects(
  database: Database,
  due: { readonly before: Date; readonly leftOut: readonly string[]; readonly first: number },
): Promise<AwaitedObject[]> {
  const rows = await database.statement<StoredObjectRow>(sql`
    select * from stored_object where state = 'AWAITED' and expires_at <= ${due.before}
      and id <> all (${due.leftOut}::uuid[])
    order by expires_at limit ${due.first}`);
  return rows.map(toStoredObject).filter((object) => object.state === 'AWAITED');
}

/**
 * The next object to be hashed, besides those to leave out: one that awaits it, else one that became content without;
 * the oldest of them. Null when there is none.
 */
export async function nextUnhashedObject(database: Database, leftOut: readonly string[]): Promise<StoredObject | null> {
  const [row] = await database.statement<StoredObjectRow>(sql`
    (select * from stored_object where state = 'AWAITED' and claimed_at is not null and id <> all (${leftOut}::uuid[])
      order by claimed_at limit 1)
    union all
    (select * from stored_object where state = 'STORED' and sha256 is null and id <> all (${leftOut}::uuid[])
      order by created_at limit 1)
    limit 1`);
  return row === undefined ? null : toStoredObject(row);
}
