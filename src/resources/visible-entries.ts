import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import { keysetBeyond, keysetOrder, type KeysetColumn } from '../database/keyset.js';
import { empty, join, raw, sql, type Sql } from '../database/sql.js';
import { readingScope, scopesOf, type ListedOwner } from './visible-scopes.js';

/** Each time that a scope may still have something for the page, so many times more of it is read. */
const GROWTH = 8;
/** What the indexes of scopes are in the order of. */
const INDEXED = 'r.data_created_at';

/** Which entries a list is of. */
export interface EntriesAsked {
  readonly owner: ListedOwner;
  /** On rows named r. */
  readonly where: Sql;
}

/** How much of the list, and from where on. */
export interface PageAsked extends EntriesAsked {
  /** Total: the id is its last column. */
  readonly columns: readonly KeysetColumn[];
  readonly isBackward: boolean;
  /** Entries after a cursor; `true` from the beginning. */
  readonly after: Sql;
  readonly limit: number;
}

/**
 * The one way to lists of entries: it adds the viewer's rights to every list and count, in SQL.
 *
 * Who may read the whole project gets the plain list. For all others the list is merged of the scopes that they may
 * read (visible-scopes.ts), each of which an index has in the order of time: first the newest entry of each, then more
 * of those alone that may still have one among the newest of all. A page of m entries out of s scopes so reads at most
 * s + 7 m entries for each step that multiplies by 8, however few of the project's entries may be read.
 */
export class VisibleEntries {
  constructor(private readonly permissions: Permissions) {}

  /** A query of the rows of a page, in no order. */
  page(viewer: Viewer, asked: PageAsked): Sql {
    if (mayReadAll(viewer)) return this.plainPage(viewer, asked);
    return asked.columns[0]?.column === INDEXED ? this.mergedPage(viewer, asked) : this.sortedPage(viewer, asked);
  }

  /** A query of one row with the number of entries, as total_count. */
  count(viewer: Viewer, asked: EntriesAsked): Sql {
    if (mayReadAll(viewer)) {
      return sql`select count(*)::integer as total_count from resource r where ${this.readable(viewer, asked)}`;
    }
    return sql`with ${scopesOf(this.permissions, viewer, asked.owner)}
      select count(distinct r.id)::integer as total_count from scopes s cross join lateral (
        ${readingScope(viewer, asked.owner, { select: sql`r.id`, where: asked.where, rest: empty })}) r`;
  }

  private plainPage(viewer: Viewer, asked: PageAsked): Sql {
    return sql`select r.* from resource r where ${this.readable(viewer, asked)} and ${asked.after}
      order by ${keysetOrder(asked.columns, asked.isBackward)} limit ${asked.limit}`;
  }

  private readable(viewer: Viewer, { owner, where }: EntriesAsked): Sql {
    const ofOwner = owner === null ? empty : sql`and r.owner_id = ${owner}`;
    return sql`${this.permissions.readableEntries(viewer, 'r')} ${ofOwner} and ${where}`;
  }

  /** For orders that no index of a scope has. */
  private sortedPage(viewer: Viewer, asked: PageAsked): Sql {
    const where = sql`${asked.where} and ${asked.after}`;
    return sql`with ${scopesOf(this.permissions, viewer, asked.owner)}
      select r.* from resource r where r.project_id = ${viewer.projectId} and r.id in (
        select e.id from scopes s cross join lateral (
          ${readingScope(viewer, asked.owner, { select: sql`r.id`, where, rest: empty })}) e)
      order by ${keysetOrder(asked.columns, asked.isBackward)} limit ${asked.limit}`;
  }

  private mergedPage(viewer: Viewer, asked: PageAsked): Sql {
    const keys = new Keys(asked);
    const sizes = levelSizes(asked.limit);
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
    const all = sql`select * from (${foundIn(keys, sizes.length)}) e order by ${keys.order('e')} limit ${asked.limit}`;
    return sql`with ${join([scopesOf(this.permissions, viewer, asked.owner), ...levels])}
      select r.* from (${all}) best join resource r on r.project_id = ${viewer.projectId} and r.id = best.${keys.id}`;
  }
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

  get limit(): number {
    return this.asked.limit;
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
