import type { Permissions } from '../auth/permissions.js';
import { hashThingKey, newThingKey } from '../auth/thing-key.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { isUuid } from '../database/uuid.js';
import { Forbidden } from '../errors/forbidden.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseMetadata } from '../request/metadata.js';
import { parseOwnerId } from './owner-id.js';
import { OwnerKind, type Owner, type ThingKey, type ThingKeyInfo } from './owner.entity.js';
import { OwnerExists, OwnerNotFound, ThingKeyNotFound } from './owner.errors.js';
import type { CreateOwnerInput, RevokeThingKeysInput, UpdateOwnerInput } from './owner.input.js';
import type { OwnerQueries } from './owner.queries.js';

/** Creating and changing owners, and the keys of things. */
export class OwnerService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly owners: OwnerQueries;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {}

  async create(viewer: Viewer, input: CreateOwnerInput): Promise<Owner> {
    const id = input.id == null ? this.parts.random.id() : parseOwnerId(input.id, 'id');
    const name = parseName(input.name);
    const metadata = parseMetadata(input.metadata);
    this.requireAdministration(viewer, 'Creating an owner');
    const now = this.parts.clock.now();
    await translatingConstraints({ owner_pkey: () => new OwnerExists(id) }, () =>
      this.parts.database.statement(sql`
        insert into owner (project_id, id, kind, name, metadata, domain_id, created_at, updated_at)
        select ${viewer.projectId}, ${id}, ${input.kind}, ${name}, ${JSON.stringify(metadata)}::jsonb, d.id, ${now}, ${now}
        from domain d where d.project_id = ${viewer.projectId} and d.parent_id is null`),
    );
    return this.require(viewer, id, 'id');
  }

  async update(viewer: Viewer, input: UpdateOwnerInput): Promise<Owner> {
    const id = parseOwnerId(input.id, 'id');
    if (input.name === null) throw new InvalidArguments('name', 'An owner keeps a name: it cannot be removed.');
    const name = input.name === undefined ? null : parseName(input.name);
    const metadata = input.metadata === undefined ? null : JSON.stringify(parseMetadata(input.metadata));
    this.requireVisible(viewer, id, 'id');
    this.requireAdministration(viewer, 'Changing an owner');
    const changed = await this.parts.database.statement(sql`
      with changed as (
        update owner set name = coalesce(${name}, name), metadata = coalesce(${metadata}::jsonb, metadata),
          updated_at = greatest(${this.parts.clock.now()}::timestamptz, updated_at + interval '1 millisecond')
        where project_id = ${viewer.projectId} and id = ${id} and deleted_at is null returning id
      )
      select id from changed`);
    if (changed.length === 0) throw new OwnerNotFound(id, 'id');
    return this.require(viewer, id, 'id');
  }

  /** The key is in the answer, and nowhere else: only its hash is stored. */
  async issueThingKey(viewer: Viewer, ownerId: string): Promise<ThingKey> {
    this.requireVisible(viewer, ownerId, 'ownerId');
    this.requireAdministration(viewer, 'Issuing a thing key');
    const owner = await this.require(viewer, ownerId, 'ownerId');
    if (owner.kind !== OwnerKind.DEVICE) {
      throw new InvalidArguments('ownerId', 'Only an owner of kind DEVICE may hold a thing key.');
    }
    const { clock, database, random } = this.parts;
    const id = random.id();
    const key = newThingKey(random);
    await database.statement(sql`
      insert into thing_key (project_id, id, owner_id, key_hash, created_at)
      values (${viewer.projectId}, ${id}, ${ownerId}, ${hashThingKey(key)}, ${clock.now()})`);
    return { id, key, owner };
  }

  /** All the given keys, or none: THING_KEY_NOT_FOUND when one of them is not an active key of the thing. */
  async revokeThingKeys(viewer: Viewer, input: RevokeThingKeysInput): Promise<Owner> {
    const { ownerId } = input;
    this.requireVisible(viewer, ownerId, 'ownerId');
    this.requireAdministration(viewer, 'Revoking a thing key');
    const owner = await this.require(viewer, ownerId, 'ownerId');
    const keyIds = input.keyIds == null ? null : [...new Set(input.keyIds)];
    const malformed = keyIds?.filter((id) => !isUuid(id)) ?? [];
    if (malformed.length > 0) throw new ThingKeyNotFound(malformed);
    await this.parts.database.transaction(async (tx) => {
      const revoked = await tx.query<{ id: string }>(sql`
        with revoked as (
          update thing_key set revoked_at = ${this.parts.clock.now()}
          where project_id = ${viewer.projectId} and owner_id = ${ownerId} and revoked_at is null
            and (${keyIds}::uuid[] is null or id = any(${keyIds}::uuid[]))
          returning id
        )
        select id from revoked`);
      const ids = new Set(revoked.map((key) => key.id));
      const missing = keyIds?.filter((id) => !ids.has(id.toLowerCase())) ?? [];
      if (missing.length > 0) throw new ThingKeyNotFound(missing);
    });
    return owner;
  }

  /** The active keys of a thing; none for who may not administer it. */
  async thingKeys(viewer: Viewer, ownerId: string): Promise<ThingKeyInfo[]> {
    if (!this.parts.permissions.canAdministerOwners(viewer)) return [];
    return this.parts.owners.activeKeys(viewer.projectId, ownerId);
  }

  private async require(viewer: Viewer, id: string, property: string): Promise<Owner> {
    const [owner] = await this.parts.owners.byIds(viewer, [id]);
    if (owner === undefined) throw new OwnerNotFound(id, property);
    return owner;
  }

  /** An owner that the viewer may not see is not there (promise P5). */
  private requireVisible(viewer: Viewer, id: string, property: string): void {
    if (!this.parts.permissions.canSeeOwner(viewer, id)) throw new OwnerNotFound(id, property);
  }

  private requireAdministration(viewer: Viewer, what: string): void {
    if (!this.parts.permissions.canAdministerOwners(viewer)) {
      throw new Forbidden(`${what} needs an account with the role Root.`);
    }
  }
}

function parseName(text: string): string {
  const name = text.trim();
  // By characters, not by halves of surrogate pairs.
  const { length } = Array.from(name);
  if (length < 1 || length > 200) throw new InvalidArguments('name', 'A name has 1 to 200 characters.');
  return name;
}
