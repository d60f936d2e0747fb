import { hashPassword } from '../auth/password.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { holdPlaces } from '../database/lock-rows.js';
import { sql } from '../database/sql.js';
import { insertAdministrator, insertProject } from './new-project.js';

/** Who administers a new project. */
export interface FirstAdministrator {
  readonly email: string;
  readonly password: string;
}

/** Does the deployment have an account yet? */
export async function hasAccounts(database: Database): Promise<boolean> {
  const [row] = await database.statement<{ exists: boolean }>(sql`select exists (select 1 from account)`);
  return row?.exists ?? false;
}

/** Makes the first project, its root domain and its Root account. Changes nothing when they stand already. */
export async function makeFirstProject(
  parts: { readonly database: Database; readonly clock: Clock; readonly random: Random },
  project: { readonly id: string; readonly administrator: FirstAdministrator },
): Promise<void> {
  const now = parts.clock.now();
  const { email, password } = project.administrator;
  const passwordHash = await hashPassword(password);
  await parts.database.transaction(async (tx) => {
    await holdPlaces(tx, ['first project']);
    const accounts = await tx.query(sql`select 1 from account limit 1`);
    if (accounts.length > 0) return;
    await insertProject(tx, parts.random, { id: project.id, name: project.id, now, mayStand: true });
    await insertAdministrator(tx, parts.random, { projectId: project.id, email, passwordHash, now });
  });
}
