import { listDigest } from '../paging/list-digest.js';
import { parseResourceOrder } from './resource-order.js';
import type { OwnerResourcesArgs } from './resource.args.js';

/**
 * What a cursor is of: the order, and all that says which entries the list has. A page may be of another size than the
 * one before. Errors: INVALID_ARGUMENTS order.
 */
export function listName(args: OwnerResourcesArgs, ownerId: string | null): string {
  const { coownerId, path, children, childrenOnly, filter } = args;
  const asked = { ownerId, coownerId, path, children, childrenOnly, filter: filter ?? {} };
  return `${parseResourceOrder(args.order).name} ${listDigest(asked)}`;
}
