import type { Actor, Viewer } from '../auth/viewer.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import type { Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import type { EntryAccessService } from './entry-access.js';
import { toResource, type ResourceRow } from './resource-row.js';
import { filesFolderBroken, insertingResource, type NewResource } from './resource-write.js';
import type { Resource } from './resource.entity.js';
import { ResourceExists } from './resource.errors.js';

/**
 * Makes a resource where the viewer may create one.
 * Errors: OWNER_NOT_FOUND, FORBIDDEN, RESOURCE_EXISTS, INVALID_ARGUMENTS path.
 */
export async function insertResource(
  runner: Pick<Database, 'statement'> | Transaction,
  row: NewResource,
  by: { readonly viewer: Viewer; readonly access: EntryAccessService; readonly actor: Actor | null },
): Promise<Resource> {
  return toResource(await insertEntryRow(runner, row, by));
}

/** The same for any entry: answers the row. */
export async function insertEntryRow(
  runner: Pick<Database, 'statement'> | Transaction,
  row: NewResource,
  by: { readonly viewer: Viewer; readonly access: EntryAccessService; readonly actor: Actor | null },
): Promise<ResourceRow> {
  const run = <Row>(asked: Sql): Promise<Row[]> =>
    'statement' in runner ? runner.statement<Row>(asked) : runner.query<Row>(asked);
  const mayCreate = by.access.mayCreate(by.viewer, row.place);
  const [created] = await translatingConstraints(
    { resource_triplet_unique: () => new ResourceExists(row.place.path) },
    () => run<ResourceRow>(insertingResource(row, { mayCreate, actor: by.actor })),
  );
  if (created !== undefined) return created;
  await by.access.requireCreatable(by.viewer, row.place, runner);
  throw filesFolderBroken();
}
