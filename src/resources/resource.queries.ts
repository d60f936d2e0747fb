import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import { feedCursor } from '../changes/feed-position.js';
import type { Database } from '../database/database.js';
import { areKeysetValues, keysetAfter, keysetOrder } from '../database/keyset.js';
import { empty, join, sql, type Sql } from '../database/sql.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parsePageCursor, pageCursor } from '../paging/page-cursor.js';
import { parsePageRequest, type PageRequest } from '../paging/page-request.js';
import { toPage } from '../paging/page.js';
import type { ResourceConnection } from './resource-connection.entity.js';
import { JOINED_SOURCE, SHOWN_COLUMNS, toEntry, type EntryRow } from './entry-row.js';
import { listName } from './resource-list-name.js';
import { coownerConditions, filterConditions, mayLeaveFew, pathConditions } from './resource-filter.js';
import { isUuid } from '../database/uuid.js';
import { parseResourceOrder, type RowOrder } from './resource-order.js';
import type { OwnerResourcesArgs } from './resource.args.js';
import type { ResourceEntry } from './resource.entity.js';
import { VisibleEntries } from './visible-entries.js';

/** What beside the entries a page is to tell: each costs something, so it is asked only when selected. */
export interface PageExtras {
  readonly count: boolean;
  readonly feedCursor: boolean;
}

/** Which triplet. */
export interface Triplet {
  readonly ownerId: string;
  readonly coownerId: string | null;
  readonly path: string;
}

/** A row of a page: an entry, and what is told beside. */
export type PageRow = Omit<EntryRow, 'id'> & {
  readonly list_owner: string | null;
  readonly total_count: number | null;
  readonly feed_epoch: number | null;
  readonly feed_horizon: string | null;
  /** Null when the list is empty: the row then only carries the extras. */
  readonly id: string | null;
};

/** Reads of resources: each is one statement, and each holds the viewer's rights. */
export class ResourceQueries {
  private readonly entries: VisibleEntries;

  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {
    this.entries = new VisibleEntries(permissions);
  }

  async byIds(viewer: Viewer, ids: readonly string[]): Promise<ResourceEntry[]> {
    const rows = await this.database.statement<EntryRow>(sql`
      select ${SHOWN_COLUMNS} from resource r ${JOINED_SOURCE}
      where ${this.permissions.knownEntries(viewer, 'r')} and r.id = any(${ids.filter(isUuid)}::uuid[])`);
    return rows.map(toEntry);
  }

  /** The live one at a triplet. */
  async at(viewer: Viewer, { ownerId, coownerId, path }: Triplet): Promise<ResourceEntry | null> {
    const [row] = await this.database.statement<EntryRow>(sql`
      select ${SHOWN_COLUMNS} from resource r ${JOINED_SOURCE}
      where ${this.permissions.readableEntries(viewer, 'r')} and r.archived_at is null
        and r.owner_id = ${ownerId} and r.coowner_id is not distinct from ${coownerId} and r.path = ${path}`);
    return row === undefined ? null : toEntry(row);
  }

  /** Is the cursor, when there is one, of the list of this owner? Errors: INVALID_ARGUMENTS after, before, and of the page. */
  checkCursor(ownerId: string, args: OwnerResourcesArgs): void {
    afterCursor(parseResourceOrder(args.order), parsePageRequest(args), [listName(args, ownerId)]);
  }

  /** One page over all owners of the project that the viewer may see. */
  async page(viewer: Viewer, args: OwnerResourcesArgs, extras: PageExtras): Promise<ResourceConnection> {
    const [page] = await this.pages(viewer, { ownerIds: null, args, extras });
    if (page === undefined) throw new Error('A page came back without a row.');
    return page;
  }

  /** The same page of each of these owners, in one statement; in the order of the owners. */
  async ownerPages(
    viewer: Viewer,
    ask: { readonly ownerIds: readonly string[]; readonly args: OwnerResourcesArgs; readonly extras: PageExtras },
  ): Promise<ResourceConnection[]> {
    return this.pages(viewer, ask);
  }

