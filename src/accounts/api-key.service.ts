import { hashApiKey, newApiKey } from '../auth/api-key.js';
import type { Permissions } from '../auth/permissions.js';
import { privilegeMissing } from '../auth/privilege-missing.js';
import type { Privilege } from '../auth/privilege.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { isUuid } from '../database/uuid.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseName } from '../request/name.js';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeyNotFound } from './api-key.errors.js';

/** Of one project: they are listed all at once. */
export const MOST_KEYS = 1000;

/** The keys by which clients say of which project they are. */
export class ApiKeyService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {}

  /** The key is in the answer, and nowhere else. Errors: INVALID_ARGUMENTS, FORBIDDEN. */
  async create(viewer: Viewer, text: string): Promise<ApiKey> {
    const name = parseName(text);
    const { clock, random, database } = this.parts;
    const { projectId } = viewer;
    const id = random.id();
    const key = newApiKey(random);
    const createdAt = clock.now();
    await database.transaction(async (tx) => {
      // One at a time for each project: so the count holds until the key is there.
      await tx.query(sql`select id from project where id = ${projectId} for no key update`);
      await this.require(tx, viewer, { privilege: 'ApiKeys.CREATE', what: 'Making an API key' });
      const inserted = await tx.query(sql`
        insert into api_key (project_id, id, name, key_hash, created_at)
        select ${projectId}, ${id}, ${name}, ${hashApiKey(key)}, ${createdAt}::timestamptz
        where (select count(*) from api_key where project_id = ${projectId}) < ${MOST_KEYS}
        returning id`);
      if (inserted.length === 0) {
        throw new InvalidArguments('name', `A project has at most ${String(MOST_KEYS)} API keys: revoke one.`, {
          limit: MOST_KEYS,
        });
      }
    });
    return { id, name, key, createdAt, lastUsedAt: null };
  }

  /** Errors: API_KEY_NOT_FOUND, also for one of another project; FORBIDDEN. */
  async revoke(viewer: Viewer, id: string): Promise<string> {
    return this.parts.database.transaction(async (tx) => {
      await this.require(tx, viewer, { privilege: 'ApiKeys.DELETE', what: 'Revoking an API key' });
      if (!isUuid(id)) throw new ApiKeyNotFound(id);
      const [removed] = await tx.query<{ id: string }>(sql`
        delete from api_key where project_id = ${viewer.projectId} and id = ${id} returning id`);
      if (removed === undefined) throw new ApiKeyNotFound(id);
      return removed.id;
    });
  }

  /** Those of the project, by name; none for who may not administer them. */
  async active(viewer: Viewer): Promise<ApiKey[]> {
    const rows = await this.parts.database.statement<{
      readonly id: string;
      readonly name: string;
      readonly created_at: Date;
      readonly last_used_at: Date | null;
    }>(sql`
      select id, name, created_at, last_used_at from api_key
      where project_id = ${viewer.projectId} and ${this.parts.permissions.onRootDomain(viewer, 'ApiKeys.READ')}
      order by name collate "C", id`);
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, key: null },
      ...{ createdAt: row.created_at, lastUsedAt: row.last_used_at },
    }));
  }

  private async require(
    tx: Transaction,
    viewer: Viewer,
    { privilege, what }: { readonly privilege: Privilege; readonly what: string },
  ): Promise<void> {
    const [row] = await tx.query<{ readonly is_allowed: boolean }>(sql`
      select ${this.parts.permissions.onRootDomain(viewer, privilege)} as is_allowed`);
    if (row?.is_allowed !== true) throw privilegeMissing(what, { privilege });
  }
}
