import type { Database } from '../database/database.js';
import { join, sql } from '../database/sql.js';
import type { EntryPlace, Permissions } from './permissions.js';
import type { Viewer } from './viewer.js';

/** One grant: without an owner on the whole project, without a path on all entries of the owner. */
export interface EntryGrant {
  readonly ownerId: string | null;
  readonly path: string | null;
}

/**
 * What one viewer may read, as it was at one moment: for events, which are in memory already. It asks the same as
 * Permissions.readableEntries, of the same rows.
 */
export class EntryRights {
  private readonly isWhole: boolean;
  /** By owner the paths, and "everything" as null. */
  private readonly paths = new Map<string, Set<string | null>>();

  constructor(
    private readonly projectId: string,
    /** Of the project, when they were read. */
    readonly version: number,
    grants: readonly EntryGrant[],
  ) {
    this.isWhole = grants.some((grant) => grant.ownerId === null);
    for (const { ownerId, path } of grants) {
      if (ownerId === null) continue;
      const paths = this.paths.get(ownerId);
      if (paths === undefined) this.paths.set(ownerId, new Set([path]));
      else paths.add(path);
    }
  }

  canRead({ projectId, ownerId, coownerId, path }: EntryPlace): boolean {
    if (projectId !== this.projectId) return false;
    return this.isWhole || this.reaches(ownerId, path) || (coownerId !== null && this.reaches(coownerId, path));
  }

  private reaches(ownerId: string, path: string): boolean {
    const granted = this.paths.get(ownerId);
    if (granted === undefined) return false;
    if (granted.has(null) || granted.has(path)) return true;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (granted.has(path.slice(0, end))) return true;
    }
    return false;
  }
}

/** Viewers with the same key have the same rights. */
export function rightsKey(viewer: Viewer): string {
  return viewer.kind === 'ACCOUNT' ? `account ${viewer.accountId}` : `thing ${viewer.ownerId}`;
}

/** How many viewers one statement asks for. */
const BATCH = 50;

interface GrantRow {
  readonly viewer: number;
  readonly version: string;
  /** False in the row that each viewer has, with or without a grant. */
  readonly is_grant: boolean;
  readonly owner_id: string | null;
  readonly path: string | null;
}

/** Reads what viewers may read, as the database knows it now; by the key of each viewer. */
export async function readEntryRights(
  parts: { readonly database: Database; readonly permissions: Permissions },
  viewers: readonly Viewer[],
): Promise<ReadonlyMap<string, EntryRights>> {
  const asked = [...new Map(viewers.map((viewer) => [rightsKey(viewer), viewer])).values()];
  const rights = new Map<string, EntryRights>();
  for (let start = 0; start < asked.length; start += BATCH) {
    const batch = asked.slice(start, start + BATCH);
    // One statement, so that the version is that of the grants.
    const rows = await parts.database.statement<GrantRow>(
      join(
        batch.map(
          (viewer, index) => sql`
          select ${index}::integer as viewer, p.rights_version::text as version,
            g.is_grant is not null as is_grant, g.owner_id, g.path
          from project p
          left join (select true as is_grant, granted.owner_id, granted.path
            from (${parts.permissions.grantsOf(viewer, { least: 'ResourceViewer' })}) granted) g on true
          where p.id = ${viewer.projectId}`,
        ),
        ' union all ',
      ),
    );
    batch.forEach((viewer, index) => {
      const own = rows.filter((row) => row.viewer === index);
      const grants = own.filter((row) => row.is_grant).map((row) => ({ ownerId: row.owner_id, path: row.path }));
      rights.set(rightsKey(viewer), new EntryRights(viewer.projectId, Number(own[0]?.version ?? 0), grants));
    });
  }
  return rights;
}
