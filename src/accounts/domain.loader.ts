import DataLoader from 'dataloader';
import type { RequestContext } from '../request/context.js';
import type { AccountQueries } from './account.queries.js';
import type { Domain } from './domain.entity.js';

/** Domains by id, one statement for all that a document asks for. */
export class DomainLoader {
  constructor(private readonly accounts: AccountQueries) {}

  async load(context: RequestContext, id: string): Promise<Domain> {
    const { projectId } = context.viewer;
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<string, Domain>(async (ids) => {
          const domains = await this.accounts.domains(projectId, ids);
          const byId = new Map(domains.map((domain) => [domain.id, domain]));
          return ids.map((wanted) => byId.get(wanted) ?? new Error(`Domain ${wanted} is gone.`));
        }),
    );
    return loader.load(id);
  }
}
