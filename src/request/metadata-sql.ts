import { join, raw, sql, type Sql } from '../database/sql.js';
import { COMPARISONS, type MetadataQuestion, type MetadataTest } from './metadata-condition.js';

/** So many values are looked up in the index for each list; planning more of them takes longer than it saves. */
const MOST_LOOKED_UP = 200;

/** The conditions on a column of jsonb, as metadata-condition.ts has them in memory. */
export function metadataConditions(questions: readonly MetadataQuestion[], column: Sql): Sql[] {
  let lookUps = 0;
  return questions.flatMap(({ keys, tests }) =>
    tests.flatMap((test) => {
      const parts = partsFoundBy(test);
      lookUps += parts?.length ?? 0;
      const exact = exactly(test, valueAt(column, keys));
      // Beside the test of the value itself, one that an index (jsonb_path_ops) answers. The planner takes the two for
      // independent of each other, and so expects fewer entries than there are: it reads by time and throws away what
      // does not fit only where a good part fits, and never walks through all of a project for a few.
      return parts === null || lookUps > MOST_LOOKED_UP ? [exact] : [exact, anyOf(column, keys, parts)];
    }),
  );
}

/** Does an index of the metadata find what the conditions leave? Not so ranges, and whether there is a value. */
export function areIndexed(questions: readonly MetadataQuestion[]): boolean {
  return questions.some(({ tests }) => tests.some((test) => partsFoundBy(test) !== null));
}

/** Null where the value is not there; it steps into objects only, which "#>" does not. */
function valueAt(column: Sql, keys: readonly string[]): Sql {
  const path = `strict $${keys.map((key) => `.${JSON.stringify(key)}`).join('')}`;
  return sql`jsonb_path_query_first(${column}, ${path}::jsonpath, '{}', true)`;
}

function exactly(test: MetadataTest, value: Sql): Sql {
  if (test.operator === 'in') {
    return sql`${value} = any(${test.values.map((wanted) => JSON.stringify(wanted))}::text[]::jsonb[])`;
  }
  if (test.operator === 'contains') return sql`${value} @> ${JSON.stringify(test.part)}::jsonb`;
  if (test.operator === 'exists') return test.isWanted ? sql`${value} is not null` : sql`${value} is null`;
  return sql`(case when jsonb_typeof(${value}) = 'number'
    then ${value}::numeric ${raw(COMPARISONS[test.operator].sign)} ${test.bound}::numeric end)`;
}

/** Of which the value at the path contains at least one when the test holds; null when there is no such thing. */
function partsFoundBy(test: MetadataTest): readonly unknown[] | null {
  if (test.operator === 'in') return test.values;
  if (test.operator !== 'contains') return null;
  // A list that contains a value by itself does so only where it stands alone, not within an object.
  return typeof test.part === 'object' && test.part !== null ? [test.part] : [test.part, [test.part]];
}

function anyOf(column: Sql, keys: readonly string[], parts: readonly unknown[]): Sql {
  if (parts.length === 0) return sql`false`;
  const looks = parts.map((part) => {
    const whole = keys.reduceRight((inner, key) => ({ [key]: inner }), part);
    return sql`${column} @> ${JSON.stringify(whole)}::jsonb`;
  });
  return sql`(${join(looks, ' or ')})`;
}
