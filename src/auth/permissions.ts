import { raw, sql, type Sql } from '../database/sql.js';
import { AccountRole, type Viewer } from './viewer.js';

/** Where an entry lies, as far as rights go. */
export interface EntryPlace {
  readonly projectId: string;
  readonly ownerId: string;
  readonly coownerId: string | null;
  readonly path: string;
}

/**
 * The one place that decides who may do what. Each rule stands here twice, side by side: as a predicate for the
 * statement that reads, and as a function for an event that is in memory already.
 *
 * Today's rules: a Root account may do everything in its project; a thing sees its own owner record and reads and
 * writes the entries of which it is owner or co-owner.
 */
export class Permissions {
  /** May the viewer read the entry? SQL over a row with project_id, owner_id, coowner_id and path. */
  readableEntries(viewer: Viewer, alias: string): Sql {
    const row = raw(alias);
    const inProject = sql`${row}.project_id = ${viewer.projectId}`;
    if (viewer.kind === 'THING') {
      return sql`(${inProject} and (${row}.owner_id = ${viewer.ownerId} or ${row}.coowner_id = ${viewer.ownerId}))`;
    }
    return viewer.role === AccountRole.ROOT ? inProject : sql`false`;
  }

  /** The same rule as readableEntries, for one entry in memory. */
  canReadEntry(viewer: Viewer, place: EntryPlace): boolean {
    if (viewer.projectId !== place.projectId) return false;
    if (viewer.kind === 'THING') return viewer.ownerId === place.ownerId || viewer.ownerId === place.coownerId;
    return viewer.role === AccountRole.ROOT;
  }

  /** May the viewer create, change and remove entries there? */
  canWriteEntry(viewer: Viewer, place: EntryPlace): boolean {
    return this.canReadEntry(viewer, place);
  }

  /** May the viewer see the owner record? SQL over a row of owner. */
  visibleOwners(viewer: Viewer, alias: string): Sql {
    const row = raw(alias);
    const inProject = sql`${row}.project_id = ${viewer.projectId} and ${row}.deleted_at is null`;
    if (viewer.kind === 'THING') return sql`(${inProject} and ${row}.id = ${viewer.ownerId})`;
    return viewer.role === AccountRole.ROOT ? sql`(${inProject})` : sql`false`;
  }

  /** The same rule as visibleOwners, for one owner that lives. */
  canSeeOwner(viewer: Viewer, ownerId: string): boolean {
    return viewer.kind === 'THING' ? viewer.ownerId === ownerId : viewer.role === AccountRole.ROOT;
  }

  /** May the viewer create and change owner records, and issue and revoke the keys of things? */
  canAdministerOwners(viewer: Viewer): boolean {
    return viewer.kind === 'ACCOUNT' && viewer.role === AccountRole.ROOT;
  }

  /** May the viewer make, list and revoke the API keys of its project? */
  canAdministerApiKeys(viewer: Viewer): boolean {
    return viewer.kind === 'ACCOUNT' && viewer.role === AccountRole.ROOT;
  }
}
