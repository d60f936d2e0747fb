import DataLoader from 'dataloader';
import type { RequestContext } from '../request/context.js';
import { groupedByShape } from '../resources/resource-page.loader.js';
import type { FileConnection } from './file.entity.js';
import type { FilePageAsked, FileQueries } from './file.queries.js';

interface PageKey {
  readonly ownerId: string;
  readonly asked: FilePageAsked;
  /** The same text for the same arguments: pages that differ in the owner alone are read together. */
  readonly shape: string;
}

/** Pages of the files of owners: one statement for each distinct set of arguments. */
export class FilePageLoader {
  constructor(private readonly files: FileQueries) {}

  async load(context: RequestContext, ownerId: string, asked: FilePageAsked): Promise<FileConnection> {
    const { viewer } = context;
    // Here, so that a cursor of one owner fails for the others alone.
    this.files.checkCursor(ownerId, asked);
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<PageKey, FileConnection, string>(
          async (keys) => {
            const pages = new Map<PageKey, FileConnection>();
            for (const alike of groupedByShape(keys)) {
              const ownerIds = alike.map((key) => key.ownerId);
              const found = await this.files.pages(viewer, ownerIds, alike[0].asked);
              alike.forEach((key, index) => {
                const page = found[index];
                if (page !== undefined) pages.set(key, page);
              });
            }
            return keys.map((key) => pages.get(key) ?? new Error(`The files of ${key.ownerId} were not read.`));
          },
          { cacheKeyFn: (key) => JSON.stringify([key.ownerId, key.shape]) },
        ),
    );
    return loader.load({ ownerId, asked, shape: JSON.stringify(asked) });
  }
}
