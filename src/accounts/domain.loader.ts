import DataLoader from 'dataloader';
import type { RequestContext } from '../request/context.js';
import { recordKey, type AccountQueries, type RecordId } from './account.queries.js';
import type { Domain } from './domain.entity.js';

/** Domains by id, one statement for all that a document asks for. */
export class DomainLoader {
  constructor(private readonly accounts: AccountQueries) {}

  /** @param projectId left out: the project of who is asking. Who only just logs in is nobody yet, and names it. */
  async load(context: RequestContext, id: string, projectId = context.viewer.projectId): Promise<Domain> {
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<RecordId, Domain, string>(
          async (wanted) => {
            const domains = await this.accounts.domains(wanted);
            const byKey = new Map(domains.map((domain) => [recordKey(domain), domain]));
            return wanted.map((key) => byKey.get(recordKey(key)) ?? new Error(`Domain ${key.id} is gone.`));
          },
          { cacheKeyFn: recordKey },
        ),
    );
    return loader.load({ projectId, id });
  }
}
