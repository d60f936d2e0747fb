/** Objects and lists inside each other that a JSON value of a request may have. */
export const JSON_DEPTH_LIMIT = 64;

/** Why a value that came in as JSON cannot be taken, and where in it. */
export interface JsonFlaw {
  /** Ends the sentence "The value …". */
  readonly reason: string;
  /** To the value at fault; to the object around it when a key is at fault. */
  readonly path: readonly (string | number)[];
}

export interface JsonRules {
  /** Objects and lists inside each other; the outermost is the first. */
  readonly maximumDepth: number;
  /** Whether instances of classes (uploads) may stand where JSON stands; they are not looked into. */
  readonly allowsInstances: boolean;
}

/**
 * So many digits the numbers of a value may have beyond what was sent for them: PostgreSQL writes numbers out, so that
 * the six characters of 1e-300 become three hundred.
 */
const SPELLED_OUT_LIMIT = 64 * 1024;

/** A look at a value that is under way. */
interface Search {
  readonly rules: JsonRules;
  readonly waiting: Container[];
  /** Digits so far, of numbers in their short form. */
  spelledOut: number;
}

/** An object or list that is still to be looked into. */
interface Container {
  readonly value: object;
  readonly depth: number;
  readonly key: string | number | undefined;
  readonly parent: Container | undefined;
}

/**
 * The first flaw found in a value: characters that PostgreSQL refuses or that would be stored as others, a key that
 * could change an object's prototype, too much depth, a number beyond the range, numbers that are far longer when they are
 * written out. Never calls itself: JSON may be deep.
 */
export function findJsonFlaw(value: unknown, rules: JsonRules): JsonFlaw | undefined {
  const waiting: Container[] = [];
  const search: Search = { rules, waiting, spelledOut: 0 };
  const reason = leafFlaw(value, search);
  if (reason !== undefined) return { reason, path: [] };
  if (isContainer(value)) waiting.push({ value, depth: 1, key: undefined, parent: undefined });
  for (let container = waiting.pop(); container !== undefined; container = waiting.pop()) {
    const flaw = flawWithin(container, search);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function flawWithin(container: Container, search: Search): JsonFlaw | undefined {
  const { rules, waiting } = search;
  if (container.depth > rules.maximumDepth) {
    const reason = `is nested deeper than ${rules.maximumDepth.toString()} levels`;
    return { reason, path: pathOf(container) };
  }
  for (const [key, value] of entriesOf(container.value)) {
    const keyReason = typeof key === 'string' ? keyFlaw(key) : undefined;
    if (keyReason !== undefined) return { reason: keyReason, path: pathOf(container) };
    const reason = leafFlaw(value, search);
    if (reason !== undefined) return { reason, path: [...pathOf(container), key] };
    if (isContainer(value)) waiting.push({ value, depth: container.depth + 1, key, parent: container });
  }
  return undefined;
}

function* entriesOf(value: object): Iterable<[string | number, unknown]> {
  if (Array.isArray(value)) yield* value.entries();
  else yield* Object.entries(value);
}

/** Why a key of a JSON object cannot be taken. */
export function keyFlaw(key: string): string | undefined {
  return key === '__proto__' ? 'has a key "__proto__"' : textFlaw(key);
}

/** Why a text cannot be taken: PostgreSQL stores no NUL, and half of a surrogate pair would be stored as U+FFFD. */
export function textFlaw(text: string): string | undefined {
  if (text.includes('\0')) return 'contains the NUL character';
  if (/\p{Surrogate}/u.test(text)) return 'contains half of a surrogate pair';
  return undefined;
}

/** Why a number cannot be taken: JSON.parse reads 1e999 as Infinity, which would be stored as null. */
export function numberFlaw(value: number): string | undefined {
  return Number.isFinite(value) ? undefined : 'has a number out of range';
}

function leafFlaw(value: unknown, search: Search): string | undefined {
  const { rules } = search;
  if (typeof value === 'string') return textFlaw(value);
  if (typeof value === 'number') {
    search.spelledOut += digitsSaved(value);
    const isLong = search.spelledOut > SPELLED_OUT_LIMIT;
    return numberFlaw(value) ?? (isLong ? 'has numbers that are too long when they are written out' : undefined);
  }
  const isJson = value === null || value === undefined || typeof value === 'boolean' || isContainer(value);
  return isJson || rules.allowsInstances ? undefined : 'is not JSON';
}

/** How much shorter the number is in its form with an exponent, which it has when it is very large or very small. */
function digitsSaved(value: number): number {
  const [, exponent] = String(value).split('e');
  return exponent === undefined ? 0 : Math.abs(Number(exponent));
}

function isContainer(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function pathOf(container: Container): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Container | undefined = container; at?.key !== undefined; at = at.parent) path.unshift(at.key);
  return path;
}
