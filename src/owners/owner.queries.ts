import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { areKeysetValues, keysetAfter, keysetOrder, type KeysetColumn } from '../database/keyset.js';
import { empty, join, sql, type Sql } from '../database/sql.js';
import { isUuid } from '../database/uuid.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { listDigest } from '../paging/list-digest.js';
import { toPage, type Page } from '../paging/page.js';
import { pageCursor, parsePageCursor } from '../paging/page-cursor.js';
import type { PageRequest } from '../paging/page-request.js';
import { parseMetadataConditions } from '../request/metadata-condition.js';
import { metadataConditions } from '../request/metadata-sql.js';
import { toOwner, type OwnerRow } from './owner-row.js';
import type { Owner } from './owner.entity.js';
import type { OwnerFilter } from './owner.input.js';

const ORDER: readonly KeysetColumn[] = [{ column: 'o.id', type: 'text', direction: 'ASC' }];
/** What cursors are of: the things of all groups are one list for them. */
const listName = (filter: OwnerFilter): string => `owner id ${listDigest(filter)}`;

/** A page of owners; the count only when it was asked for. */
export type OwnerPage = Page<Owner> & { readonly count: number | null };

type PageRow = Omit<OwnerRow, 'id'> & {
  readonly list_group: string | null;
  readonly total_count: number | null;
  /** Null when the list is empty: the row then only carries the count. */
  readonly id: string | null;
};

/** Which owners are asked for, and how much of the list. */
export interface OwnersAsked {
  readonly filter: OwnerFilter;
  readonly page: PageRequest;
  readonly isCounted: boolean;
}

/** Reads of owners: each is one statement, and each holds the viewer's rights. */
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

  /** One page of all that the viewer may see. */
  async page(viewer: Viewer, asked: OwnersAsked): Promise<OwnerPage> {
    const [page] = await this.pages(viewer, asked, null);
    if (page === undefined) throw new Error('A page came back without a row.');
    return page;
  }

  /** The same page of the things of each of these groups; in the order of the groups. */
  async thingPages(viewer: Viewer, asked: OwnersAsked, groupIds: readonly string[]): Promise<OwnerPage[]> {
    return this.pages(viewer, asked, groupIds);
  }

  private async pages(viewer: Viewer, asked: OwnersAsked, groupIds: readonly string[] | null): Promise<OwnerPage[]> {
    const { filter, page, isCounted } = asked;
    const matches = join(
      [
        this.permissions.visibleOwners(viewer, 'o'),
        ...(groupIds === null ? [] : [sql`o.group_id = list.group_id`]),
        ...this.filterConditions(viewer, filter),
      ],
      ' and ',
    );
    const rows = await this.database.statement<PageRow>(sql`
      select list.group_id as list_group, ${isCounted ? sql`counted.total_count` : sql`null::integer as total_count`}, o.*
      from unnest(${groupIds ?? [null]}::text[]) with ordinality as list (group_id, position)
      ${isCounted ? sql`cross join lateral (select count(*)::integer as total_count from owner o where ${matches}) counted` : empty}
      left join lateral (
        select o.* from owner o where ${matches} ${afterCursor(page, listName(filter))}
        order by ${keysetOrder(ORDER, page.isBackward)} limit ${page.size + 1}
      ) o on true
      order by list.position, ${keysetOrder(ORDER, page.isBackward)}`);
    if (groupIds === null) return [toOwnerPage(page, listName(filter), rows)];
    return groupIds.map((groupId) =>
      toOwnerPage(
        page,
        listName(filter),
        rows.filter((row) => row.list_group === groupId),
      ),
    );
  }

  /** A group or a domain that the viewer may not know of has nothing in it. */
  private filterConditions(viewer: Viewer, filter: OwnerFilter): Sql[] {
    const { ids, kinds, nameContains, groupId, domainId } = filter;
    const conditions: Sql[] = [];
    if (ids != null) conditions.push(sql`o.id = any(${ids}::text[])`);
    if (kinds != null) conditions.push(sql`o.kind = any(${kinds}::text[])`);
    if (nameContains != null) conditions.push(sql`position(lower(${nameContains}) in lower(o.name)) > 0`);
    if (groupId != null) {
      conditions.push(sql`o.group_id = ${groupId} and exists (
        select 1 from owner seen where ${this.permissions.visibleOwners(viewer, 'seen')} and seen.id = ${groupId})`);
    }
    if (domainId != null) conditions.push(this.inDomain(viewer, domainId));
    conditions.push(...metadataConditions(parseMetadataConditions(filter.metadata), sql`o.metadata`));
    return conditions;
  }

  /** In the domain or in one below it. */
  private inDomain(viewer: Viewer, domainId: string): Sql {
    if (!isUuid(domainId)) return sql`false`;
    return sql`o.domain_id in (
      select below.id from domain d join domain below on below.project_id = d.project_id and starts_with(below.tree, d.tree)
      where d.project_id = ${viewer.projectId} and d.id = ${domainId} and d.id in (${this.permissions.knownDomains(viewer)}))`;
  }
}

function toOwnerPage(page: PageRequest, list: string, rows: readonly PageRow[]): OwnerPage {
  const owners = rows.filter((row): row is PageRow & OwnerRow => row.id !== null);
  const shown = toPage(page, owners, { node: toOwner, cursor: (row) => pageCursor(list, [row.id]) });
  return { ...shown, count: rows[0]?.total_count ?? null };
}

function afterCursor(page: PageRequest, list: string): Sql {
  if (page.cursor === null) return empty;
  const values = parsePageCursor(page.cursor, { list, columns: 1, property: 'after' });
  if (!areKeysetValues(ORDER, values)) throw new InvalidArguments('after', 'This is no cursor of this list.');
  return sql`and ${keysetAfter(ORDER, values, page.isBackward)}`;
}
