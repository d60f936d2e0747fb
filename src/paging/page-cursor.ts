import { InvalidArguments } from '../errors/invalid-arguments.js';

/** Where an entry stands in its list: the list's name and the entry's value in each column of the order. */
export function pageCursor(list: string, values: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...values])).toString('base64url');
}

/** @returns one value for each column. Errors: INVALID_ARGUMENTS when the cursor is none, or of another list or order. */
export function parsePageCursor(
  cursor: string,
  expected: { readonly list: string; readonly columns: number; readonly property: string },
): string[] {
  const values = parts(cursor);
  if (values?.[0] !== expected.list || values.length !== expected.columns + 1) {
    throw new InvalidArguments(
      expected.property,
      'This is no cursor of this list: a cursor goes with the owner, the path, the filter and the order it was given out for.',
    );
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
