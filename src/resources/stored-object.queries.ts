import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { isUuid } from '../database/uuid.js';
import { toStoredObject, type StoredObject, type StoredObjectRow } from './stored-object.js';

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
