import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import { keysetBeyond, keysetOrder, type KeysetColumn } from '../database/keyset.js';
import { empty, join, raw, sql, type Sql } from '../database/sql.js';
import { isInScope, readingScope, scopesOf, type ListedOwner } from './visible-scopes.js';

/** Each time that a scope may still have something for the page, so many times more of it is read. */
const GROWTH = 8;
/** What the indexes of scopes are in the order of. */
const INDEXED = 'r.data_created_at';
/** Of the entries that an index finds by other things than time, so many are gone through one by one. */
const FEW = 10_000;

/** Which entries a list is of. */
export interface EntriesAsked {
  readonly owner: ListedOwner;
  /** On rows named r. */
  readonly where: Sql;
  /** Whether an index other than those of times finds them, when they are few. */
  readonly mayBeFew?: boolean;
}

/** How much of the list, and from where on. */
export interface PageAsked extends EntriesAsked {
  /** Total: the id is its last column. */
  readonly columns: readonly KeysetColumn[];
  readonly isBackward: boolean;
  /** Entries after a cursor; `true` from the beginning. */
  readonly after: Sql;
  readonly limit: number;
  /** How many are skipped. */
  readonly offset?: number;
}

/**
 * The one way to lists of entries: it adds the viewer's rights to every list and count, in SQL.
 *
 * Who may read the whole project gets the plain list. For all others the list is merged of the scopes that they may
 * read (visible-scopes.ts), each of which an index has in the order of time: first the newest entry of each, then more
 * of those alone that may still have one among the newest of all. A page of m entries out of s scopes so reads at most
 * s + 7 m entries for each step that multiplies by 8, however few of the project's entries may be read.
 *
 * Where the scopes would be gone through for the few entries in all the project that fit, these are looked up first, and
 * the right to each of them is asked. Only when they are many are the scopes read.
 */
export class VisibleEntries {
  constructor(private readonly permissions: Permissions) {}

  /** A query of the rows of a page, in no order. */
  page(viewer: Viewer, asked: PageAsked): Sql {
    if (mayReadAll(viewer)) return this.plainPage(viewer, asked);
    const scopes = this.scopes(viewer, asked);
    const { ctes, rows } =
      asked.columns[0]?.column === INDEXED ? this.mergedPage(viewer, asked) : this.sortedPage(viewer, asked);
    if (!isLookedUp(asked)) return sql`with ${join([scopes, ...ctes])} ${rows}`;
    return sql`with ${fewOf(viewer, asked)}, ${join([scopes, ...ctes])}
      (${rows}) union all (
        select * from (${fewInOrder(viewer, asked)}) r
        where ${ARE_FEW} and ${this.permissions.readableEntries(viewer, 'r')} ${cut(asked)})`;
  }

  /** A query of one row with the number of entries, as total_count. */
  count(viewer: Viewer, asked: EntriesAsked): Sql {
    if (mayReadAll(viewer)) {
      return sql`select count(*)::integer as total_count from resource r where ${this.readable(viewer, asked)}`;
    }
    const counted = sql`(select count(distinct r.id) from scopes s cross join lateral (
      ${readingScope(viewer, asked.owner, { select: sql`r.id`, where: asked.where, rest: empty })}) r)`;
    const scopes = this.scopes(viewer, asked);
    if (!isLookedUp(asked)) return sql`with ${scopes} select ${counted}::integer as total_count`;
    return sql`with ${fewOf(viewer, asked)}, ${scopes}
      select (${counted} + (
        select count(*) from few f join resource r on r.project_id = ${viewer.projectId} and r.id = f.id
        where ${ARE_FEW} and ${this.permissions.readableEntries(viewer, 'r')}))::integer as total_count`;
  }

