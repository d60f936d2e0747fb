import { PRIVILEGES } from '../auth/privilege.js';
import { AccountRole } from '../auth/viewer.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';

/** Who is to lose something, and the input that asks for it. */
interface Loss {
  readonly projectId: string;
  readonly accountId: string;
  readonly property: string;
}

/**
 * A project keeps at least one account of the role Root that holds every privilege on the root domain: without it nobody
 * could ever give them again. Asked in the project's turn. Errors: INVALID_ARGUMENTS for the last of them.
 */
export async function requireAnotherKeeper(tx: Transaction, { projectId, accountId, property }: Loss): Promise<void> {
  const keepers = await tx.query<{ id: string }>(sql`
    select a.id from account a
    where a.project_id = ${projectId} and a.role = ${AccountRole.ROOT} and ${PRIVILEGES.length} = (
      select count(*) from privilege_grant g join domain d on d.project_id = g.project_id and d.id = g.domain_id
      where g.project_id = a.project_id and g.account_id = a.id and d.parent_id is null)`);
  if (keepers.length === 1 && keepers[0]?.id === accountId) {
    throw new InvalidArguments(
      property,
      'This is the last account of the role Root with every privilege on the root domain: give them to another first.',
    );
  }
}
