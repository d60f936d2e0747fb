import { hashApiKey, newApiKey } from '../auth/api-key.js';
import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { isUuid } from '../database/uuid.js';
import { Forbidden } from '../errors/forbidden.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeyNotFound } from './api-key.errors.js';
import { parseCredentialName } from './credential-name.js';

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
    const name = parseCredentialName(text);
    this.requireAdministration(viewer, 'Making an API key');
    const { clock, random, database } = this.parts;
    const { projectId } = viewer;
    const id = random.id();
    const key = newApiKey(random);
    const createdAt = clock.now();
    await database.transaction(async (tx) => {
      // One at a time for each project: so the count holds until the key is there.
      await tx.query(sql`select id from project where id = ${projectId} for no key update`);
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
    this.requireAdministration(viewer, 'Revoking an API key');
    if (!isUuid(id)) throw new ApiKeyNotFound(id);
    const [removed] = await this.parts.database.statement<{ id: string }>(sql`
      delete from api_key where project_id = ${viewer.projectId} and id = ${id} returning id`);
    if (removed === undefined) throw new ApiKeyNotFound(id);
    return removed.id;
  }

  /** Those of the project, by name; none for who may not administer them. */
  async active(viewer: Viewer): Promise<ApiKey[]> {
    if (!this.parts.permissions.canAdministerApiKeys(viewer)) return [];
    const rows = await this.parts.database.statement<{
      readonly id: string;
      readonly name: string;
      readonly created_at: Date;
      readonly last_used_at: Date | null;
    }>(sql`
      select id, name, created_at, last_used_at from api_key
      where project_id = ${viewer.projectId} order by name collate "C", id`);
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, key: null },
      ...{ createdAt: row.created_at, lastUsedAt: row.last_used_at },
    }));
  }

  private requireAdministration(viewer: Viewer, what: string): void {
    if (!this.parts.permissions.canAdministerApiKeys(viewer)) {
      throw new Forbidden(`${what} needs an account with the role Root.`);
    }
  }
}
