import DataLoader from 'dataloader';
import type { RequestContext } from '../request/context.js';
import type { Account } from './account.entity.js';
import { recordKey, type AccountQueries, type RecordId } from './account.queries.js';

/** Accounts by id, one statement for all that a document asks for; null for those that are gone. */
export class AccountLoader {
  constructor(private readonly accounts: AccountQueries) {}

  async load(context: RequestContext, key: RecordId): Promise<Account | null> {
    const loader = context.loaders.of(
      this,
      () =>
        new DataLoader<RecordId, Account | null, string>(
          async (wanted) => {
            const found = await this.accounts.accounts(wanted);
            const byKey = new Map(found.map((account) => [recordKey(account), account]));
            return wanted.map((one) => byKey.get(recordKey(one)) ?? null);
          },
          { cacheKeyFn: recordKey },
        ),
    );
    return loader.load(key);
  }
}
