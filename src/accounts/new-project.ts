import { PRIVILEGES } from '../auth/privilege.js';
import { AccountRole } from '../auth/viewer.js';
import type { Random } from '../clock/random.js';
import { raw, sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';

/** A project that is to be made. */
interface NewProject {
  readonly id: string;
  readonly name: string;
  readonly now: Date;
}

/** Makes a project and its root domain. One that stands is refused by project_pkey, or left as it is. */
export async function insertProject(
  tx: Transaction,
  random: Random,
  { id, name, now, mayStand }: NewProject & { readonly mayStand: boolean },
): Promise<void> {
  const orNot = raw(mayStand ? 'on conflict do nothing' : '');
  await tx.query(sql`insert into project (id, name, created_at) values (${id}, ${name}, ${now}) ${orNot}`);
  await tx.query(sql`
    insert into domain (project_id, id, parent_id, name, path, created_at)
    values (${id}, ${random.id()}, null, 'root', '/', ${now}) ${orNot}`);
}

/** Who administers a project from its beginning. */
interface NewAdministrator {
  readonly projectId: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly now: Date;
}

/**
 * Makes the Root account of a new project. It holds every privilege on the root domain and ResourceAdmin on the
 * project: ordinary rows, like all that others are given later. account_email_unique refuses an e-mail that is taken.
 */
export async function insertAdministrator(
  tx: Transaction,
  random: Random,
  { projectId, email, passwordHash, now }: NewAdministrator,
): Promise<void> {
  const accountId = random.id();
  await tx.query(sql`
    insert into account (project_id, id, email, name, role, password_hash, created_at)
    values (${projectId}, ${accountId}, ${email}, 'Administrator', ${AccountRole.ROOT}, ${passwordHash}, ${now})`);
  await tx.query(sql`
    insert into privilege_grant (project_id, account_id, domain_id, privilege, created_at)
    select d.project_id, ${accountId}::uuid, d.id, privilege, ${now}::timestamptz
    from domain d cross join unnest(${PRIVILEGES}::text[]) privilege
    where d.project_id = ${projectId} and d.parent_id is null`);
  await tx.query(sql`
    insert into role_assignment (project_id, id, role, account_id, created_at)
    values (${projectId}, ${random.id()}, 'ResourceAdmin', ${accountId}, ${now})`);
}
