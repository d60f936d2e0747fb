import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import { join, raw, sql, type Sql } from '../database/sql.js';

/** What a list is of: the entries of one owner (an SQL expression), or of all owners. */
export type ListedOwner = Sql | null;

/** How one sort of scope finds its entries: the conditions lead an index to them in the order of time. */
interface ScopeKind {
  readonly name: string;
  readonly finds: Sql;
}

/**
 * What is compared inside coalesce PostgreSQL expects half of the entries to pass; it would expect one in 200 otherwise, and
 * read and sort all of the folder for a page instead of reading the index of folders until the page is full.
 */
const IN_FOLDER = sql`split_part(r.path, '/', 1) = split_part(s.path, '/', 1)
  and coalesce(r.path = s.path or starts_with(r.path, s.path || '/'), false)`;
const ON_PATH = sql`(s.path is null or r.path = s.path or starts_with(r.path, s.path || '/'))`;

/**
 * The parts of a project that a viewer may read, one row each: the whole project, an owner, a folder of an owner, and
 * what is co-owned by such an owner. An entry may lie in several of them. Relation "scopes" (n, kind, owner_id, path).
 * A condition, on nothing of theirs, leaves those of the project away where they are not needed.
 */
export function scopesOf(
  permissions: Permissions,
  viewer: Viewer,
  { owner, condition = sql`true` }: { readonly owner: ListedOwner; readonly condition?: Sql },
): Sql {
  return owner === null ? scopesOfProject(permissions, viewer, condition) : scopesOfOwner(permissions, viewer, owner);
}

function scopesOfProject(permissions: Permissions, viewer: Viewer, condition: Sql): Sql {
  const few = sql`not exists (select 1 from granted where owner_id is null)`;
  return sql`
    granted as materialized (
      select distinct owner_id, path from (${permissions.grantsOf(viewer, { least: 'ResourceViewer' })}) g
    ),
    owned as materialized (
      select g.owner_id, g.path from granted g
      where g.owner_id is not null and ${few} and (g.path is null or not exists (
        select 1 from granted whole where whole.owner_id = g.owner_id and whole.path is null))
    ),
    scopes as materialized (
      select row_number() over () as n, s.* from (
        select 'project' as kind, null::text as owner_id, null::text as path where not ${few}
        union all select case when path is null then 'owner' else 'folder' end, owner_id, path from owned
        union all select case when path is null then 'coowner' else 'coowner folder' end, owner_id, path from owned
          where exists (select 1 from resource c where c.project_id = ${viewer.projectId} and c.coowner_id is not null)
      ) s where ${condition}
    )`;
}

function scopesOfOwner(permissions: Permissions, viewer: Viewer, owner: Sql): Sql {
  const here = permissions.grantsOf(viewer, { least: 'ResourceViewer', owners: sql`array['', ${owner}]` });
  const coowners = sql`array(select distinct c.coowner_id from resource c
    where c.project_id = ${viewer.projectId} and c.owner_id = ${owner} and c.coowner_id is not null)`;
  const there = permissions.grantsOf(viewer, { least: 'ResourceViewer', owners: coowners });
  const partly = sql`not exists (select 1 from granted where path is null)`;
  return sql`
    granted as materialized (select distinct path from (${here}) g),
    scopes as materialized (
      select row_number() over () as n, s.* from (
        select 'owner' as kind, ${owner} as owner_id, null::text as path where not ${partly}
        union all select 'folder', ${owner}, path from granted where ${partly}
        union all select distinct 'coowner', g.owner_id, g.path from (${there}) g where ${partly}
      ) s
    )`;
}

/** Reads entries "r" of a scope "s": every sort of scope by the index that is made for it. */
export function readingScope(
  viewer: Viewer,
  owner: ListedOwner,
  read: { readonly select: Sql; readonly where: Sql; readonly rest: Sql },
): Sql {
  return join(
    kindsOf(owner).map(
      ({ name, finds }) => sql`(
        select ${read.select} from resource r
        where s.kind = ${raw(`'${name}'`)} and r.project_id = ${viewer.projectId} and ${finds} and ${read.where} ${read.rest})`,
    ),
    ' union all ',
  );
}

/** Lies an entry "r" of this owner in a scope? Asked of each entry, of which each is so found once. */
export function isInScope(owner: Sql): Sql {
  const covers = kindsOf(owner).map(({ name, finds }) => sql`(s.kind = ${raw(`'${name}'`)} and ${finds})`);
  return sql`exists (select 1 from scopes s where ${join(covers, ' or ')})`;
}

function kindsOf(owner: ListedOwner): readonly ScopeKind[] {
  if (owner === null) {
    return [
      { name: 'project', finds: sql`true` },
      { name: 'owner', finds: sql`r.owner_id = s.owner_id` },
      { name: 'folder', finds: sql`r.owner_id = s.owner_id and ${IN_FOLDER}` },
      { name: 'coowner', finds: sql`r.coowner_id = s.owner_id` },
      { name: 'coowner folder', finds: sql`r.coowner_id = s.owner_id and ${IN_FOLDER}` },
    ];
  }
  return [
    { name: 'owner', finds: sql`r.owner_id = ${owner}` },
    { name: 'folder', finds: sql`r.owner_id = ${owner} and ${IN_FOLDER}` },
    { name: 'coowner', finds: sql`r.owner_id = ${owner} and r.coowner_id = s.owner_id and ${ON_PATH}` },
  ];
}
