import type { EntryPlace, Permissions } from '../auth/permissions.js';
import { RESOURCE_ROLES, type ResourceRole } from '../auth/resource-role.js';
import { reachesPath } from '../auth/entry-grants.js';
import { AccountRole, type Subject, type Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { raw, sql, type Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { Forbidden } from '../errors/forbidden.js';
import { OwnerNotFound } from '../owners/owner.errors.js';

/** What one viewer may do with one entry, and where that was given. */
export interface EntryAccess {
  readonly role: ResourceRole;
  /** Without an owner: the whole project; without a path: the whole owner. */
  readonly through: { readonly ownerId: string | null; readonly path: string | null };
  /** Given where the source of a pointer lies, not where the pointer does: it lets it be removed, and not be changed. */
  readonly isOfSource: boolean;
}

/** What runs a statement. */
type Runner = Pick<Database, 'statement'> | Transaction;

interface OwnerStanding {
  readonly is_there: boolean;
  readonly is_visible: boolean;
  readonly may_read: boolean;
  readonly may_write: boolean;
}

interface AccessRow {
  readonly role: ResourceRole;
  readonly owner_id: string | null;
  readonly path: string | null;
  readonly is_of_source: boolean;
}

/** Asks for rights on entries, in SQL, and says what is missing. */
export class EntryAccessService {
  constructor(private readonly parts: { readonly database: Database; readonly permissions: Permissions }) {}

  /** May the viewer create there? SQL. A co-owner is set by who may create at both. */
  mayCreate(viewer: Viewer, place: EntryPlace): Sql {
    const ofOwner = this.mayWriteAt(viewer, { ...place, coownerId: null });
    if (place.coownerId === null) return ofOwner;
    return sql`(${ofOwner} and ${this.mayWriteAt(viewer, { ...place, ownerId: place.coownerId, coownerId: null })})`;
  }

  /**
   * Whether the viewer may create there is said by what it named, and by whether it sees the owner: never by what
   * stands at the path. Errors: OWNER_NOT_FOUND, FORBIDDEN with the role and the path.
   */
  async requireCreatable(viewer: Viewer, place: EntryPlace, runner: Runner = this.parts.database): Promise<void> {
    const named = [
      { id: place.ownerId, property: 'ownerId' },
      ...(place.coownerId === null ? [] : [{ id: place.coownerId, property: 'coownerId' }]),
    ];
    for (const { id, property } of named) {
      const standing = await this.standing(viewer, { ...place, ownerId: id, coownerId: null }, runner);
      if (standing.may_write && standing.is_there) continue;
      if (!standing.may_write && (standing.may_read || standing.is_visible)) throw writingForbidden(id, place.path);
      throw new OwnerNotFound(id, property);
    }
  }

  /** Errors: FORBIDDEN, at a place that the viewer may know of without the right to change what is there. */
  async refuseKnownPlace(viewer: Viewer, place: EntryPlace, runner: Runner): Promise<void> {
    const {
      may_write: mayWrite,
      may_read: mayRead,
      is_visible: isVisible,
    } = await this.standing(viewer, place, runner);
    if (!mayWrite && (mayRead || isVisible)) throw writingForbidden(place.ownerId, place.path);
  }

  /** Errors: FORBIDDEN. For an entry that the viewer may read. */
  async requireWritable(viewer: Viewer, entry: EntryPlace, runner: Runner = this.parts.database): Promise<void> {
    const [row] = await run<{ may_write: boolean }>(runner, sql`select ${this.mayWriteAt(viewer, entry)} as may_write`);
    if (row?.may_write !== true) throw writingForbidden(entry.ownerId, entry.path);
  }

  /** What somebody may do with each of these entries, by id; nothing for those that it may not see. */
  async of(viewer: Subject, ids: readonly string[]): Promise<ReadonlyMap<string, EntryAccess>> {
    const rows = await this.parts.database.statement<AccessRow & { readonly id: string }>(sql`
      select r.id, best.* from resource r ${this.bestGrant(viewer)}
      where r.project_id = ${viewer.projectId} and r.id = any(${ids}::uuid[])`);
    return new Map(rows.map((row) => [row.id, toAccess(row)]));
  }

  /** What the viewer may do at a place of its project. */
  async ofPlace(viewer: Viewer, place: EntryPlace): Promise<EntryAccess | null> {
    const [row] = await this.parts.database.statement<AccessRow>(sql`
      select best.* from (select *, null::uuid as source_id from ${placeRelation(place)}) r ${this.bestGrant(viewer)}
      where r.project_id = ${viewer.projectId}`);
    return row === undefined ? null : toAccess(row);
  }

  /** The most that somebody was given where a row "r" lies, as "best". */
  private bestGrant(viewer: Subject): Sql {
    return sql`cross join lateral (
      select * from (${this.grantsOnEntry(viewer)}) given
      order by not is_of_source and role <> 'ResourceViewer' desc,
        array_position(${RESOURCE_ROLES}::text[], role) desc, owner_id nulls first, path nulls first limit 1
    ) best`;
  }

  /** What was given where the entry "r" lies; where the source of a pointer lies, the role of its administrators alone. */
  private grantsOnEntry(viewer: Subject): Sql {
    const { permissions } = this.parts;
    const given = (least: ResourceRole, alias: 'r' | 'source') =>
      permissions.grantsOf(viewer, {
        least,
        owners: sql`array['', ${raw(alias)}.owner_id, coalesce(${raw(alias)}.coowner_id, '')]`,
      });
    return sql`
      select g.role, g.owner_id, g.path, false as is_of_source
      from (${given('ResourceViewer', 'r')}) g where ${reachesPath('g.path', sql`r.path`)}
      union all
      select g.role, g.owner_id, g.path, true
      from resource source cross join lateral (${given('ResourceAdmin', 'source')}) g
      where source.project_id = r.project_id and source.id = r.source_id and ${reachesPath('g.path', sql`source.path`)}`;
  }

  private mayWriteAt(viewer: Viewer, place: EntryPlace): Sql {
    return sql`exists (select 1 from ${placeRelation(place)}
      where ${this.parts.permissions.writableEntries(viewer, 'place')})`;
  }

  private async standing(viewer: Viewer, place: EntryPlace, runner: Runner): Promise<OwnerStanding> {
    const { permissions } = this.parts;
    const [row] = await run<OwnerStanding>(
      runner,
      sql`
      select coalesce(o.deleted_at is null and o.id is not null, false) as is_there,
        coalesce(${permissions.visibleOwners(viewer, 'o')}, false) as is_visible,
        ${permissions.readableEntries(viewer, 'place')} as may_read,
        ${permissions.writableEntries(viewer, 'place')} as may_write
      from ${placeRelation(place)} left join owner o on o.project_id = place.project_id and o.id = place.owner_id`,
    );
    if (row === undefined) throw new Error('A place was asked for and not answered.');
    return row;
  }
}

function toAccess({ role, owner_id: ownerId, path, is_of_source: isOfSource }: AccessRow): EntryAccess {
  return { role, through: { ownerId, path }, isOfSource };
}

/** May an account or thing of this sort change anything with the role? The account's own role is the ceiling. */
export function mayChange(viewer: Subject, access: EntryAccess): boolean {
  return mayRemove(viewer, access) && !access.isOfSource;
}

/** The same for removing it, which a role on the source of a pointer is enough for. */
export function mayRemove(viewer: Subject, { role }: EntryAccess): boolean {
  const isCeiling = viewer.kind === 'ACCOUNT' && viewer.role === AccountRole.READ;
  return role !== 'ResourceViewer' && !isCeiling;
}

export function writingForbidden(ownerId: string, path: string): Forbidden {
  return new Forbidden(`Writing at ${path} of ${ownerId} needs the role ResourceEditor there.`, {
    role: 'ResourceEditor',
    ownerId,
    path,
  });
}

/** A place as a relation of one row named place, so that a rule can be asked of what is not there yet. */
export function placeRelation({ projectId, ownerId, coownerId, path }: EntryPlace): Sql {
  return sql`(select ${projectId}::text collate "C" as project_id, ${ownerId}::text collate "C" as owner_id,
    ${coownerId}::text collate "C" as coowner_id, ${path}::text collate "C" as path) place`;
}

async function run<Row>(runner: Runner, statement: Sql): Promise<Row[]> {
  return 'statement' in runner ? runner.statement<Row>(statement) : runner.query<Row>(statement);
}
