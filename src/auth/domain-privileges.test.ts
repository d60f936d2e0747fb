import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { accountViewer, PERMISSIONS, thingViewer } from '../../test/support/listeners.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { sql, type Sql } from '../database/sql.js';
import { Permissions } from './permissions.js';
import { PRIVILEGES, roleFor, type Privilege } from './privilege.js';
import { AccountRole, type Viewer } from './viewer.js';

const DOMAINS = ['/', '/Plant', '/Plant/Line 1', '/Plant 2', '/Office'] as const;
const accountId = randomUUID();
const domainIds = new Map(DOMAINS.map((path) => [path, randomUUID()] as const));

let opened: OpenedTestDatabase;

before(async () => {
  opened = await openTestDatabase();
  await opened.database.statement(sql`insert into project (id, name, created_at) values ('farm', 'farm', now())`);
  for (const path of DOMAINS) {
    const parent = path === '/' ? null : domainIds.get(path.includes('/Line') ? '/Plant' : '/');
    await opened.database.statement(sql`
      insert into domain (project_id, id, parent_id, name, path, created_at)
      values ('farm', ${domainIds.get(path)}, ${parent}, ${path}, ${path}, now())`);
  }
  await opened.database.statement(sql`
    insert into account (project_id, id, email, name, role, password_hash, created_at)
    values ('farm', ${accountId}, 'a@example.org', 'x', 'READ', '', now())`);
});
after(async () => opened.close());
beforeEach(() => opened.database.statement(sql`delete from privilege_grant`));

/** The account with this role, and known by it. */
async function account(role: AccountRole): Promise<Viewer> {
  await opened.database.statement(sql`update account set role = ${role} where id = ${accountId}`);
  return accountViewer({ projectId: 'farm', accountId, role });
}

async function grant(privilege: Privilege, path: (typeof DOMAINS)[number]): Promise<void> {
  await opened.database.statement(sql`
    insert into privilege_grant (project_id, account_id, domain_id, privilege, created_at)
    values ('farm', ${accountId}, ${domainIds.get(path)}, ${privilege}, now())`);
}

/** The paths of the domains that the query of ids finds, in order. */
async function paths(ids: Sql): Promise<readonly string[]> {
  const rows = await opened.database.statement<{ readonly path: string }>(sql`
    select path from domain where id in (${ids}) order by path`);
  return rows.map((row) => row.path);
}

describe('a privilege', () => {
  it('holds on its domain and on all below it, and on none beside them', async () => {
    await grant('ThingTypes.READ', '/Plant');
    const reader = await account(AccountRole.READ);
    assert.deepEqual(await paths(PERMISSIONS.domainsWith(reader, 'ThingTypes.READ')), ['/Plant', '/Plant/Line 1']);
    assert.deepEqual(await paths(PERMISSIONS.domainsWith(reader, 'Units.READ')), []);
    await grant('ThingTypes.READ', '/');
    assert.deepEqual(await paths(PERMISSIONS.domainsWith(reader, 'ThingTypes.READ')), [...DOMAINS].sort());
  });

  for (const [privilege, needed] of [
    ['ThingTypes.READ', AccountRole.READ],
    ['ThingTypes.CREATE', AccountRole.READ_WRITE],
    ['ThingTypes.UPDATE', AccountRole.READ_WRITE],
    ['Owners.DELETE', AccountRole.READ_WRITE],
    ['Units.READ', AccountRole.ROOT],
    ['Units.CREATE', AccountRole.ROOT],
    ['Units.UPDATE', AccountRole.ROOT],
    ['Units.DELETE', AccountRole.ROOT],
    ['Users.CREATE', AccountRole.ROOT],
    ['Roles.CREATE', AccountRole.ROOT],
  ] as const) {
    it(`needs beside it the role that it is for: ${privilege} that of ${needed}`, async () => {
      await grant(privilege, '/');
      const roles = [AccountRole.READ, AccountRole.READ_WRITE, AccountRole.ROOT];
      for (const role of roles) {
        const holds = (await paths(PERMISSIONS.domainsWith(await account(role), privilege))).includes('/');
        assert.equal(holds, roles.indexOf(role) >= roles.indexOf(needed));
      }
    });
  }

  it('is nothing by the role alone, and nothing for a thing', async () => {
    for (const privilege of PRIVILEGES) {
      assert.deepEqual(await paths(PERMISSIONS.domainsWith(await account(AccountRole.ROOT), privilege)), []);
      assert.deepEqual(await paths(PERMISSIONS.domainsWith(thingViewer('farm', 'pump'), privilege)), []);
    }
  });

  it('is not another: who may update may not create', async () => {
    await grant('ThingTypes.UPDATE', '/Plant');
    const writer = await account(AccountRole.READ_WRITE);
    assert.deepEqual(await paths(PERMISSIONS.domainsWith(writer, 'ThingTypes.CREATE')), []);
    assert.deepEqual(await paths(PERMISSIONS.domainsWith(writer, 'ThingTypes.UPDATE')), ['/Plant', '/Plant/Line 1']);
  });

  it('makes known what is there, whatever the role: so that what is missing can be told', async () => {
    await grant('ThingTypes.CREATE', '/Plant');
    const reader = await account(AccountRole.READ);
    assert.deepEqual(await paths(PERMISSIONS.domainsWith(reader, 'ThingTypes.CREATE')), []);
    assert.deepEqual(await paths(PERMISSIONS.domainsKnownFor(reader, 'ThingTypes')), ['/Plant', '/Plant/Line 1']);
    assert.deepEqual(await paths(PERMISSIONS.domainsKnownFor(reader, 'Units')), []);
    assert.deepEqual(await paths(PERMISSIONS.knownDomains(reader)), ['/Plant', '/Plant/Line 1']);
    assert.deepEqual(await paths(PERMISSIONS.knownDomains(thingViewer('farm', 'pump'))), []);
  });

  it('to list the units is for the role that the setting names', async () => {
    await grant('Units.READ', '/');
    const relaxed = new Permissions({ groupFileReadRole: 'editor', unitsReadRole: AccountRole.READ });
    assert.ok((await paths(relaxed.domainsWith(await account(AccountRole.READ), 'Units.READ'))).includes('/'));
    assert.equal(relaxed.roleFor('Units.READ'), AccountRole.READ);
    assert.equal(roleFor('Units.READ'), AccountRole.ROOT);
  });

  it('is nothing any more to a request that began with a role that was taken meanwhile', async () => {
    await grant('Users.CREATE', '/');
    const before = await account(AccountRole.ROOT);
    assert.equal((await paths(PERMISSIONS.domainsWith(before, 'Users.CREATE'))).length, DOMAINS.length);
    await account(AccountRole.READ);
    assert.deepEqual(await paths(PERMISSIONS.domainsWith(before, 'Users.CREATE')), []);
  });

  it('on a domain of one project says nothing of another', async () => {
    await grant('Owners.READ', '/');
    await opened.database.statement(sql`insert into project (id, name, created_at) values ('field', 'x', now())`);
    const viewer = { ...(await account(AccountRole.ROOT)), projectId: 'field' };
    assert.deepEqual(await paths(PERMISSIONS.domainsWith(viewer, 'Owners.READ')), []);
  });
});
