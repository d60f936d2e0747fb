import DataLoader from 'dataloader';
import type { PageArguments } from '../paging/page-request.js';
import type { RequestContext } from '../request/context.js';
import type { ResourceConnection } from '../resources/resource-connection.entity.js';
import { groupedByShape } from '../resources/resource-page.loader.js';
import type { PageExtras } from '../resources/resource.queries.js';
import type { PointerQueries } from './pointer.queries.js';

interface PageKey {
  readonly sourceId: string;
  readonly page: PageArguments;
  readonly extras: PageExtras;
  /** The same text for the same arguments: pages that differ in the source alone are read together. */
  readonly shape: string;
}

/** Pages of the pointers to a list of resources: one statement for each distinct set of arguments. */
export class PointerPageLoader {
  constructor(private readonly pointers: PointerQueries) {}

  async load(context: RequestContext, asked: Omit<PageKey, 'shape'>): Promise<ResourceConnection> {
    const { viewer } = context;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<PageKey, ResourceConnection, string>(
          async (keys) => {
            const pages = new Map<PageKey, ResourceConnection>();
            for (const alike of groupedByShape(keys)) {
              const [{ page, extras }] = alike;
              const sourceIds = alike.map((key) => key.sourceId);
              const found = await this.pointers.pages(viewer, { sourceIds, page, extras });
              alike.forEach((key, index) => {
                const connection = found[index];
                if (connection !== undefined) pages.set(key, connection);
              });
            }
            return keys.map((key) => pages.get(key) ?? new Error(`The pointers to ${key.sourceId} were not read.`));
          },
          { cacheKeyFn: (key) => JSON.stringify([key.sourceId, key.shape]) },
        ),
    );
    return loader.load({ ...asked, shape: JSON.stringify([asked.page, asked.extras]) });
  }
}

/** How many pointers there are to each resource of a list: one statement for all. */
export class PointerCountLoader {
  constructor(private readonly pointers: PointerQueries) {}

  async load(context: RequestContext, sourceId: string): Promise<number> {
    const { viewer } = context;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<string, number>(async (ids) => {
          const counts = await this.pointers.counts(viewer, ids);
          return ids.map((id) => counts.get(id) ?? 0);
        }),
    );
    return loader.load(sourceId);
  }
}
