import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { sql, type Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { toResource, type ResourceRow } from './resource-row.js';
import { refusedPlace, type NewResource } from './resource-write.js';
import type { Resource } from './resource.entity.js';
import { ResourceExists } from './resource.errors.js';

/** Runs the statement that makes a resource. Errors: RESOURCE_EXISTS, OWNER_NOT_FOUND, INVALID_ARGUMENTS path. */
export async function insertResource(
  runner: Pick<Database, 'statement'> | Transaction,
  row: NewResource,
  statement: Sql,
): Promise<Resource> {
  const run = <Row>(asked: Sql): Promise<Row[]> =>
    'statement' in runner ? runner.statement<Row>(asked) : runner.query<Row>(asked);
  const [created] = await translatingConstraints(
    { resource_triplet_unique: () => new ResourceExists(row.place.path) },
    () => run<ResourceRow>(statement),
  );
  if (created !== undefined) return toResource(created);
  const { projectId, ownerId, coownerId } = row.place;
  const standing = await run<{ id: string }>(sql`
    select id from owner where project_id = ${projectId} and id in (${ownerId}, ${coownerId}) and deleted_at is null`);
  throw refusedPlace(
    row.place,
    standing.map((owner) => owner.id),
  );
}
