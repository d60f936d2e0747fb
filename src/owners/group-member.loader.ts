import DataLoader from 'dataloader';
import { Account } from '../accounts/account.entity.js';
import type { Permissions } from '../auth/permissions.js';
import type { AccountRole, Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { RequestContext } from '../request/context.js';
import type { GroupMember, GroupRole } from './group-member.entity.js';

interface MemberRow {
  readonly group_id: string;
  readonly role: GroupRole;
  readonly created_at: Date;
  readonly user_id: string;
  readonly user_email: string;
  readonly user_name: string;
  readonly user_role: AccountRole;
  readonly adder_id: string | null;
  readonly adder_email: string;
  readonly adder_name: string;
  readonly adder_role: AccountRole;
}

/** The members of groups, by name, one statement for all groups that a document asks for. Things see none. */
export class GroupMemberLoader {
  constructor(private readonly parts: { readonly database: Database; readonly permissions: Permissions }) {}

  async load(context: RequestContext, groupId: string): Promise<GroupMember[]> {
    const { viewer } = context;
    if (viewer.kind === 'THING') return [];
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<string, GroupMember[]>(async (ids) => {
          const rows = await this.rows(viewer, ids);
          return ids.map((id) => rows.filter((row) => row.group_id === id).map(toMember));
        }),
    );
    return loader.load(groupId);
  }

  private async rows(viewer: Viewer, ids: readonly string[]): Promise<MemberRow[]> {
    return this.parts.database.statement<MemberRow>(sql`
      select m.group_id, m.role, m.created_at,
        u.id as user_id, u.email as user_email, u.name as user_name, u.role as user_role,
        a.id as adder_id, a.email as adder_email, a.name as adder_name, a.role as adder_role
      from owner o
      join group_member m on m.project_id = o.project_id and m.group_id = o.id
      join account u on u.project_id = m.project_id and u.id = m.account_id
      left join account a on a.project_id = m.project_id and a.id = m.added_by
      where ${this.parts.permissions.visibleOwners(viewer, 'o')} and o.id = any(${ids}::text[])
      order by u.name, u.id`);
  }
}

function toMember(row: MemberRow): GroupMember {
  const { user_id: id, user_email: email, user_name: name, user_role: role } = row;
  const { adder_id: adderId, adder_email: adderEmail, adder_name: adderName, adder_role: adderRole } = row;
  return {
    user: account({ id, email, name, role }),
    role: row.role,
    addedBy: adderId === null ? null : account({ id: adderId, email: adderEmail, name: adderName, role: adderRole }),
    createdAt: row.created_at,
  };
}

function account(shown: Pick<Account, 'id' | 'email' | 'name' | 'role'>): Account {
  return Object.assign(new Account(), shown);
}
