import { InvalidArguments } from '../errors/invalid-arguments.js';

export const DEFAULT_PAGE_SIZE = 20;
export const MAXIMUM_PAGE_SIZE = 200;
const MAXIMUM_OFFSET = 10_000;

/** Which page is asked for: `size` entries after (or, when backward, before) a cursor. */
export interface PageRequest {
  readonly size: number;
  readonly isBackward: boolean;
  readonly cursor: string | null;
  /** How many are skipped before the page; 0 with a cursor, and backward. */
  readonly offset: number;
}

/** What clients say of a page (Relay). */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
  readonly offset?: number | null | undefined;
}

/** The default is 20 entries, the most 200. Errors: INVALID_ARGUMENTS first, last, after, before, offset. */
export function parsePageRequest(page: PageArguments): PageRequest {
  const { first = null, after = null, last = null, before = null } = page;
  checkSize('first', first);
  checkSize('last', last);
  if (first !== null && last !== null)
    throw new InvalidArguments('last', 'Ask for the first or for the last entries, not both.');
  if (after !== null && (before !== null || last !== null)) {
    throw new InvalidArguments('after', '"after" goes with "first", "before" with "last".');
  }
  if (before !== null && first !== null) throw new InvalidArguments('before', '"before" goes with "last".');
  const isBackward = last !== null || before !== null;
  const cursor = after ?? before;
  const offset = page.offset ?? 0;
  if (page.offset != null) checkOffset(offset, isBackward || cursor !== null);
  return { size: first ?? last ?? DEFAULT_PAGE_SIZE, isBackward, cursor, offset };
}

function checkOffset(offset: number, isFromElsewhere: boolean): void {
  if (isFromElsewhere)
    throw new InvalidArguments('offset', '"offset" goes with "first" alone, not with cursors or "last".');
  if (offset < 0 || offset > MAXIMUM_OFFSET) {
    throw new InvalidArguments('offset', 'An offset is 0 to 10,000: go further with cursors (first, after).', {
      maximum: MAXIMUM_OFFSET,
    });
  }
}

function checkSize(property: string, size: number | null): void {
  if (size !== null && (size < 1 || size > MAXIMUM_PAGE_SIZE)) {
    throw new InvalidArguments(property, `A page has 1 to ${MAXIMUM_PAGE_SIZE.toString()} entries.`, {
      maximum: MAXIMUM_PAGE_SIZE,
    });
  }
}
