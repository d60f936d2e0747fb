import type { Permissions } from '../../auth/permissions.js';
import type { Viewer } from '../../auth/viewer.js';
import { empty, raw, sql, type Sql } from '../../database/sql.js';
import { isUuid } from '../../database/uuid.js';
import type { ResourceChangeFilter } from './resource-change-filter.input.js';
import { parseResourcePath } from '../resource-path.js';

/** A sort of part of the history that an index has in the order of the feed. */
export type ChangeScopeKind = keyof typeof FINDS;

/** How each finds changes "r" of a scope "s": the conditions lead to an index that is made for it. */
const FINDS = {
  project: sql`true`,
  resource: sql`r.resource_id = s.resource_id`,
  owner: sql`r.owner_id = s.owner_id`,
  folder: sql`r.owner_id = s.owner_id and split_part(r.path, '/', 1) = s.folder`,
  'left folder': sql`r.owner_id = s.owner_id and r.previous_path is not null
    and split_part(r.previous_path, '/', 1) = s.folder`,
  coowner: sql`r.coowner_id = s.owner_id`,
  'coowner folder': sql`r.coowner_id = s.owner_id and split_part(r.path, '/', 1) = s.folder`,
  'left coowner folder': sql`r.coowner_id = s.owner_id and r.previous_path is not null
    and split_part(r.previous_path, '/', 1) = s.folder`,
} as const;

/**
 * Where in a project's history to look for what a viewer may see of what it asks for. They lead to all of that, and to
 * little else; whether a change is seen and asked for is asked of each one besides.
 */
export interface ChangeScopes {
  /** CTEs, the last of which is "scopes" (n, kind, resource_id, owner_id, folder). */
  readonly relation: Sql;
  /** Those that may occur. */
  readonly kinds: readonly ChangeScopeKind[];
  /** Which of them do is said by what the viewer was given, and not by what it asks for. */
  readonly isByGrants: boolean;
}

export function findingIn(kind: ChangeScopeKind): Sql {
  return sql`s.kind = ${raw(`'${kind}'`)} and ${FINDS[kind]}`;
}

/** Errors: INVALID_ARGUMENTS path. */
export function changeScopes(permissions: Permissions, viewer: Viewer, filter: ResourceChangeFilter): ChangeScopes {
  const { ownerIds, coownerIds, resourceIds } = filter;
  if (resourceIds != null) {
    const ids = resourceIds.filter(isUuid);
    const all = sql`select 'resource' as kind, id as resource_id, null::text as owner_id, null::text as folder
      from (select distinct unnest(${ids}::uuid[]) as id) asked`;
    return { relation: numbered(all), kinds: ['resource'], isByGrants: false };
  }
  const asked = ownerIds == null ? scopesOfCoowners(coownerIds) : scopesOfOwners(ownerIds, filter.path);
  if (viewer.kind === 'ACCOUNT' && viewer.seesProject) return { ...asked, relation: numbered(asked.relation) };
  return scopesOfGrants(permissions, viewer, { asked, ownerIds: ownerIds ?? null });
}

function scopesOfOwners(ownerIds: readonly string[], path: string | null | undefined): ChangeScopes {
  const owners = sql`(select distinct unnest(${ownerIds}::text[]) collate "C" as id) asked`;
  if (path == null) {
    const relation = sql`select 'owner' as kind, null::uuid as resource_id, id as owner_id, null::text as folder from ${owners}`;
    return { relation, kinds: ['owner'], isByGrants: false };
  }
  const [folder] = parseResourcePath(path).split('/');
  const relation = sql`select kind, null::uuid as resource_id, id as owner_id, ${folder}::text as folder
    from ${owners}, unnest(array['folder', 'left folder']) kind`;
  return { relation, kinds: ['folder', 'left folder'], isByGrants: false };
}

function scopesOfCoowners(coownerIds: readonly string[] | null | undefined): ChangeScopes {
  if (coownerIds == null) {
    const relation = sql`select 'project' as kind, null::uuid as resource_id, null::text as owner_id, null::text as folder`;
    return { relation, kinds: ['project'], isByGrants: false };
  }
  const relation = sql`select 'coowner' as kind, null::uuid as resource_id, id as owner_id, null::text as folder
    from (select distinct unnest(${coownerIds}::text[]) collate "C" as id) asked`;
  return { relation, kinds: ['coowner'], isByGrants: false };
}

/** Who holds a role on the whole project looks where it asks; all others look where they were given something. */
function scopesOfGrants(
  permissions: Permissions,
  viewer: Viewer,
  { asked, ownerIds }: { readonly asked: ChangeScopes; readonly ownerIds: readonly string[] | null },
): ChangeScopes {
  const ofAsked = ownerIds === null ? empty : sql`and owner_id = any(${ownerIds}::text[])`;
  const folder = sql`split_part(path, '/', 1)`;
  const kind = (whole: string, part: string) =>
    sql`case when path is null then ${raw(`'${whole}'`)} else ${raw(`'${part}'`)} end`;
  const all = sql`
    select a.* from (${asked.relation}) a where exists (select 1 from granted where owner_id is null)
    union all select distinct ${kind('owner', 'folder')}, null::uuid, owner_id, ${folder} from owned where true ${ofAsked}
    union all select distinct 'left folder', null::uuid, owner_id, ${folder} from owned where path is not null ${ofAsked}
    union all select distinct ${kind('coowner', 'coowner folder')}, null::uuid, owner_id, ${folder} from owned
      where ${HAS_COOWNERS}
    union all select distinct 'left coowner folder', null::uuid, owner_id, ${folder} from owned
      where path is not null and ${HAS_COOWNERS}`;
  const project = viewer.projectId;
  const relation = sql`
    granted as materialized (
      select distinct owner_id, path from (${permissions.grantsOf(viewer, { least: 'ResourceViewer' })}) g
    ),
    coowned as materialized (
      select exists (select 1 from resource_change c where c.project_id = ${project} and c.coowner_id is not null) as is_any
    ),
    owned as materialized (
      select g.owner_id, g.path from granted g
      where g.owner_id is not null and not exists (select 1 from granted where owner_id is null)
        and (g.path is null or not exists (
          select 1 from granted whole where whole.owner_id = g.owner_id and whole.path is null))
    ),
    ${numbered(all)}`;
  const kinds: readonly ChangeScopeKind[] = [
    ...asked.kinds,
    ...(['owner', 'folder', 'left folder', 'coowner', 'coowner folder', 'left coowner folder'] as const),
  ];
  return { relation, kinds: [...new Set(kinds)], isByGrants: true };
}

const HAS_COOWNERS = sql`(select is_any from coowned)`;

function numbered(all: Sql): Sql {
  return sql`scopes as materialized (
    select row_number() over () as n, e.kind, e.resource_id, e.owner_id collate "C" as owner_id, e.folder collate "C" as folder
    from (${all}) e)`;
}
