import type { Permissions } from '../auth/permissions.js';
import { gainForbidden, privilegeMissing } from '../auth/privilege-missing.js';
import type { Privilege } from '../auth/privilege.js';
import type { Viewer } from '../auth/viewer.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { isUuid } from '../database/uuid.js';
import { DomainNotFound } from './account.errors.js';
import type { DomainRow } from './domain-row.js';

/** Which domain, and what is to be done there. */
interface DomainAsk {
  /** Null: the root domain. */
  readonly id: string | null;
  readonly property: string;
  readonly privilege: Privilege;
  /** Begins the sentence that says what is missing. */
  readonly what: string;
}

/** The domains that accounts administer something on. */
export class AdministeredDomains {
  constructor(private readonly permissions: Permissions) {}

  /**
   * The domain, which stays there until the transaction ends, if the viewer holds the privilege on it.
   * Errors: DOMAIN_NOT_FOUND when the viewer holds nothing on it; FORBIDDEN.
   */
  async require(tx: Transaction, viewer: Viewer, ask: DomainAsk): Promise<DomainRow> {
    const { id, property, privilege, what } = ask;
    if (id !== null && !isUuid(id)) throw new DomainNotFound(id, property);
    const [domain] = await tx.query<DomainRow & { readonly is_known: boolean; readonly is_allowed: boolean }>(sql`
      select d.*, d.id in (${this.permissions.knownDomains(viewer)}) as is_known,
        d.id in (${this.permissions.domainsWith(viewer, privilege)}) as is_allowed
      from domain d where d.project_id = ${viewer.projectId}
        and ${id === null ? sql`d.parent_id is null` : sql`d.id = ${id}::uuid`}
      for key share of d`);
    if (domain === undefined || (id !== null && !domain.is_known)) throw new DomainNotFound(id ?? 'root', property);
    if (!domain.is_allowed) {
      throw privilegeMissing(what, { privilege, domain: domain.path, role: this.permissions.roleFor(privilege) });
    }
    return domain;
  }

  /** Nobody moves anything to where they may do more with it than where it is. Errors: FORBIDDEN. */
  async refuseGain(
    tx: Transaction,
    viewer: Viewer,
    move: { readonly from: string; readonly to: string },
  ): Promise<void> {
    const gained = await tx.query<{ readonly privilege: string }>(sql`
      select gained.privilege from domain old join domain new on new.project_id = old.project_id and new.id = ${move.to}
      cross join lateral (${this.permissions.gainedByMoving(viewer, { from: 'old', to: 'new' })}) gained
      where old.project_id = ${viewer.projectId} and old.id = ${move.from} order by 1`);
    if (gained.length > 0) throw gainForbidden(gained.map((row) => row.privilege));
  }
}
