import { createHash } from 'node:crypto';

const LENGTH = 16;

/**
 * A short text for what a list was asked with, so that a cursor can tell its own list from others: the same for the same
 * values, whatever the order of members. Null is told from what was left out.
 */
export function listDigest(asked: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(asked)))
    .digest('base64url')
    .slice(0, LENGTH);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
  // Not as the list that it is now: that would be the same as a list of such pairs.
  return { members };
}
