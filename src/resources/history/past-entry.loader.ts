import DataLoader from 'dataloader';
import type { RequestContext } from '../../request/context.js';
import type { PastAsked, PastEntryQueries } from './past-entry.queries.js';
import type { ResourceEntry } from '../resource.entity.js';

/** Entries as they were, by id and moment: one statement for all that a document asks for. */
export class PastEntryLoader {
  constructor(private readonly past: PastEntryQueries) {}

  async load(context: RequestContext, asked: PastAsked): Promise<ResourceEntry | null> {
    const { viewer } = context;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<PastAsked, ResourceEntry | null, string>((all) => this.past.byIds(viewer, all), {
          cacheKeyFn: ({ id, asOf }) => `${id} ${asOf.toISOString()}`,
        }),
    );
    return loader.load(asked);
  }
}
