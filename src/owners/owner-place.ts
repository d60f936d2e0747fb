import { AdministeredDomains } from '../accounts/administered-domain.js';
import type { Permissions } from '../auth/permissions.js';
import type { PrivilegeAction } from '../auth/privilege.js';
import type { Viewer } from '../auth/viewer.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { Forbidden } from '../errors/forbidden.js';
import { OwnerKind } from './owner.entity.js';
import { GroupNotFound } from './owner.errors.js';

/** Where owners may be put: into which domain, and into which group. */
export class OwnerPlaces {
  private readonly domains: AdministeredDomains;

  constructor(private readonly permissions: Permissions) {
    this.domains = new AdministeredDomains(permissions);
  }

  /**
   * The domain, the root one when none is named, if the viewer may do that to owners of the kind there.
   * Errors: DOMAIN_NOT_FOUND, FORBIDDEN.
   */
  async domain(
    tx: Transaction,
    viewer: Viewer,
    ask: { readonly domainId: string | null; readonly kind: OwnerKind; readonly action: PrivilegeAction },
  ): Promise<string> {
    const { domainId: id, kind, action } = ask;
    const isGroup = kind === OwnerKind.GROUP;
    const domain = await this.domains.require(tx, viewer, {
      ...{ id, property: 'domainId', privilege: `${isGroup ? 'Groups' : 'Owners'}.${action}` },
      what: `To ${VERBS[action]} ${isGroup ? 'a group' : 'an owner'} there`,
    });
    return domain.id;
  }

  /** The domain that an owner is moved to. Errors: DOMAIN_NOT_FOUND, FORBIDDEN. */
  async nextDomain(
    tx: Transaction,
    viewer: Viewer,
    move: { readonly from: string; readonly to: string; readonly kind: OwnerKind },
  ): Promise<string> {
    const { from, kind } = move;
    const to = await this.domain(tx, viewer, { domainId: move.to, kind, action: 'UPDATE' });
    if (to !== from) await this.domains.refuseGain(tx, viewer, { from, to });
    return to;
  }

  /** The group, if the viewer may say which things belong to it. Errors: GROUP_NOT_FOUND, FORBIDDEN. */
  async group(tx: Transaction, viewer: Viewer, groupId: string): Promise<string> {
    const [group] = await tx.query<{ id: string; is_allowed: boolean }>(sql`
      select o.id, ${this.permissions.administrableGroups(viewer, 'o')} as is_allowed from owner o
      where ${this.permissions.visibleOwners(viewer, 'o')} and o.id = ${groupId} and o.kind = 'GROUP' for key share of o`);
    if (group === undefined) throw new GroupNotFound(groupId);
    if (!group.is_allowed) throw groupForbidden(groupId);
    return group.id;
  }
}

const VERBS = { READ: 'see', CREATE: 'create', UPDATE: 'change', DELETE: 'delete' } as const;

export function groupForbidden(groupId: string): Forbidden {
  return new Forbidden(
    `To change the members and things of ${groupId} takes an admin of the group, or the privilege Groups.UPDATE on its domain.`,
    { groupId, role: 'ADMIN', privilege: 'Groups.UPDATE' },
  );
}
