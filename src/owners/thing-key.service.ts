import type { Permissions } from '../auth/permissions.js';
import { hashThingKey, newThingKey } from '../auth/thing-key.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { isUuid } from '../database/uuid.js';
import { Forbidden } from '../errors/forbidden.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { toOwner } from './owner-row.js';
import { OwnerKind, type Owner, type ThingKey, type ThingKeyInfo } from './owner.entity.js';
import { ThingKeyNotFound } from './owner.errors.js';
import type { RevokeThingKeysInput } from './owner.input.js';
import type { OwnerService } from './owner.service.js';

/** The keys of things: several may be active, so that one is rotated without a gap. */
export class ThingKeyService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly owners: OwnerService;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {}

  /**
   * The key is in the answer, and nowhere else: only its hash is stored. Whoever shows it edits the content of the thing,
   * so it is issued by who may do that.
   * Errors: OWNER_NOT_FOUND, INVALID_ARGUMENTS ownerId, FORBIDDEN.
   */
  async issue(viewer: Viewer, ownerId: string): Promise<ThingKey> {
    const { clock, database, random, owners } = this.parts;
    const id = random.id();
    const key = newThingKey(random);
    return database.transaction(async (tx) => {
      const what = 'Issuing a thing key';
      const owner = await owners.changeable(tx, viewer, { id: ownerId, property: 'ownerId', what });
      if (owner.kind !== OwnerKind.DEVICE) {
        throw new InvalidArguments('ownerId', 'Only an owner of kind DEVICE may hold a thing key.');
      }
      const [row] = await tx.query<{ readonly is_editor: boolean }>(sql`
        select ${this.parts.permissions.editsAllOf(viewer, ownerId)} as is_editor`);
      if (row?.is_editor !== true) {
        throw new Forbidden(`Issuing a key of ${ownerId} needs the role ResourceEditor on all of it.`, {
          role: 'ResourceEditor',
          ownerId,
        });
      }
      await tx.query(sql`
        insert into thing_key (project_id, id, owner_id, key_hash, created_at)
        values (${viewer.projectId}, ${id}, ${ownerId}, ${hashThingKey(key)}, ${clock.now()})`);
      return { id, key, owner: toOwner(owner) };
    });
  }

  /**
   * All the given keys, or none: THING_KEY_NOT_FOUND when one of them is not an active key of the thing.
   * Errors: also OWNER_NOT_FOUND, FORBIDDEN.
   */
  async revoke(viewer: Viewer, input: RevokeThingKeysInput): Promise<Owner> {
    const { ownerId } = input;
    const keyIds = input.keyIds == null ? null : [...new Set(input.keyIds)];
    return this.parts.database.transaction(async (tx) => {
      const what = 'Revoking a thing key';
      const owner = await this.parts.owners.changeable(tx, viewer, { id: ownerId, property: 'ownerId', what });
      const malformed = keyIds?.filter((id) => !isUuid(id)) ?? [];
      if (malformed.length > 0) throw new ThingKeyNotFound(malformed);
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
      return toOwner(owner);
    });
  }

  /** The active keys of things, oldest first; none of those that the viewer may not change. */
  async active(viewer: Viewer, ownerIds: readonly string[]): Promise<ReadonlyMap<string, ThingKeyInfo[]>> {
    const rows = await this.parts.database.statement<{
      readonly owner_id: string;
      readonly id: string;
      readonly created_at: Date;
      readonly last_used_at: Date | null;
    }>(sql`
      select k.owner_id, k.id, k.created_at, k.last_used_at from owner o
      join thing_key k on k.project_id = o.project_id and k.owner_id = o.id and k.revoked_at is null
      where ${this.parts.permissions.ownersWith(viewer, 'UPDATE', 'o')} and o.id = any(${ownerIds}::text[])
      order by k.created_at, k.id`);
    const keys = new Map<string, ThingKeyInfo[]>(ownerIds.map((id) => [id, []]));
    for (const row of rows) {
      keys.get(row.owner_id)?.push({ id: row.id, createdAt: row.created_at, lastUsedAt: row.last_used_at });
    }
    return keys;
  }
}
