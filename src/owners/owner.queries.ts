import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { areKeysetValues, keysetAfter, keysetOrder, type KeysetColumn } from '../database/keyset.js';
import { join, sql, type Sql } from '../database/sql.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { toPage, type Page } from '../paging/page.js';
import { pageCursor, parsePageCursor } from '../paging/page-cursor.js';
import type { PageRequest } from '../paging/page-request.js';
import { Owner, type OwnerKind, type ThingKeyInfo } from './owner.entity.js';
import type { OwnerFilter } from './owner.input.js';

const ORDER: readonly KeysetColumn[] = [{ column: 'o.id', type: 'text', direction: 'ASC' }];
const ORDER_NAME = 'owner id';

interface OwnerRow {
  readonly project_id: string;
  readonly id: string;
  readonly kind: OwnerKind;
  readonly name: string;
  readonly metadata: Record<string, unknown>;
  readonly domain_id: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly deleted_at: Date | null;
}

/** Reads of owners: each statement holds the viewer's rights. */
export class OwnerQueries {
  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {}

  /** The owners with these ids that the viewer may see. */
  async byIds(viewer: Viewer, ids: readonly string[]): Promise<Owner[]> {
    const rows = await this.database.statement<OwnerRow>(sql`
      select o.* from owner o where ${this.permissions.visibleOwners(viewer, 'o')} and o.id = any(${ids}::text[])`);
    return rows.map(toOwner);
  }

  async page(viewer: Viewer, filter: OwnerFilter, page: PageRequest): Promise<Page<Owner>> {
    const conditions = [this.permissions.visibleOwners(viewer, 'o'), ...filterConditions(filter)];
    if (page.cursor !== null) {
      const values = parsePageCursor(page.cursor, { order: ORDER_NAME, columns: 1, property: 'after' });
      if (!areKeysetValues(ORDER, values)) throw new InvalidArguments('after', 'This is no cursor of this list.');
      conditions.push(keysetAfter(ORDER, values, page.isBackward));
    }
    const rows = await this.database.statement<OwnerRow>(sql`
      select o.* from owner o where ${join(conditions, ' and ')}
      order by ${keysetOrder(ORDER, page.isBackward)} limit ${page.size + 1}`);
    return toPage(page, rows, { node: toOwner, cursor: (row) => pageCursor(ORDER_NAME, [row.id]) });
  }

  async count(viewer: Viewer, filter: OwnerFilter): Promise<number> {
    const conditions = [this.permissions.visibleOwners(viewer, 'o'), ...filterConditions(filter)];
    const [row] = await this.database.statement<{ count: number }>(sql`
      select count(*)::integer as count from owner o where ${join(conditions, ' and ')}`);
    return row?.count ?? 0;
  }

  /** The active keys of a thing, oldest first. */
  async activeKeys(projectId: string, ownerId: string): Promise<ThingKeyInfo[]> {
    const rows = await this.database.statement<{ id: string; created_at: Date; last_used_at: Date | null }>(sql`
      select id, created_at, last_used_at from thing_key
      where project_id = ${projectId} and owner_id = ${ownerId} and revoked_at is null order by created_at, id`);
    return rows.map((row) => ({ id: row.id, createdAt: row.created_at, lastUsedAt: row.last_used_at }));
  }
}

function filterConditions({ ids, kinds, nameContains }: OwnerFilter): Sql[] {
  const conditions: Sql[] = [];
  if (ids != null) conditions.push(sql`o.id = any(${ids}::text[])`);
  if (kinds != null) conditions.push(sql`o.kind = any(${kinds}::text[])`);
  if (nameContains != null) conditions.push(sql`position(lower(${nameContains}) in lower(o.name)) > 0`);
  return conditions;
}

function toOwner(row: OwnerRow): Owner {
  return Object.assign(new Owner(), {
    projectId: row.project_id,
    id: row.id,
    kind: row.kind,
    name: row.name,
    metadata: row.metadata,
    domainId: row.domain_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  });
}
