import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import type { OwnerKind } from './owner.entity.js';
import { OwnerBeingRemoved, OwnerExists } from './owner.errors.js';

interface Standing {
  readonly is_gained: boolean;
  readonly is_under_way: boolean;
  readonly has_entries: boolean;
}

/** The ids of owners that were deleted: who may give them again. */
export class OwnerRevivals {
  constructor(private readonly permissions: Permissions) {}

  /**
   * The id is that of an owner that was deleted, all that belonged to it has been put away, and the viewer gains nothing
   * over what it left behind: to bring it to another domain is to move it, and while entries of it are left it is what it
   * was, since who may read them goes by the kind of their owner too. To anybody else the id is taken, as that of a living
   * owner is. Errors: OWNER_EXISTS.
   */
  async require(
    tx: Transaction,
    viewer: Viewer,
    owner: { readonly id: string; readonly domainId: string; readonly kind: OwnerKind },
  ): Promise<void> {
    const { id, domainId, kind } = owner;
    const [deleted] = await tx.query<{ domain_id: string; kind: OwnerKind }>(sql`
      select domain_id, kind from owner
      where project_id = ${viewer.projectId} and id = ${id} and deleted_at is not null for update`);
    if (deleted === undefined) throw new OwnerExists(id);
    // Asked after the lock: whoever deleted it has written down by then what is left to do.
    const [standing] = await tx.query<Standing>(sql`
      select exists (select 1 from domain old
          join domain new on new.project_id = old.project_id and new.id = ${domainId}
          cross join lateral (${this.permissions.gainedByMoving(viewer, { from: 'old', to: 'new' })}) gained
          where old.project_id = ${viewer.projectId} and old.id = ${deleted.domain_id}) as is_gained,
        exists (select 1 from owner_removal
          where project_id = ${viewer.projectId} and owner_id = ${id}) as is_under_way,
        exists (select 1 from resource where project_id = ${viewer.projectId} and owner_id = ${id})
          or exists (select 1 from resource where project_id = ${viewer.projectId} and coowner_id = ${id}) as has_entries`);
    if (standing?.is_gained !== false) throw new OwnerExists(id);
    if (standing.has_entries && deleted.kind !== kind) throw new OwnerExists(id);
    if (standing.is_under_way) throw new OwnerBeingRemoved(id);
  }
}
