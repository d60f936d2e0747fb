import DataLoader from 'dataloader';
import type { EntryPlace } from '../auth/permissions.js';
import type { RequestContext } from '../request/context.js';
import type { EntryAccess, EntryAccessService } from './entry-access.js';

/** What the viewer may do with entries, one statement for all that a document asks for; null for nothing. */
export class EntryAccessLoader {
  constructor(private readonly access: EntryAccessService) {}

  async load(context: RequestContext, id: string): Promise<EntryAccess | null> {
    const { viewer } = context;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<string, EntryAccess | null>(async (ids) => {
          const found = await this.access.of(viewer, ids);
          return ids.map((wanted) => found.get(wanted) ?? null);
        }),
    );
    return loader.load(id);
  }

  /** The same of a place, for what lay there once. */
  async loadAt(
    context: RequestContext,
    { projectId, ownerId, coownerId, path }: EntryPlace,
  ): Promise<EntryAccess | null> {
    return this.access.ofPlace(context.viewer, { projectId, ownerId, coownerId, path });
  }
}
