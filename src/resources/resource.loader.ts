import DataLoader from 'dataloader';
import type { RequestContext } from '../request/context.js';
import type { Resource } from './resource.entity.js';
import type { ResourceQueries } from './resource.queries.js';

/** Resources by id, one statement for all that a document asks for; null for those that the viewer may not see. */
export class ResourceLoader {
  constructor(private readonly resources: ResourceQueries) {}

  async load(context: RequestContext, id: string): Promise<Resource | null> {
    const { viewer } = context;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<string, Resource | null>(async (ids) => {
          const found = await this.resources.byIds(viewer, ids);
          const byId = new Map(found.map((resource) => [resource.id, resource]));
          return ids.map((wanted) => byId.get(wanted) ?? null);
        }),
    );
    return loader.load(id);
  }
}
