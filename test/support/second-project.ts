import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../src/auth/password.js';
import { PRIVILEGES } from '../../src/auth/privilege.js';
import { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import { Records } from './records.js';
import type { TestThingstore } from './thingstore.js';

const LOGIN = graphql(`
  mutation SecondProjectLogin($input: LoginInput!) {
    login(input: $input) {
      token
    }
  }
`);

const PASSWORD = 'another battery staple';

/** A project beside the first one, as an operator makes it in the database. Answers its Root account, logged in. */
export async function secondProject(thingstore: TestThingstore): Promise<ApiClient> {
  await inDatabase(thingstore, async (records) => {
    await records.ask(`insert into project (id, name, created_at) values ('second', 'Second', now())`);
    await records.ask(
      `insert into domain (project_id, id, name, path, created_at) values ('second', $1, 'root', '/', now())`,
      randomUUID(),
    );
  });
  return accountOf(thingstore, { projectId: 'second', role: 'ROOT' });
}

/** An account of a project, logged in. */
export async function accountOf(
  thingstore: TestThingstore,
  account: { readonly projectId: string; readonly role: 'READ' | 'READ_WRITE' | 'ROOT'; readonly email?: string },
): Promise<ApiClient> {
  const { projectId, role, email = `${role.toLowerCase()}@${projectId}.example.org` } = account;
  const passwordHash = await hashPassword(PASSWORD);
  const accountId = randomUUID();
  await inDatabase(thingstore, async (records) => {
    await records.ask(
      `insert into account (project_id, id, email, name, role, password_hash, created_at)
       values ($1, $2, $3, 'Somebody', $4, $5, now())`,
      ...[projectId, accountId, email, role, passwordHash],
    );
    if (role === 'ROOT') await giveEverything(records, { projectId, accountId });
  });
  const { login } = await thingstore.anonymous.request(LOGIN, { input: { email, password: PASSWORD } });
  return new ApiClient(thingstore.url, `Bearer ${login.token}`);
}

/** What the first account of a project holds. */
async function giveEverything(
  records: Records,
  account: { readonly projectId: string; readonly accountId: string },
): Promise<void> {
  const { projectId, accountId } = account;
  await records.ask(
    `insert into privilege_grant (project_id, account_id, domain_id, privilege, created_at)
     select project_id, $2, id, privilege, now() from domain, unnest($3::text[]) privilege
     where project_id = $1 and parent_id is null`,
    ...[projectId, accountId, PRIVILEGES],
  );
  await records.ask(
    `insert into role_assignment (project_id, id, role, account_id, created_at)
     values ($1, $2, 'ResourceAdmin', $3, now())`,
    ...[projectId, randomUUID(), accountId],
  );
}

async function inDatabase(thingstore: TestThingstore, work: (records: Records) => Promise<unknown>): Promise<void> {
  const records = await Records.open(thingstore.databaseUrl);
  try {
    await work(records);
  } finally {
    await records.close();
  }
}
