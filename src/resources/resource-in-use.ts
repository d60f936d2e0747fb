import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { ResourceInUse } from './resource.errors.js';
import type { DeleteResourcesInput } from './resource.input.js';

/**
 * For resources that the transaction has locked: pointers are made under a lock on their source, so there are no others
 * but those seen here. Those that are deleted in the same turn do not count; archived ones do.
 * Errors: RESOURCE_IN_USE ids, at.
 */
export async function refuseInUse(
  tx: Transaction,
  projectId: string,
  { input, ids }: { readonly input: DeleteResourcesInput; readonly ids: readonly string[] },
): Promise<void> {
  const [pointer] = await tx.query<{ readonly source_id: string }>(sql`
    select source_id from resource
    where project_id = ${projectId} and source_id = any(${ids}::uuid[]) and id <> all(${ids}::uuid[])
    order by source_id limit 1`);
  if (pointer !== undefined) throw new ResourceInUse(pointer.source_id, input.ids == null ? 'at' : 'ids');
}
