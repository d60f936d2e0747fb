import type { Permissions } from '../auth/permissions.js';
import { isPrivilege, PRIVILEGES, type Privilege } from '../auth/privilege.js';
import type { AccountViewer, Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { isUuid } from '../database/uuid.js';
import { Forbidden } from '../errors/forbidden.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { UserNotFound } from './account.errors.js';
import { AdministeredDomains } from './administered-domain.js';
import { requireAccount } from './administrating-account.js';
import type { DomainRow } from './domain-row.js';
import type { PrivilegeGrant } from './privilege-grant.entity.js';
import type { GrantPrivilegesInput } from './privilege-grant.input.js';
import { grantOn } from './privilege-grant.queries.js';
import { requireAnotherKeeper } from './project-keeper.js';
import { takeTurnInProject } from './project-turn.js';

/** Giving privileges on domains, and taking them back. */
export class PrivilegeGrantService {
  private readonly domains: AdministeredDomains;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly clock: Clock;
    },
  ) {
    this.domains = new AdministeredDomains(parts.permissions);
  }

  /** What was given already stays as it was given. Errors: INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, FORBIDDEN, USER_NOT_FOUND. */
  async grant(viewer: Viewer, input: GrantPrivilegesInput): Promise<PrivilegeGrant> {
    const privileges = parsePrivileges(input.privileges);
    const account = requireAccount(viewer);
    const { userId } = input;
    return translatingConstraints({ privilege_grant_account_fkey: () => new UserNotFound(userId) }, () =>
      this.parts.database.transaction(async (tx) => {
        await takeTurnInProject(tx, viewer.projectId);
        const domain = await this.domains.require(tx, viewer, {
          ...{ id: input.domainId ?? null, property: 'domainId', privilege: 'Roles.CREATE' },
          what: 'Giving privileges there',
        });
        await this.requireHeld(tx, account, { domain, privileges });
        if (!isUuid(userId)) throw new UserNotFound(userId);
        const { projectId, accountId } = account;
        await tx.query(sql`
          insert into privilege_grant (project_id, account_id, domain_id, privilege, granted_by, created_at)
          select ${projectId}, ${userId}::uuid, ${domain.id}::uuid, privilege, ${accountId}::uuid,
            ${this.parts.clock.now()}::timestamptz
          from unnest(${privileges}::text[]) privilege
          on conflict on constraint privilege_grant_pkey do nothing`);
        return grantOn(tx, { projectId, accountId: userId, domainId: domain.id });
      }),
    );
  }

  /** What was not given stays not given. Errors: INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, FORBIDDEN, USER_NOT_FOUND. */
  async revoke(viewer: Viewer, input: GrantPrivilegesInput): Promise<PrivilegeGrant> {
    const privileges = parsePrivileges(input.privileges);
    requireAccount(viewer);
    const { projectId } = viewer;
    return this.parts.database.transaction(async (tx) => {
      await takeTurnInProject(tx, projectId);
      const domain = await this.domains.require(tx, viewer, {
        ...{ id: input.domainId ?? null, property: 'domainId', privilege: 'Roles.DELETE' },
        what: 'Taking back privileges there',
      });
      const accountId = await this.requireUser(tx, projectId, input.userId);
      if (domain.parent_id === null) await requireAnotherKeeper(tx, { projectId, accountId, property: 'privileges' });
      await tx.query(sql`
        delete from privilege_grant where project_id = ${projectId} and account_id = ${accountId}
          and domain_id = ${domain.id} and privilege = any(${privileges}::text[])`);
      return grantOn(tx, { projectId, accountId, domainId: domain.id });
    });
  }

  /** Nobody gives what they do not hold there themselves. */
  private async requireHeld(
    tx: Transaction,
    viewer: AccountViewer,
    { domain, privileges }: { readonly domain: DomainRow; readonly privileges: readonly Privilege[] },
  ): Promise<void> {
    const held = await tx.query<{ privilege: Privilege }>(sql`
      select held.privilege from domain d cross join lateral (${this.parts.permissions.privilegesOn(viewer, 'd')}) held
      where d.project_id = ${domain.project_id} and d.id = ${domain.id}`);
    const names = new Set(held.map(({ privilege }) => privilege));
    const missing = privileges.filter((privilege) => !names.has(privilege));
    if (missing.length > 0) {
      throw new Forbidden(
        `Nobody gives what they do not hold: you do not hold ${missing.join(', ')} on the domain ${domain.path}.`,
        { privileges: missing, domain: domain.path },
      );
    }
  }

  private async requireUser(tx: Transaction, projectId: string, userId: string): Promise<string> {
    const [user] = isUuid(userId)
      ? await tx.query<{ id: string }>(sql`
          select id from account where project_id = ${projectId} and id = ${userId}`)
      : [];
    if (user === undefined) throw new UserNotFound(userId);
    return user.id;
  }
}

function parsePrivileges(names: readonly string[]): readonly Privilege[] {
  const privileges = [...new Set(names)].filter(isPrivilege);
  const unknown = names.filter((name) => !isPrivilege(name));
  if (names.length === 0 || unknown.length > 0) {
    throw new InvalidArguments('privileges', 'Privileges are named by at least one of those in params.known.', {
      known: PRIVILEGES,
      unknown: unknown.slice(0, 10).map((name) => name.slice(0, 100)),
    });
  }
  return privileges;
}
