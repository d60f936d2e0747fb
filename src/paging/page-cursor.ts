import { InvalidArguments } from '../errors/invalid-arguments.js';

/** Where an entry stands in its order: the order's name and the entry's value in each of its columns. */
export function pageCursor(order: string, values: readonly string[]): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

/** @returns one value for each column. Errors: INVALID_ARGUMENTS when the cursor is none, or of another order. */
export function parsePageCursor(
  cursor: string,
  expected: { readonly order: string; readonly columns: number; readonly property: string },
): string[] {
  const values = parts(cursor);
  if (values?.[0] !== expected.order || values.length !== expected.columns + 1) {
    throw new InvalidArguments(expected.property, 'This is no cursor of this list in this order.');
  }
  return values.slice(1);
}

function parts(cursor: string): string[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : null;
  } catch {
    return null;
  }
}
