import { holdPlaces } from '../database/lock-rows.js';
import type { Transaction } from '../database/transaction.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import type { DomainRow } from './domain-row.js';

const MAXIMUM_DEPTH = 10;
/** What an index of PostgreSQL takes, the project's id beside it. */
const MAXIMUM_BYTES = 2000;

/** Waits until nobody else changes the tree of the project, and keeps others from it until the transaction ends. */
export async function holdDomainTree(tx: Transaction, projectId: string): Promise<void> {
  await holdPlaces(tx, [`domains of ${projectId}`]);
}

/** The path of what lies directly below. */
export function pathBelow(parent: Pick<DomainRow, 'tree'>, name: string): string {
  return `${parent.tree}${name}`;
}

/** How many steps it is from the root domain. */
export function depthOf(path: string): number {
  return path === '/' ? 0 : path.split('/').length - 1;
}

/** Errors: INVALID_ARGUMENTS for what would be too deep, or have too long a path. */
export function requireRoom(deepest: { readonly depth: number; readonly bytes: number }, property: string): void {
  if (deepest.depth > MAXIMUM_DEPTH) {
    throw new InvalidArguments(property, 'Domains lie at most 10 deep below the root domain.', {
      maximum: MAXIMUM_DEPTH,
    });
  }
  if (deepest.bytes > MAXIMUM_BYTES) {
    throw new InvalidArguments(property, 'The path of a domain has at most 2,000 bytes.', { maximum: MAXIMUM_BYTES });
  }
}
