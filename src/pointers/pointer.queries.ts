import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { keysetOrder } from '../database/keyset.js';
import { empty, sql, type Sql } from '../database/sql.js';
import { parsePageRequest, type PageArguments } from '../paging/page-request.js';
import { JOINED_SOURCE, SHOWN_COLUMNS } from '../resources/entry-row.js';
import type { ResourceConnection } from '../resources/resource-connection.entity.js';
import { parseResourceOrder } from '../resources/resource-order.js';
import {
  afterCursor,
  extraColumns,
  toConnection,
  type PageExtras,
  type PageRow,
} from '../resources/resource.queries.js';

/** Which pointers to which resources. */
export interface PointersAsked {
  readonly sourceIds: readonly string[];
  readonly page: PageArguments;
  readonly extras: PageExtras;
}

type PointerPageRow = Omit<PageRow, 'list_owner'> & { readonly list_source: string };

/**
 * Reads of pointers by what they point to, archived ones included. A ResourceAdmin of the source is told of all of them,
 * others of those that they may read.
 */
export class PointerQueries {
  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {}

  /** The same page of the pointers to each of these, newest capture first, in one statement; in their order. */
  async pages(viewer: Viewer, { sourceIds, page, extras }: PointersAsked): Promise<ResourceConnection[]> {
    const order = parseResourceOrder(null);
    const request = parsePageRequest(page);
    const visible = this.visible(viewer);
    const rows = await this.database.statement<PointerPageRow>(sql`
      with list as materialized (${this.sources(viewer, sourceIds)})
      select list.source_id as list_source, ${extraColumns(extras)} ${SHOWN_COLUMNS}
      from list
      ${extras.count ? sql`cross join lateral (select count(*)::integer as total_count from ${visible}) counted` : empty}
      left join lateral (
        select r.* from ${visible} and ${afterCursor(order, request, sourceIds.map(listName))}
        order by ${keysetOrder(order.columns, request.isBackward)} limit ${request.size + 1}
      ) r on true
      ${JOINED_SOURCE}
      order by list.position, ${keysetOrder(order.columns, request.isBackward)}`);
    return sourceIds.map((id) =>
      toConnection(
        rows.filter((row) => row.list_source === id),
        { order, request, extras, list: listName(id) },
      ),
    );
  }

  /** How many pointers to each of these the viewer is told of; by their id. */
  async counts(viewer: Viewer, sourceIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.statement<{ readonly source_id: string; readonly total_count: number }>(sql`
      with list as materialized (${this.sources(viewer, sourceIds)})
      select list.source_id, (select count(*)::integer from ${this.visible(viewer)}) as total_count from list`);
    return new Map(rows.map((row) => [row.source_id, row.total_count]));
  }

  /** Whether the viewer administers it is asked once of each, not of each pointer. */
  private sources(viewer: Viewer, ids: readonly string[]): Sql {
    return sql`
      select asked.source_id, asked.position, exists (
        select 1 from resource source where source.project_id = ${viewer.projectId} and source.id = asked.source_id
          and ${this.permissions.entriesWith(viewer, 'ResourceAdmin', 'source')}) as is_administered
      from unnest(${ids}::uuid[]) with ordinality as asked (source_id, position)`;
  }

  /** Of the sources "list". */
  private visible(viewer: Viewer): Sql {
    return sql`resource r where r.project_id = ${viewer.projectId} and r.source_id = list.source_id
      and (list.is_administered or ${this.permissions.readableEntries(viewer, 'r')})`;
  }
}

/** What a cursor of a page of pointers goes with. */
function listName(sourceId: string): string {
  return `pointers to ${sourceId}`;
}
