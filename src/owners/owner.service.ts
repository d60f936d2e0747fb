import type { Permissions } from '../auth/permissions.js';
import { privilegeMissing } from '../auth/privilege-missing.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { sql, type Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseMetadata } from '../request/metadata.js';
import { parseName } from '../request/name.js';
import { parseOwnerId } from './owner-id.js';
import { OwnerPlaces } from './owner-place.js';
import { toOwner, type OwnerRow } from './owner-row.js';
import { OwnerKind, type Owner } from './owner.entity.js';
import { OwnerRevivals } from './owner-revival.js';
import { OwnerNotFound } from './owner.errors.js';
import type { CreateOwnerInput, UpdateOwnerInput } from './owner.input.js';

/** An owner that the viewer sees, and whether it may change it. */
export type ChangeableOwner = OwnerRow & { readonly may_update: boolean; readonly domain_path: string };

/** Creating and changing owners. */
export class OwnerService {
  private readonly places: OwnerPlaces;
  private readonly revivals: OwnerRevivals;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {
    this.places = new OwnerPlaces(parts.permissions);
    this.revivals = new OwnerRevivals(parts.permissions);
  }

  /**
   * The id of an owner that was deleted makes it anew, for whoever may do no more at the new place than at the old one.
   * Errors: OWNER_EXISTS, INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, GROUP_NOT_FOUND, FORBIDDEN.
   */
  async create(viewer: Viewer, input: CreateOwnerInput): Promise<Owner> {
    const id = input.id == null ? this.parts.random.id() : parseOwnerId(input.id, 'id');
    const name = parseName(input.name);
    const metadata = JSON.stringify(parseMetadata(input.metadata));
    const { kind } = input;
    if (input.groupId != null) requireDevice(kind);
    const now = this.parts.clock.now();
    return this.parts.database.transaction(async (tx) => {
      const ask = { domainId: input.domainId ?? null, kind, action: 'CREATE' } as const;
      const domainId = await this.places.domain(tx, viewer, ask);
      const groupId = input.groupId == null ? null : await this.places.group(tx, viewer, input.groupId);
      const [row] = await tx.query<OwnerRow>(sql`
        insert into owner (project_id, id, kind, name, metadata, domain_id, group_id, created_at, updated_at)
        values (${viewer.projectId}, ${id}, ${kind}, ${name}, ${metadata}::jsonb, ${domainId}, ${groupId}, ${now}, ${now})
        on conflict on constraint owner_pkey do nothing returning *`);
      if (row !== undefined) return toOwner(row);
      await this.revivals.require(tx, viewer, { id, domainId, kind });
      return written(
        tx,
        sql`
        update owner set kind = ${kind}, name = ${name}, metadata = ${metadata}::jsonb, domain_id = ${domainId},
          group_id = ${groupId}, created_at = ${now}, updated_at = ${now}, deleted_at = null
        where project_id = ${viewer.projectId} and id = ${id} returning *`,
      );
    });
  }

  /** Errors: OWNER_NOT_FOUND, INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, GROUP_NOT_FOUND, FORBIDDEN. */
  async update(viewer: Viewer, input: UpdateOwnerInput): Promise<Owner> {
    const id = parseOwnerId(input.id, 'id');
    if (input.name === null) throw new InvalidArguments('name', 'An owner keeps a name: it cannot be removed.');
    const { domainId: to } = input;
    if (to === null) throw new InvalidArguments('domainId', 'An owner is always in a domain.');
    const name = input.name === undefined ? null : parseName(input.name);
    const metadata = input.metadata === undefined ? null : JSON.stringify(parseMetadata(input.metadata));
    return this.parts.database.transaction(async (tx) => {
      const owner = await this.changeable(tx, viewer, { id, property: 'id', what: 'Changing an owner' });
      const domainId =
        to === undefined
          ? owner.domain_id
          : await this.places.nextDomain(tx, viewer, { from: owner.domain_id, to, kind: owner.kind });
      const groupId = await this.nextGroup(tx, viewer, { owner, groupId: input.groupId });
      return written(
        tx,
        sql`
        update owner set name = coalesce(${name}, name), metadata = coalesce(${metadata}::jsonb, metadata),
          domain_id = ${domainId}, group_id = ${groupId},
          updated_at = greatest(${this.parts.clock.now()}::timestamptz, updated_at + interval '1 millisecond')
        where project_id = ${viewer.projectId} and id = ${id} returning *`,
      );
    });
  }

  /**
   * The owner, locked, which the viewer sees and may change. Errors: OWNER_NOT_FOUND, FORBIDDEN.
   */
  async changeable(
    tx: Transaction,
    viewer: Viewer,
    ask: { readonly id: string; readonly property: string; readonly what: string },
  ): Promise<ChangeableOwner> {
    const { permissions } = this.parts;
    const [owner] = await tx.query<ChangeableOwner>(sql`
      select o.*, ${permissions.ownersWith(viewer, 'UPDATE', 'o')} as may_update,
        (select d.path from domain d where d.project_id = o.project_id and d.id = o.domain_id) as domain_path
      from owner o where ${permissions.visibleOwners(viewer, 'o')} and o.id = ${ask.id} for no key update of o`);
    if (owner === undefined) throw new OwnerNotFound(ask.id, ask.property);
    if (!owner.may_update) {
      const privilege = owner.kind === OwnerKind.GROUP ? 'Groups.UPDATE' : 'Owners.UPDATE';
      throw privilegeMissing(ask.what, { privilege, domain: owner.domain_path });
    }
    return owner;
  }

  /** A value sets, null clears, absent leaves. */
  private async nextGroup(
    tx: Transaction,
    viewer: Viewer,
    ask: { readonly owner: OwnerRow; readonly groupId: string | null | undefined },
  ): Promise<string | null> {
    const { owner, groupId } = ask;
    if (groupId == null) return groupId === null ? null : owner.group_id;
    requireDevice(owner.kind);
    return this.places.group(tx, viewer, groupId);
  }
}

function requireDevice(kind: OwnerKind): void {
  if (kind !== OwnerKind.DEVICE) throw new InvalidArguments('groupId', 'Only an owner of kind DEVICE is in a group.');
}

async function written(tx: Transaction, statement: Sql): Promise<Owner> {
  const [row] = await tx.query<OwnerRow>(statement);
  if (row === undefined) throw new Error('An owner was written and not answered.');
  return toOwner(row);
}