  private async pages(
    viewer: Viewer,
    ask: {
      readonly ownerIds: readonly string[] | null;
      readonly args: OwnerResourcesArgs;
      readonly extras: PageExtras;
    },
  ): Promise<ResourceConnection[]> {
    const { ownerIds, args, extras } = ask;
    const order = parseResourceOrder(args.order);
    const request = parsePageRequest(args);
    const names = (ownerIds ?? [null]).map((ownerId) => listName(args, ownerId));
    const where = join(
      [...coownerConditions(args.coownerId), ...pathConditions(args), ...filterConditions(args.filter ?? {})],
      ' and ',
    );
    const asked = {
      owner: ownerIds === null ? null : sql`list.owner_id`,
      where,
      mayBeFew: mayLeaveFew(args.filter ?? {}),
    };
    const page = this.entries.page(viewer, {
      ...asked,
      columns: order.columns,
      isBackward: request.isBackward,
      after: afterCursor(order, request, names),
      limit: request.size + 1,
      offset: request.offset,
    });
    // An empty list still has a row, for the count and for the feed's position in the snapshot of this very statement.
    const rows = await this.database.statement<PageRow>(sql`
      select list.owner_id as list_owner, ${extraColumns(extras)} ${SHOWN_COLUMNS}
      from unnest(${ownerIds ?? [null]}::text[]) with ordinality as list (owner_id, position)
      ${extras.count ? sql`cross join lateral (${this.entries.count(viewer, asked)}) counted` : empty}
      left join lateral (${page}) r on true
      ${JOINED_SOURCE}
      order by list.position, ${keysetOrder(order.columns, request.isBackward)}`);
    return byList(rows, ownerIds).map((ofList, index) =>
      toConnection(ofList, { order, request, extras, list: names[index] ?? '' }),
    );
  }
}

/** The columns of what is asked for beside the entries, each with a comma after it. */
export function extraColumns(extras: PageExtras): Sql {
  const count = extras.count ? sql`counted.total_count,` : empty;
  const position = extras.feedCursor
    ? sql`(select epoch from feed_epoch) as feed_epoch, pg_snapshot_xmin(pg_current_snapshot())::text as feed_horizon,`
    : empty;
  return sql`${count} ${position}`;
}

/** Entries after the request's cursor. Errors: INVALID_ARGUMENTS after, before. */
export function afterCursor(order: RowOrder, request: PageRequest, names: readonly string[]): Sql {
  if (request.cursor === null) return sql`true`;
  const property = request.isBackward ? 'before' : 'after';
  const [values = []] = names.map((list) =>
    parsePageCursor(request.cursor ?? '', { list, columns: order.columns.length, property }),
  );
  if (!areKeysetValues(order.columns, values)) throw new InvalidArguments(property, 'This is no cursor of this list.');
  return keysetAfter(order.columns, values, request.isBackward);
}

/** The rows of each owner, in the owners' order; all rows as one when the list is of no owner. */
function byList(rows: readonly PageRow[], ownerIds: readonly string[] | null): (readonly PageRow[])[] {
  if (ownerIds === null) return [rows];
  const lists = new Map<string, PageRow[]>(ownerIds.map((id) => [id, []]));
  for (const row of rows) if (row.list_owner !== null) lists.get(row.list_owner)?.push(row);
  return ownerIds.map((id) => lists.get(id) ?? []);
}

/** A page from its rows, of which one more than its size was asked for. */
export function toConnection(
  rows: readonly Omit<PageRow, 'list_owner'>[],
  ask: { readonly order: RowOrder; readonly request: PageRequest; readonly extras: PageExtras; readonly list: string },
): ResourceConnection {
  const [first] = rows;
  const page = toPage(ask.request, rows.filter(isEntry), {
    node: toEntry,
    cursor: (row) => pageCursor(ask.list, ask.order.values(row)),
  });
  const { feed_epoch: epoch, feed_horizon: horizon, total_count: count } = first ?? {};
  return {
    ...page,
    ...(ask.extras.count ? { count: count ?? 0 } : {}),
    ...(epoch != null && horizon != null ? { feedCursor: feedCursor({ epoch, xid: BigInt(horizon), seq: 0n }) } : {}),
  };
}

function isEntry(row: Omit<PageRow, 'list_owner'>): row is Omit<PageRow, 'list_owner'> & EntryRow {
  return row.id !== null;
}