  /** A query of id, path and data_created_at of each entry, once and in no order. */
  each(viewer: Viewer, asked: EntriesAsked): Sql {
    const select = sql`r.id, r.path, r.data_created_at`;
    if (mayReadAll(viewer)) return sql`select ${select} from resource r where ${this.readable(viewer, asked)}`;
    const scopes = scopesOf(this.permissions, viewer, asked);
    if (asked.owner !== null) {
      return sql`with ${scopes} select ${select} from resource r
        where r.project_id = ${viewer.projectId} and r.owner_id = ${asked.owner} and ${asked.where} and ${isInScope(asked.owner)}`;
    }
    return sql`with ${scopes} select distinct r.* from scopes s cross join lateral (
      ${readingScope(viewer, null, { select, where: asked.where, rest: empty })}) r`;
  }

  /** None of the project where few entries were looked up. */
  private scopes(viewer: Viewer, asked: EntriesAsked): Sql {
    const condition = isLookedUp(asked) ? sql`not ${ARE_FEW}` : sql`true`;
    return scopesOf(this.permissions, viewer, { owner: asked.owner, condition });
  }

  private plainPage(viewer: Viewer, asked: PageAsked): Sql {
    return sql`select r.* from resource r where ${this.readable(viewer, asked)} and ${asked.after}
      ${cut(asked)}`;
  }

  private readable(viewer: Viewer, { owner, where }: EntriesAsked): Sql {
    const ofOwner = owner === null ? empty : sql`and r.owner_id = ${owner}`;
    return sql`${this.permissions.readableEntries(viewer, 'r')} ${ofOwner} and ${where}`;
  }

  /** For orders that no index of a scope has. */
  private sortedPage(viewer: Viewer, asked: PageAsked): ScopedRows {
    const where = sql`${asked.where} and ${asked.after}`;
    const rows = sql`select r.* from resource r where r.project_id = ${viewer.projectId} and r.id in (
        select e.id from scopes s cross join lateral (
          ${readingScope(viewer, asked.owner, { select: sql`r.id`, where, rest: empty })}) e)
      ${cut(asked)}`;
    return { ctes: [], rows };
  }

  private mergedPage(viewer: Viewer, asked: PageAsked): ScopedRows {
    const keys = new Keys(asked);
    const sizes = levelSizes(keys.limit);
    const levels = sizes.map((size, index) => {
      const read = (beyond: Sql) =>
        readingScope(viewer, asked.owner, {
          select: keys.selected,
          where: sql`${asked.where} and ${beyond}`,
          rest: sql`order by ${keysetOrder(asked.columns, asked.isBackward)} limit ${size}`,
        });
      return index === 0
        ? firstLevel(keys, read(asked.after))
        : nextLevel(keys, read(keys.afterLast), { sizes, index });
    });
    const all = sql`select * from (${foundIn(keys, sizes.length)}) e
      order by ${keys.order('e')} limit ${asked.limit} offset ${asked.offset ?? 0}`;
    const rows = sql`select r.* from (${all}) best
      join resource r on r.project_id = ${viewer.projectId} and r.id = best.${keys.id}`;
    return { ctes: levels, rows };
  }
}

/** A query, and what is to be known to it beside the scopes. */
interface ScopedRows {
  readonly ctes: readonly Sql[];
  readonly rows: Sql;
}

/** An owner's list is never longer than what the owner has: its own indexes serve. */
function isLookedUp({ owner, mayBeFew }: EntriesAsked): boolean {
  return owner === null && mayBeFew === true;
}

/** The entries that fit, whoever may read them, but no more than one more than a few. */
function fewOf(viewer: Viewer, { where }: EntriesAsked): Sql {
  return sql`few as materialized (
    select r.id from resource r where r.project_id = ${viewer.projectId} and ${where} limit ${FEW + 1})`;
}

/** In order first, so that the rights to them are asked one after the other, until the page is full. */
function fewInOrder(viewer: Viewer, { columns, isBackward, after }: PageAsked): Sql {
  return sql`select r.* from few f join resource r on r.project_id = ${viewer.projectId} and r.id = f.id
    where ${after} order by ${keysetOrder(columns, isBackward)}`;
}

