import { hashPassword } from '../auth/password.js';
import { AccountRole } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';

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
    await tx.query(sql`
      insert into project (id, name, created_at) values (${project.id}, ${project.id}, ${now}) on conflict do nothing`);
    await tx.query(sql`
      insert into domain (project_id, id, parent_id, name, path, created_at)
      values (${project.id}, ${parts.random.id()}, null, 'root', '/', ${now}) on conflict do nothing`);
    await tx.query(sql`
      insert into account (project_id, id, email, name, role, password_hash, created_at)
      values (${project.id}, ${parts.random.id()}, ${email}, 'Administrator', ${AccountRole.ROOT}, ${passwordHash}, ${now})
      on conflict do nothing`);
  });
}
