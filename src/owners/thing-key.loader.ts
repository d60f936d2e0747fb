import DataLoader from 'dataloader';
import type { RequestContext } from '../request/context.js';
import type { ThingKeyInfo } from './owner.entity.js';
import type { ThingKeyService } from './thing-key.service.js';

/** The active keys of things, one statement for all things that a document asks for. */
export class ThingKeyLoader {
  constructor(private readonly keys: ThingKeyService) {}

  async load(context: RequestContext, ownerId: string): Promise<ThingKeyInfo[]> {
    const { viewer } = context;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<string, ThingKeyInfo[]>(async (ids) => {
          const found = await this.keys.active(viewer, ids);
          return ids.map((id) => found.get(id) ?? []);
        }),
    );
    return loader.load(ownerId);
  }
}