const ARE_FEW = sql`((select count(*) from few) <= ${FEW})`;

/** The page's part of a list. */
function cut({ columns, isBackward, limit, offset = 0 }: PageAsked): Sql {
  return sql`order by ${keysetOrder(columns, isBackward)} limit ${limit} offset ${offset}`;
}

/** How many entries of a scope each level reads: up to 1, 8, 64, ... and the whole page in all. */
function levelSizes(limit: number): number[] {
  const sizes = [1];
  for (let read = 1; read < limit;) {
    const next = Math.min(read * GROWTH, limit);
    sizes.push(next - read);
    read = next;
  }
  return sizes;
}

/** The columns of the order as "k0, k1, ..." of what was found, without the rest of the entries. */
class Keys {
  private readonly columns: readonly KeysetColumn[];

  constructor(private readonly asked: PageAsked) {
    this.columns = asked.columns;
  }

  /** The last of them, which is the id. */
  get id(): Sql {
    return raw(`k${(this.columns.length - 1).toString()}`);
  }

  get selected(): Sql {
    return join(this.columns.map(({ column }, index) => raw(`${column} as k${index.toString()}`)));
  }

  /** Entries after the last of their scope that the level before found. */
  get afterLast(): Sql {
    return keysetBeyond(this.columns, this.in('last'), this.asked.isBackward);
  }

  /** Whether the last of the page, as far as is known, comes after the last of the scope. */
  get boundAfterLast(): Sql {
    return keysetBeyond(this.of('bound'), this.in('last'), this.asked.isBackward);
  }

  in(relation: string): Sql[] {
    return this.of(relation).map(({ column }) => raw(column));
  }

  order(relation: string): Sql {
    return keysetOrder(this.of(relation), this.asked.isBackward);
  }

  /** How many are needed from the beginning. */
  get limit(): number {
    return this.asked.limit + (this.asked.offset ?? 0);
  }

  private of(relation: string): KeysetColumn[] {
    return this.columns.map((column, index) => ({ ...column, column: `${relation}.k${index.toString()}` }));
  }
}

function level(index: number): Sql {
  return raw(`level_${index.toString()}`);
}

function firstLevel(keys: Keys, read: Sql): Sql {
  return sql`
    ${level(0)} as materialized (
      select s.n, 1 as place, ${join(keys.in('e'))} from scopes s cross join lateral (${read}) e
    )`;
}

/** Of the scopes alone that gave all that the level before might take, the last of it still before the end of the page. */
function nextLevel(
  keys: Keys,
  read: Sql,
  { sizes, index }: { readonly sizes: readonly number[]; readonly index: number },
): Sql {
  const bound = raw(`bound_${index.toString()}`);
  return sql`
    ${bound} as materialized (
      select * from (${foundIn(keys, index)}) e order by ${keys.order('e')} offset ${keys.limit - 1} limit 1
    ),
    ${level(index)} as materialized (
      select s.n, row_number() over (partition by s.n order by ${keys.order('e')}) as place, ${join(keys.in('e'))}
      from ${level(index - 1)} last join scopes s on s.n = last.n left join ${bound} bound on true
      cross join lateral (${read}) e
      where last.place = ${sizes[index - 1] ?? 0} and (bound.${keys.id} is null or ${keys.boundAfterLast})
    )`;
}

/** What the levels so far found, each entry once: several scopes may have it. */
function foundIn(keys: Keys, levels: number): Sql {
  const found = join(
    Array.from({ length: levels }, (_, index) => sql`select ${join(keys.in('l'))} from ${level(index)} l`),
    ' union all ',
  );
  return sql`select distinct * from (${found}) every`;
}

/** Whether the list may be read as it is; a matter of speed alone, since the statement asks for the right in any case. */
function mayReadAll(viewer: Viewer): boolean {
  return viewer.kind === 'ACCOUNT' && viewer.seesProject;
}
