import { InvalidArguments } from '../errors/invalid-arguments.js';

const FORM = /^[a-z0-9!#$&^_.+-]{1,127}\/(\*|[a-z0-9!#$&^_.+-]{1,127})$/;

/** What a list of MIME types matches: whole types, and families such as "image/*". Types compare without parameters. */
export interface TypePatterns {
  readonly types: readonly string[];
  /** "image/" for "image/*". */
  readonly families: readonly string[];
}

export function parseTypePatterns(texts: readonly string[]): TypePatterns {
  const patterns = texts.map((text) => text.trim().toLowerCase());
  const wrong = patterns.find((pattern) => !FORM.test(pattern));
  if (wrong !== undefined) {
    throw new InvalidArguments('types', `"${wrong}" is no MIME type: write image/jpeg, or image/* for a family.`);
  }
  return {
    types: patterns.filter((pattern) => !pattern.endsWith('/*')),
    families: patterns.filter((pattern) => pattern.endsWith('/*')).map((pattern) => pattern.slice(0, -1)),
  };
}

/** Does the MIME type match one of the patterns? The same question as the SQL of resource-filter.ts asks. */
export function typeMatches(type: string, patterns: TypePatterns): boolean {
  const bare = type.split(';', 1)[0]?.trim() ?? '';
  return patterns.types.includes(bare) || patterns.families.some((family) => bare.startsWith(family));
}
