// What PostgreSQL says of two values of jsonb ("=" and "@>"), said of the same values in memory.

/** Are they the same value? The order of members makes no difference, and 1 is 1.0. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, index) => isSameJson(item, other[index]))
    );
  }
  if (!isObject(one)) return one === other;
  if (!isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]))
  );
}

/** Does a value hold another: an object these members, a list these elements, or this one alone? */
export function containsJson(value: unknown, part: unknown): boolean {
  if (Array.isArray(value) && !isContainer(part)) return value.includes(part);
  return holds(value, part);
}

/** The same below the top, where a list holds what is in another list, and no longer an element by itself. */
function holds(value: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    return (
      Array.isArray(value) &&
      part.every((wanted) => (isContainer(wanted) ? value.some((item) => holds(item, wanted)) : value.includes(wanted)))
    );
  }
  if (!isObject(part)) return value === part;
  return (
    isObject(value) &&
    Object.entries(part).every(([key, wanted]) => Object.hasOwn(value, key) && holds(value[key], wanted))
  );
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isContainer(value) && !Array.isArray(value);
}
