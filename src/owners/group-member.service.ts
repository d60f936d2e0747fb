import { UserNotFound } from '../accounts/account.errors.js';
import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { isUuid } from '../database/uuid.js';
import type { RemoveGroupMemberInput, SetGroupMemberInput } from './group-member.input.js';
import { groupForbidden } from './owner-place.js';
import { toOwner, type OwnerRow } from './owner-row.js';
import type { Owner } from './owner.entity.js';
import { GroupNotFound } from './owner.errors.js';

/** Who belongs to a group. */
export class GroupMemberService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly clock: Clock;
    },
  ) {}

  /** Adds a member, or gives one another role. Errors: GROUP_NOT_FOUND, USER_NOT_FOUND, FORBIDDEN. */
  async set(viewer: Viewer, input: SetGroupMemberInput): Promise<Owner> {
    const { groupId, userId, role } = input;
    const addedBy = viewer.kind === 'ACCOUNT' ? viewer.accountId : null;
    return translatingConstraints({ group_member_account_fkey: () => new UserNotFound(userId) }, () =>
      this.parts.database.transaction(async (tx) => {
        const group = await this.administrable(tx, viewer, groupId);
        if (!isUuid(userId)) throw new UserNotFound(userId);
        await tx.query(sql`
          insert into group_member (project_id, group_id, account_id, role, added_by, created_at)
          values (${viewer.projectId}, ${groupId}, ${userId}, ${role}, ${addedBy}, ${this.parts.clock.now()})
          on conflict (project_id, group_id, account_id) do update
            set role = excluded.role, added_by = excluded.added_by, created_at = excluded.created_at
            where group_member.role <> excluded.role`);
        return toOwner(group);
      }),
    );
  }

  /** Errors: GROUP_NOT_FOUND, USER_NOT_FOUND when it is no member, FORBIDDEN. */
  async remove(viewer: Viewer, { groupId, userId }: RemoveGroupMemberInput): Promise<Owner> {
    return this.parts.database.transaction(async (tx) => {
      const group = await this.administrable(tx, viewer, groupId);
      const removed = isUuid(userId)
        ? await tx.query(sql`
            delete from group_member where project_id = ${viewer.projectId} and group_id = ${groupId}
              and account_id = ${userId} returning account_id`)
        : [];
      if (removed.length === 0) throw new UserNotFound(userId);
      return toOwner(group);
    });
  }

  private async administrable(tx: Transaction, viewer: Viewer, groupId: string): Promise<OwnerRow> {
    const { permissions } = this.parts;
    // One at a time for each group, and asked after the lock: nobody comes back in while being removed.
    await tx.query(sql`
      select 1 from owner where project_id = ${viewer.projectId} and id = ${groupId} for no key update`);
    const [group] = await tx.query<OwnerRow & { readonly is_allowed: boolean }>(sql`
      select o.*, ${permissions.administrableGroups(viewer, 'o')} as is_allowed from owner o
      where ${permissions.visibleOwners(viewer, 'o')} and o.id = ${groupId} and o.kind = 'GROUP'`);
    if (group === undefined) throw new GroupNotFound(groupId);
    if (!group.is_allowed) throw groupForbidden(groupId);
    return group;
  }
}
