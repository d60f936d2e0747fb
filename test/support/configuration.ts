import assert from 'node:assert/strict';
import { parseConfig } from '../../src/config/config.js';
import { InvalidConfiguration } from '../../src/config/invalid-configuration.js';

export type Environment = Readonly<Record<string, string>>;

/** What is wrong with it; nothing where it can be used. */
export function problemsOf(env: Environment): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
}

/** Holds that a setting takes each of the good values, and refuses each of the bad ones with a sentence that names it. */
export function settingTakes(
  name: string,
  values: { readonly good: readonly string[]; readonly bad: readonly string[] },
  others: Environment = {},
): void {
  for (const good of values.good) assert.deepEqual(problemsOf({ ...others, [name]: good }), [], `${name}=${good}`);
  for (const bad of values.bad) {
    const problems = problemsOf({ ...others, [name]: bad });
    assert.equal(problems.length, 1, `${name}=${JSON.stringify(bad)}`);
    assert.match(problems[0] ?? '', new RegExp(`^${name} must be .+\\.$`, 's'));
  }
}
