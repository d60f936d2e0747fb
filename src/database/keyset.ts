import { join, raw, sql, type Sql } from './sql.js';
import { isUuid } from './uuid.js';

type Direction = 'ASC' | 'DESC';

/** One column of an order whose last column is unique, so that the order is total. */
export interface KeysetColumn {
  /** The SQL of the column, e.g. "r.data_created_at": ours, never a client's. */
  readonly column: string;
  /** The type that a cursor's value is cast to. */
  readonly type: 'timestamptz' | 'uuid' | 'text';
  readonly direction: Direction;
}

/** "order by" for the columns; reversed for pages that are read backward. */
export function keysetOrder(columns: readonly KeysetColumn[], isReversed: boolean): Sql {
  return join(
    columns.map(({ column, direction }) => raw(`${column} ${(direction === 'ASC') === isReversed ? 'desc' : 'asc'}`)),
  );
}

/** The rows that come after the given values in the order (before them when it is reversed). */
export function keysetAfter(columns: readonly KeysetColumn[], values: readonly string[], isReversed: boolean): Sql {
  const others = columns.map(({ type }, index) => {
    const cast = raw(type === 'text' ? 'text collate "C"' : type);
    return sql`${values[index]}::${cast}`;
  });
  return keysetBeyond(columns, others, isReversed);
}

/** The same, for values that are SQL: columns of another row, of the same types. */
export function keysetBeyond(columns: readonly KeysetColumn[], others: readonly Sql[], isReversed: boolean): Sql {
  const comparisons = columns.map(({ column, direction }, index) => ({
    column: raw(column),
    value: others[index] ?? sql`null`,
    sign: raw((direction === 'ASC') === isReversed ? '<' : '>'),
    direction,
  }));
  if (columns.every(({ direction }) => direction === columns[0]?.direction)) {
    // One row comparison, which an index serves as it is.
    const sign = comparisons[0]?.sign ?? raw('>');
    return sql`(${join(comparisons.map(({ column }) => column))}) ${sign} (${join(comparisons.map(({ value }) => value))})`;
  }
  const alternatives = comparisons.map(({ column, value, sign }, index) => {
    const equal = comparisons.slice(0, index).map((earlier) => sql`${earlier.column} = ${earlier.value}`);
    return sql`(${join([...equal, sql`${column} ${sign} ${value}`], ' and ')})`;
  });
  return sql`(${join(alternatives, ' or ')})`;
}

const IS_VALUE = {
  timestamptz: isInstant,
  uuid: isUuid,
  text: (text) => !text.includes('\0'),
} as const satisfies Record<KeysetColumn['type'], (text: string) => boolean>;

/** As a cursor of ours holds it: the form that Date writes, of a day that there is. */
function isInstant(text: string): boolean {
  const instant = new Date(text);
  // Years beyond 9999 have a longer form.
  return (
    text.length === 24 &&
    !Number.isNaN(instant.getTime()) &&
    instant.toISOString() === text &&
    instant.getUTCFullYear() > 0
  );
}

/** Can the values of a cursor, which came from outside, be values of these columns? */
export function areKeysetValues(columns: readonly KeysetColumn[], values: readonly string[]): boolean {
  return columns.every(({ type }, index) => IS_VALUE[type](values[index] ?? ''));
}
