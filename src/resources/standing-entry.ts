import type { EntryPlace, Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import { lockRowsInOrder } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import { StartOver, type Transaction } from '../database/transaction.js';
import type { ResourceRow } from './resource-row.js';

export type StandingRow = ResourceRow & { readonly is_writable: boolean };

/** The query of what stands at a place and is not archived, as far as the viewer may see it. */
export function standingAt(permissions: Permissions, viewer: Viewer, place: EntryPlace): Sql {
  const { ownerId, coownerId, path } = place;
  return sql`
    select r.*, ${permissions.writableEntries(viewer, 'r')} as is_writable from resource r
    where ${permissions.readableEntries(viewer, 'r')} and r.archived_at is null
      and r.owner_id = ${ownerId} and r.coowner_id is not distinct from ${coownerId} and r.path = ${path}`;
}

/** The same, locked in order to be written; null when nothing stands there. The place is held. */
export async function lockStanding(
  tx: Transaction,
  permissions: Permissions,
  { viewer, place }: { readonly viewer: Viewer; readonly place: EntryPlace },
): Promise<StandingRow | null> {
  const asked = standingAt(permissions, viewer, place);
  const [found] = await tx.query<StandingRow>(asked);
  if (found === undefined) return null;
  await lockRowsInOrder(tx, { table: 'resource', projectId: viewer.projectId, ids: [found.id] });
  const [standing] = await tx.query<StandingRow>(asked);
  // It was archived or deleted meanwhile, by a younger transaction perhaps: what is made in its place comes after.
  if (standing?.id !== found.id) throw new StartOver('resource');
  return standing;
}
