import type { Permissions } from '../../auth/permissions.js';
import type { Viewer } from '../../auth/viewer.js';
import { join, raw, sql, type Sql } from '../../database/sql.js';
import { findingIn, type ChangeScopes } from './change-scopes.js';

/** Which page of the history. */
export interface ChangesAsked {
  readonly scopes: ChangeScopes;
  /** Where in the feed, on changes "r". Values have to come from relations: see "filtering". */
  readonly within: Sql;
  /** On changes "r" with "sight" (sees, saw). */
  readonly where: Sql;
  /** Newest first? */
  readonly isReversed: boolean;
  readonly limit: number;
}

/**
 * The one way to lists of changes: it adds the viewer's rights, of today, to every change, in SQL.
 *
 * A page is merged of the scopes that lead to what the viewer may see (change-scopes.ts), each of which an index has in
 * the order of the feed: first the next change of each, then more of those alone that may still have one for the page,
 * then all of what these may have. A page of m changes out of s scopes so reads about s + 2 m √m changes, however few of the
 * project's may be seen.
 */
export class VisibleChanges {
  constructor(private readonly permissions: Permissions) {}

  /** CTEs, the last of which is "page": the keys (epoch, xid, seq, created_at) of a page's rows with their sight. */
  page(viewer: Viewer, asked: ChangesAsked): Sql {
    const { limit, isReversed } = asked;
    const [first, second, third] = levelSizes(limit);
    const read = (beyond: Sql, size: number) =>
      join(
        asked.scopes.kinds.map(
          (kind) => sql`(
        select r.epoch, r.xid, r.seq, r.created_at, sight.sees, sight.saw from resource_change r ${this.sightOf(viewer)}
        where ${findingIn(kind)} and r.project_id = ${viewer.projectId} and ${asked.within} and ${beyond}
          and ${filtering(sql`(sight.sees or sight.saw) and ${asked.where}`)}
        order by ${order('r', isReversed)} limit ${size})`,
        ),
        ' union all ',
      );
    const afterLast = sql`${key('r')} ${raw(isReversed ? '<' : '>')} ${key('last')}`;
    const levels = [
      sql`level_0 as materialized (
        select s.n, 1 as place, e.* from scopes s cross join lateral (${read(sql`true`, first)}) e)`,
      ...(second === 0 ? [] : nextLevel({ ...asked, index: 1, full: first, read: read(afterLast, second) })),
      ...(third === 0 ? [] : nextLevel({ ...asked, index: 2, full: second, read: read(afterLast, third) })),
    ];
    return sql`${join([asked.scopes.relation, ...levels])},
      page as materialized (
        select * from (${foundIn(levels.length === 1 ? 1 : third === 0 ? 2 : 3)}) e
        order by ${order('e', isReversed)} limit ${limit})`;
  }

  /** May the viewer read where the entry lies after a change "r", and where it was moved from? Asked once a row. */
  private sightOf(viewer: Viewer): Sql {
    return sql`
      cross join lateral (select r.project_id, r.owner_id, r.coowner_id, r.previous_path as path) former
      cross join lateral (
        select ${this.permissions.readableEntries(viewer, 'r')} as sees,
          r.previous_path is not null and ${this.permissions.readableEntries(viewer, 'former')} as saw
        offset 0) sight`;
  }
}

/**
 * The condition, which PostgreSQL takes for one that nearly all rows meet. It knows neither how far conditions depend on
 * each other nor what a place in the feed leaves; thinking that little is left, it would read all of that and sort it,
 * instead of walking along the index that is made for the order.
 */
function filtering(condition: Sql): Sql {
  return sql`nullif(${condition}, false) is not null`;
}

/** How many changes of a scope each level reads: one, then about the root of the page, then the rest of the page. */
function levelSizes(limit: number): readonly [number, number, number] {
  const second = Math.min(Math.ceil(Math.sqrt(limit)), limit - 1);
  return [1, second, limit - 1 - second];
}

/** Of the scopes alone that gave all that the level before might take, the last of it still before the page's end. */
function nextLevel(
  level: ChangesAsked & { readonly index: number; readonly full: number; readonly read: Sql },
): readonly Sql[] {
  const { index, isReversed, limit } = level;
  const name = (of: number) => raw(`level_${of.toString()}`);
  const bound = raw(`bound_${index.toString()}`);
  return [
    sql`${bound} as materialized (
      select * from (${foundIn(index)}) e order by ${order('e', isReversed)} offset ${limit - 1} limit 1)`,
    sql`${name(index)} as materialized (
      select s.n, row_number() over (partition by s.n order by ${order('e', isReversed)}) as place, e.*
      from ${name(index - 1)} last join scopes s on s.n = last.n left join ${bound} bound on true
      cross join lateral (${level.read}) e
      where last.place = ${level.full}
        and (bound.epoch is null or ${key('last')} ${raw(isReversed ? '>' : '<')} ${key('bound')}))`,
  ];
}

/** What the levels so far found, each change once: several scopes may have it. */
function foundIn(levels: number): Sql {
  const found = Array.from(
    { length: levels },
    (_, index) => sql`select epoch, xid, seq, created_at, sees, saw from ${raw(`level_${index.toString()}`)}`,
  );
  return sql`select distinct * from (${join(found, ' union all ')}) every`;
}

function key(alias: string): Sql {
  return raw(`(${alias}.epoch, ${alias}.xid, ${alias}.seq)`);
}

function order(alias: string, isReversed: boolean): Sql {
  const direction = isReversed ? 'desc' : 'asc';
  return raw(`${alias}.epoch ${direction}, ${alias}.xid ${direction}, ${alias}.seq ${direction}`);
}
