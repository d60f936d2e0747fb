import type { GraphQLResolveInfo } from 'graphql';
import DataLoader from 'dataloader';
import type { RequestContext } from '../request/context.js';
import { selectedFields } from '../request/selected-fields.js';
import type { ResourceConnection } from './resource-connection.entity.js';
import type { OwnerResourcesArgs } from './resource.args.js';
import type { PageExtras, ResourceQueries } from './resource.queries.js';

interface PageKey {
  readonly ownerId: string;
  readonly args: OwnerResourcesArgs;
  readonly extras: PageExtras;
  /** The same text for the same arguments: pages that differ in the owner alone are read together. */
  readonly shape: string;
}

/** Pages of resources below a list of owners: one statement for each distinct set of arguments. */
export class ResourcePageLoader {
  constructor(private readonly resources: ResourceQueries) {}

  async load(
    context: RequestContext,
    page: { readonly ownerId: string; readonly args: OwnerResourcesArgs; readonly extras: PageExtras },
  ): Promise<ResourceConnection> {
    const { viewer } = context;
    // Here, so that a cursor of one owner fails for the others alone.
    this.resources.checkCursor(page.ownerId, page.args);
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<PageKey, ResourceConnection, string>(
          async (keys) => {
            const pages = new Map<PageKey, ResourceConnection>();
            for (const alike of groupedByShape(keys)) {
              const [{ args, extras }] = alike;
              const found = await this.resources.ownerPages(viewer, {
                ownerIds: alike.map((key) => key.ownerId),
                args,
                extras,
              });
              alike.forEach((key, index) => {
                const connection = found[index];
                if (connection !== undefined) pages.set(key, connection);
              });
            }
            return keys.map((key) => pages.get(key) ?? new Error(`The page of ${key.ownerId} was not read.`));
          },
          { cacheKeyFn: (key) => JSON.stringify([key.ownerId, key.shape]) },
        ),
    );
    return loader.load({ ...page, shape: JSON.stringify([page.args, page.extras]) });
  }
}

/** Keys of the same shape together, in their order. */
export function groupedByShape<Key extends { readonly shape: string }>(keys: readonly Key[]): [Key, ...Key[]][] {
  const groups = new Map<string, [Key, ...Key[]]>();
  for (const key of keys) {
    const group = groups.get(key.shape);
    if (group === undefined) groups.set(key.shape, [key]);
    else group.push(key);
  }
  return [...groups.values()];
}

/** What the document selects beside the entries of a page. */
export function pageExtras(info: GraphQLResolveInfo): PageExtras {
  const selected = selectedFields(info);
  return { count: selected.has('totalCount'), feedCursor: selected.has('changeCursor') };
}
