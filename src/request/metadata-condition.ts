import { InvalidArguments } from '../errors/invalid-arguments.js';
import { containsJson, isSameJson } from './json-containment.js';
import type { MetadataCondition } from './metadata-condition.input.js';
import { parseMetadataPath } from './metadata-path.js';
import type { Metadata } from './metadata.js';

const MOST_CONDITIONS = 20;
const MOST_VALUES = 100;
/** Each is looked for in all of a list: in every entry that is read, and in every event for every subscriber. */
const MOST_PARTS = 100;
/** Of all values together, as JSON: as much as metadata has at most. */
const LARGEST_VALUES = 64 * 1024;

/** How a number is held against another. */
export const COMPARISONS = {
  greaterThan: { sign: '>', holds: (value: number, bound: number) => value > bound },
  greaterOrEqual: { sign: '>=', holds: (value: number, bound: number) => value >= bound },
  lessThan: { sign: '<', holds: (value: number, bound: number) => value < bound },
  lessOrEqual: { sign: '<=', holds: (value: number, bound: number) => value <= bound },
} as const;

const COMPARING = Object.keys(COMPARISONS) as (keyof typeof COMPARISONS)[];

/** One operator of a condition. metadata-sql.ts asks it of PostgreSQL, `holdsFor` below of a value in memory. */
export type MetadataTest =
  | { readonly operator: 'in'; readonly values: readonly unknown[] }
  | { readonly operator: 'contains'; readonly part: unknown }
  | { readonly operator: keyof typeof COMPARISONS; readonly bound: number }
  | { readonly operator: 'exists'; readonly isWanted: boolean };

/** A condition that was checked. */
export interface MetadataQuestion {
  readonly keys: readonly string[];
  /** Not empty; all must hold. */
  readonly tests: readonly MetadataTest[];
}

/** Errors: INVALID_ARGUMENTS path, in, contains, metadata. */
export function parseMetadataConditions(
  conditions: readonly MetadataCondition[] | null | undefined,
): readonly MetadataQuestion[] {
  if (conditions == null) return [];
  if (conditions.length > MOST_CONDITIONS) {
    throw new InvalidArguments(
      'metadata',
      `At most ${MOST_CONDITIONS.toString()} conditions on metadata are allowed.`,
      {
        maximum: MOST_CONDITIONS,
      },
    );
  }
  checkSize(conditions);
  return conditions.map((condition) => {
    const keys = parseMetadataPath(condition.path);
    const tests = testsOf(condition);
    if (tests.length === 0) {
      throw new InvalidArguments('metadata', 'A condition on metadata needs an operator, such as equals or exists.');
    }
    return { keys, tests };
  });
}

function checkSize(conditions: readonly MetadataCondition[]): void {
  const size = conditions.reduce((sum, { equals, in: values, contains }) => {
    return sum + Buffer.byteLength(JSON.stringify([equals, values, contains]));
  }, 0);
  if (size > LARGEST_VALUES) {
    throw new InvalidArguments('metadata', 'The values of conditions on metadata have at most 64 KiB together.', {
      maximum: LARGEST_VALUES,
    });
  }
  const parts = conditions.reduce((sum, { contains }) => sum + partsOf(contains), 0);
  if (parts > MOST_PARTS) {
    throw new InvalidArguments('contains', `"contains" takes at most ${MOST_PARTS.toString()} values in all.`, {
      maximum: MOST_PARTS,
    });
  }
}

/** Members and elements, however deep. */
function partsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return value === undefined ? 0 : 1;
  return Object.values(value).reduce((sum: number, inner) => sum + partsOf(inner), 1);
}

/** Here alone null is more than "left out": for equals and contains it is the JSON null. */
function testsOf(condition: MetadataCondition): MetadataTest[] {
  const { equals, in: values, contains, exists } = condition;
  if (values != null && values.length > MOST_VALUES) {
    throw new InvalidArguments('in', `"in" takes at most ${MOST_VALUES.toString()} values.`, { maximum: MOST_VALUES });
  }
  const tests: MetadataTest[] = [];
  if (equals !== undefined) tests.push({ operator: 'in', values: [equals] });
  if (values != null) tests.push({ operator: 'in', values });
  if (contains !== undefined) tests.push({ operator: 'contains', part: contains });
  for (const operator of COMPARING) {
    const bound = condition[operator];
    if (bound != null) tests.push({ operator, bound });
  }
  if (exists != null) tests.push({ operator: 'exists', isWanted: exists });
  return tests;
}

/** Does metadata in memory fulfil all the conditions? */
export function metadataMatches(questions: readonly MetadataQuestion[], metadata: Metadata): boolean {
  return questions.every(({ keys, tests }) => {
    const value = valueAt(metadata, keys);
    return tests.every((test) => holdsFor(test, value));
  });
}

/** Undefined: there is none. */
function valueAt(metadata: Metadata, keys: readonly string[]): unknown {
  let value: unknown = metadata;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) {
      return undefined;
    }
    value = (value as Metadata)[key];
  }
  return value;
}

function holdsFor(test: MetadataTest, value: unknown): boolean {
  if (test.operator === 'exists') return (value !== undefined) === test.isWanted;
  if (value === undefined) return false;
  if (test.operator === 'in') return test.values.some((wanted) => isSameJson(value, wanted));
  if (test.operator === 'contains') return containsJson(value, test.part);
  return typeof value === 'number' && COMPARISONS[test.operator].holds(value, test.bound);
}
