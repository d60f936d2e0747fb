import type { Permissions } from '../auth/permissions.js';
import { privilegeMissing } from '../auth/privilege-missing.js';
import { PRIVILEGES, type Privilege } from '../auth/privilege.js';
import type { AccountViewer, Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { sql, type Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { isUuid } from '../database/uuid.js';
import { UserNotFound } from './account.errors.js';
import { requireAccount } from './administrating-account.js';
import { PrivilegeGrant } from './privilege-grant.entity.js';

/** What was given on one domain, as PostgreSQL answers it. */
interface GrantRow {
  readonly domain_id: string;
  readonly grants: readonly {
    readonly privilege: Privilege;
    readonly granted_by: string | null;
    readonly created_at: string;
  }[];
}

/** Reads of what accounts were given on domains. */
export class PrivilegeGrantQueries {
  constructor(private readonly parts: { readonly database: Database; readonly permissions: Permissions }) {}

  /** The viewer's own, by the path of the domain; none for a thing. */
  async own(viewer: Viewer): Promise<PrivilegeGrant[]> {
    if (viewer.kind === 'THING') return [];
    const rows = await this.parts.database.statement<GrantRow>(grantsOf(viewer.projectId, viewer.accountId));
    return rows.map((row) => toPrivilegeGrant(viewer.projectId, row));
  }

  /** Those of an account, by the path of the domain. Errors: FORBIDDEN, USER_NOT_FOUND. */
  async ofAccount(viewer: Viewer, userId: string): Promise<PrivilegeGrant[]> {
    const account = requireAccount(viewer);
    if (userId.toLowerCase() === account.accountId) return this.own(viewer);
    await this.requireReadable(account, userId);
    const rows = await this.parts.database.statement<GrantRow>(grantsOf(viewer.projectId, userId));
    return rows.map((row) => toPrivilegeGrant(viewer.projectId, row));
  }

  private async requireReadable(viewer: AccountViewer, userId: string): Promise<void> {
    const { database, permissions } = this.parts;
    const wanted = isUuid(userId) ? userId : null;
    const [row] = await database.statement<{ is_allowed: boolean; is_there: boolean }>(sql`
      select d.id in (${permissions.domainsWith(viewer, 'Roles.READ')}) as is_allowed,
        exists (select 1 from account a where a.project_id = d.project_id and a.id = ${wanted}::uuid) as is_there
      from domain d where d.project_id = ${viewer.projectId} and d.parent_id is null`);
    if (row?.is_allowed !== true) {
      throw privilegeMissing('Listing the privileges of others', { privilege: 'Roles.READ' });
    }
    if (!row.is_there) throw new UserNotFound(userId);
  }
}

/** What the account was given on exactly this domain, which may be nothing. */
export async function grantOn(
  tx: Transaction,
  place: { readonly projectId: string; readonly accountId: string; readonly domainId: string },
): Promise<PrivilegeGrant> {
  const { projectId, accountId, domainId } = place;
  const rows = await tx.query<GrantRow>(grantsOf(projectId, accountId));
  const row = rows.find((one) => one.domain_id === domainId);
  return toPrivilegeGrant(projectId, row ?? { domain_id: domainId, grants: [] });
}

/** Rows by the path of the domain, the privileges in the order in which all are listed. */
function grantsOf(projectId: string, accountId: string): Sql {
  return sql`
    select g.domain_id, json_agg(
      json_build_object('privilege', g.privilege, 'granted_by', g.granted_by, 'created_at', g.created_at)
      order by array_position(${PRIVILEGES}::text[], g.privilege)) as grants
    from privilege_grant g join domain d on d.project_id = g.project_id and d.id = g.domain_id
    where g.project_id = ${projectId} and g.account_id = ${accountId}
    group by g.domain_id, d.path order by d.path collate "C"`;
}

function toPrivilegeGrant(projectId: string, row: GrantRow): PrivilegeGrant {
  const grants = row.grants.map((grant) => ({
    projectId,
    privilege: grant.privilege,
    grantedById: grant.granted_by,
    createdAt: new Date(grant.created_at),
  }));
  return Object.assign(new PrivilegeGrant(), { projectId, domainId: row.domain_id, grants });
}
