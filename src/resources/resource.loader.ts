import DataLoader from 'dataloader';
import type { RequestContext } from '../request/context.js';
import type { ResourceEntry } from './resource.entity.js';
import type { ResourceQueries } from './resource.queries.js';

/** Entries by id, one statement for all that a document asks for; null for those that the viewer may not see. */
export class ResourceLoader {
  constructor(private readonly resources: ResourceQueries) {}

  async load(context: RequestContext, id: string): Promise<ResourceEntry | null> {
    const { viewer } = context;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<string, ResourceEntry | null>(async (ids) => {
          const found = await this.resources.byIds(viewer, ids);
          const byId = new Map(found.map((entry) => [entry.id, entry]));
          return ids.map((wanted) => byId.get(wanted) ?? null);
        }),
    );
    return loader.load(id);
  }
}
