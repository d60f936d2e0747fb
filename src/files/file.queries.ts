import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { keysetOrder } from '../database/keyset.js';
import { empty, join, sql } from '../database/sql.js';
import { parsePageRequest, type PageArguments, type PageRequest } from '../paging/page-request.js';
import { pageCursor } from '../paging/page-cursor.js';
import { toPage } from '../paging/page.js';
import type { ResourceRow } from '../resources/resource-row.js';
import { afterCursor } from '../resources/resource.queries.js';
import { VisibleEntries } from '../resources/visible-entries.js';
import { fileListName, FILE_ORDER, isNamedFile, listedFiles, mayLeaveFewFiles } from './file-list.js';
import { pathOfFile, type FileName } from './file-name.js';
import { toFile } from './file-row.js';
import type { File, FileConnection } from './file.entity.js';
import type { FileFilter } from './file.input.js';

/** Which page of files. */
export interface FilePageAsked {
  readonly filter: FileFilter;
  readonly page: PageArguments;
  readonly isCounted: boolean;
}

type ListedRow = Omit<ResourceRow, 'id'> & {
  readonly list_owner: string;
  readonly total_count: number | null;
  /** Null when the list is empty. */
  readonly id: string | null;
};

/** Reads of files: each is one statement, and each holds the viewer's rights. */
export class FileQueries {
  private readonly entries: VisibleEntries;

  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {
    this.entries = new VisibleEntries(permissions);
  }

  /** Null when there is none that the viewer may see, or when its owner has to be a group and is none. */
  async one(
    viewer: Viewer,
    {
      ownerId,
      name,
      isGroup = false,
    }: { readonly ownerId: string; readonly name: FileName; readonly isGroup?: boolean },
  ) {
    const ofGroup = sql`and exists (
      select from owner o where o.project_id = r.project_id and o.id = r.owner_id and o.kind = 'GROUP')`;
    const [row] = await this.database.statement<ResourceRow>(sql`
      select r.* from resource r
      where ${this.permissions.readableEntries(viewer, 'r')} and ${isNamedFile()}
        and r.owner_id = ${ownerId} and r.path = ${pathOfFile(name)} ${isGroup ? ofGroup : empty}`);
    return row === undefined ? null : toFile(row);
  }

  /** Is the cursor, when there is one, of the list of this owner? Errors: INVALID_ARGUMENTS after, and of the page. */
  checkCursor(ownerId: string, { filter, page }: FilePageAsked): void {
    afterCursor(FILE_ORDER, parsePageRequest(page), [fileListName(ownerId, filter)]);
  }

  /** The same page of each of these owners, newest capture first, in one statement; in the order of the owners. */
  async pages(viewer: Viewer, ownerIds: readonly string[], asked: FilePageAsked): Promise<FileConnection[]> {
    const { filter, isCounted } = asked;
    const request = parsePageRequest(asked.page);
    const names = ownerIds.map((ownerId) => fileListName(ownerId, filter));
    const owner = sql`list.owner_id`;
    const entries = { owner, where: join([...listedFiles(filter)], ' and '), mayBeFew: mayLeaveFewFiles(filter) };
    const page = this.entries.page(viewer, {
      ...entries,
      columns: FILE_ORDER.columns,
      isBackward: request.isBackward,
      after: afterCursor(FILE_ORDER, request, names),
      limit: request.size + 1,
      offset: request.offset,
    });
    const rows = await this.database.statement<ListedRow>(sql`
      select list.owner_id as list_owner, ${isCounted ? sql`counted.total_count,` : sql`null::integer as total_count,`} r.*
      from unnest(${ownerIds}::text[]) with ordinality as list (owner_id, position)
      ${isCounted ? sql`cross join lateral (${this.entries.count(viewer, entries)}) counted` : empty}
      left join lateral (${page}) r on true
      order by list.position, ${keysetOrder(FILE_ORDER.columns, request.isBackward)}`);
    return ownerIds.map((ownerId, index) =>
      toConnection(
        rows.filter((row) => row.list_owner === ownerId),
        { request, list: names[index] ?? '', isCounted },
      ),
    );
  }
}

function toConnection(
  rows: readonly ListedRow[],
  asked: { readonly request: PageRequest; readonly list: string; readonly isCounted: boolean },
): FileConnection {
  const page = toPage<ResourceRow, File>(asked.request, rows.filter(isFile), {
    node: toFile,
    cursor: (row) => pageCursor(asked.list, FILE_ORDER.values(row)),
  });
  return { ...page, ...(asked.isCounted ? { count: rows[0]?.total_count ?? 0 } : {}) };
}

function isFile(row: ListedRow): row is ListedRow & ResourceRow {
  return row.id !== null;
}
