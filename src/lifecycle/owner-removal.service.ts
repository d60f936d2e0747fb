import { takeTurnInProject } from '../accounts/project-turn.js';
import type { Permissions } from '../auth/permissions.js';
import { privilegeMissing } from '../auth/privilege-missing.js';
import { actorOf, type Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { parseOwnerId } from '../owners/owner-id.js';
import { toOwner, type OwnerRow } from '../owners/owner-row.js';
import { OwnerKind, type Owner } from '../owners/owner.entity.js';
import { OwnerNotFound } from '../owners/owner.errors.js';
import { OwnerInUse } from './owner-removal.errors.js';
import { OwnerResourcesPolicy, type DeleteOwnerInput } from './owner-removal.input.js';

type RemovableOwner = OwnerRow & { readonly may_delete: boolean; readonly domain_path: string };

/** Deleting owners: a tombstone at once, and a note of what is still to be done with what belonged to them. */
export class OwnerRemovalService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly clock: Clock;
    },
  ) {}

  /** Errors: OWNER_NOT_FOUND, OWNER_IN_USE, FORBIDDEN. */
  async delete(viewer: Viewer, input: DeleteOwnerInput): Promise<Owner> {
    const id = parseOwnerId(input.id, 'id');
    const policy = input.resources ?? OwnerResourcesPolicy.ARCHIVE;
    return this.parts.database.transaction(async (tx) => {
      await this.requireRemovable(tx, viewer, id);
      if (policy === OwnerResourcesPolicy.REFUSE) await refuseUsed(tx, viewer, id);
      await takeTurnInProject(tx, viewer.projectId);
      await this.takeRights(tx, viewer, id);
      if (policy !== OwnerResourcesPolicy.REFUSE) await this.leaveToTheClock(tx, viewer, { id, policy });
      return this.bury(tx, viewer, id);
    });
  }

  /** Locked so that nothing is created for it any more: who is about to, waits, and finds it gone. */
  private async requireRemovable(tx: Transaction, viewer: Viewer, id: string): Promise<void> {
    const { permissions } = this.parts;
    const [owner] = await tx.query<RemovableOwner>(sql`
      select o.*, ${permissions.ownersWith(viewer, 'DELETE', 'o')} as may_delete,
        (select d.path from domain d where d.project_id = o.project_id and d.id = o.domain_id) as domain_path
      from owner o where ${permissions.visibleOwners(viewer, 'o')} and o.id = ${id} for update of o`);
    if (owner === undefined) throw new OwnerNotFound(id, 'id');
    if (owner.may_delete) return;
    const privilege = owner.kind === OwnerKind.GROUP ? 'Groups.DELETE' : 'Owners.DELETE';
    throw privilegeMissing('Deleting an owner', { privilege, domain: owner.domain_path });
  }

  /** Whoever is made with the same id later starts without any of it. */
  private async takeRights(tx: Transaction, { projectId }: Viewer, id: string): Promise<void> {
    const now = this.parts.clock.now();
    await tx.query(sql`
      update thing_key set revoked_at = ${now}
      where project_id = ${projectId} and owner_id = ${id} and revoked_at is null`);
    await tx.query(sql`
      delete from idempotency_key
      where project_id = ${projectId} and viewer_kind = 'THING' and viewer_id = ${id}`);
    await tx.query(sql`delete from group_member where project_id = ${projectId} and group_id = ${id}`);
    await tx.query(sql`delete from role_assignment where project_id = ${projectId} and owner_id = ${id}`);
    await tx.query(sql`
      update owner set group_id = null,
        updated_at = greatest(${now}::timestamptz, updated_at + interval '1 millisecond')
      where project_id = ${projectId} and group_id = ${id}`);
  }

  private async leaveToTheClock(
    tx: Transaction,
    viewer: Viewer,
    { id, policy }: { readonly id: string; readonly policy: OwnerResourcesPolicy },
  ): Promise<void> {
    const actor = actorOf(viewer);
    await tx.query(sql`
      insert into owner_removal (project_id, owner_id, policy, actor_kind, actor_id, requested_at)
      values (${viewer.projectId}, ${id}, ${policy}, ${actor.kind}, ${actor.id}, ${this.parts.clock.now()})`);
  }

  private async bury(tx: Transaction, { projectId }: Viewer, id: string): Promise<Owner> {
    const now = this.parts.clock.now();
    const [row] = await tx.query<OwnerRow>(sql`
      update owner set deleted_at = ${now}, group_id = null,
        updated_at = greatest(${now}::timestamptz, updated_at + interval '1 millisecond')
      where project_id = ${projectId} and id = ${id} returning *`);
    if (row === undefined) throw new Error('An owner was deleted and not answered.');
    return toOwner(row);
  }
}

/** Asked under the lock: what was being created meanwhile is there by now, and nothing more comes. */
async function refuseUsed(tx: Transaction, { projectId }: Viewer, id: string): Promise<void> {
  const [used] = await tx.query(sql`
    select 1 from resource where project_id = ${projectId} and owner_id = ${id} limit 1`);
  if (used !== undefined) throw new OwnerInUse(id);
}
