import DataLoader from 'dataloader';
import type { RequestContext } from '../request/context.js';
import type { Owner } from './owner.entity.js';
import type { OwnerQueries } from './owner.queries.js';

/** Owners by id, one statement for all that a document asks for; null for those that the viewer may not see. */
export class OwnerLoader {
  constructor(private readonly owners: OwnerQueries) {}

  async load(context: RequestContext, id: string): Promise<Owner | null> {
    const { viewer } = context;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<string, Owner | null>(async (ids) => {
          const found = await this.owners.byIds(viewer, ids);
          const byId = new Map(found.map((owner) => [owner.id, owner]));
          return ids.map((wanted) => byId.get(wanted) ?? null);
        }),
    );
    return loader.load(id);
  }
}
