import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PRIVILEGES } from '../../src/auth/privilege.js';
import {
  accountId,
  createDomain,
  GRANT,
  grant,
  refused,
  REVOKE,
  revoke,
  rootHolding,
} from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { reading, statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const GRANTS = graphql(`
  query Privileges($userId: ID!) {
    privilegeGrants(userId: $userId) {
      domain {
        path
        parent {
          path
        }
      }
      privileges
      grants {
        privilege
        grantedBy {
          id
          name
        }
        createdAt
      }
    }
  }
`);

const MINE = graphql(`
  query PrivilegesMine {
    viewer {
      privileges {
        domain {
          path
        }
        privileges
      }
    }
    owners {
      totalCount
    }
  }
`);

const UNKNOWN = ['01890000-0000-7000-8000-000000000000', 'x', ''];

describe('the privileges of an account', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let root: ApiClient;
  let rootId: string;
  let second: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ clock });
    root = thingstore.root;
    rootId = await accountId(root);
    second = await secondProject(thingstore);
    await createOwner(root, { id: 'sys', kind: 'SYSTEM', name: 'S' });
  });
  after(() => thingstore.stop());

  const account = async (name: string, role: 'READ' | 'READ_WRITE' | 'ROOT' = 'READ') => {
    const client = await accountOf(thingstore, { projectId: 'default', role, email: `${name}@privileges.org` });
    return { client, id: await accountId(client) };
  };
  const rootWith = async (name: string, privileges: readonly string[], domainId: string) =>
    rootHolding(thingstore, { email: `${name}@privileges.org`, privileges, domainId });
  const mine = async (client: ApiClient) =>
    ((await client.request(MINE, {})).viewer?.privileges ?? []).map(({ domain, privileges }) => [
      domain.path,
      ...privileges,
    ]);

  it('take effect at once when they are given, and end at once when they are taken back', async () => {
    const { client, id } = await account('at-once');
    assert.equal((await client.request(MINE, {})).owners.totalCount, 0);
    const given = await grant(root, { userId: id, privileges: ['Owners.READ'] });
    assert.deepEqual(given, {
      domain: { path: '/' },
      privileges: ['Owners.READ'],
      grants: [{ privilege: 'Owners.READ', grantedBy: { id: rootId }, createdAt: clock.now().toISOString() }],
    });
    assert.equal((await client.request(MINE, {})).owners.totalCount, 1);
    const left = await revoke(root, { userId: id, privileges: ['Owners.READ', 'Units.READ'] });
    assert.deepEqual(left, { domain: { path: '/' }, privileges: [], grants: [] });
    assert.equal((await client.request(MINE, {})).owners.totalCount, 0);
    assert.deepEqual(await mine(client), []);
  });

  it('stay as they were given when they are given again', async () => {
    const { id } = await account('again');
    const first = await grant(root, { userId: id, privileges: ['Owners.READ', 'Owners.READ'] });
    clock.advance(60_000);
    const other = await account('another-root', 'ROOT');
    const again = await grant(other.client, { userId: id.toUpperCase(), privileges: ['Groups.READ', 'Owners.READ'] });
    assert.deepEqual(again.privileges, ['Owners.READ', 'Groups.READ']);
    assert.deepEqual(again.grants[0], first.grants[0]);
    const added = { privilege: 'Groups.READ', grantedBy: { id: other.id }, createdAt: clock.now().toISOString() };
    assert.deepEqual(again.grants[1], added);
  });

  it('are listed by the path of the domain, each domain with just what was given on it', async () => {
    const { client, id } = await account('listed');
    const a = await createDomain(root, { name: 'listed' });
    const b = await createDomain(root, { name: 'b', parentId: a.id });
    await grant(root, { userId: id, domainId: b.id, privileges: ['Units.DELETE', 'Owners.READ'] });
    await grant(root, { userId: id, privileges: ['Domains.READ'] });
    await grant(root, { userId: id, domainId: a.id, privileges: [...PRIVILEGES].reverse() });
    const expected = [
      ['/', 'Domains.READ'],
      ['/listed', ...PRIVILEGES],
      ['/listed/b', 'Owners.READ', 'Units.DELETE'],
    ];
    assert.deepEqual(await mine(client), expected);
    for (const asking of [client, root]) {
      const { privilegeGrants } = await asking.request(GRANTS, { userId: id.toUpperCase() });
      assert.deepEqual(
        privilegeGrants.map(({ domain, privileges }) => [domain.path, ...privileges]),
        expected,
      );
      assert.deepEqual(privilegeGrants[2]?.domain.parent, { path: '/listed' });
      assert.equal(privilegeGrants[0]?.grants[0]?.grantedBy?.name, 'Administrator');
    }
    const left = await revoke(root, { userId: id, domainId: a.id, privileges: [...PRIVILEGES.slice(1)] });
    assert.deepEqual([left.domain.path, left.privileges], ['/listed', [PRIVILEGES[0]]]);
  });

  it('are read in a fixed number of statements', async () => {
    const { id } = await account('counted');
    const count = async () => {
      const statements = await statementsOf(() => root.request(GRANTS, { userId: id }));
      // What the clock does meanwhile is no business of ours.
      return ['privilege_grant', 'domain', 'account'].map((table) => reading(table, statements).length);
    };
    const other = await account('counted-root', 'ROOT');
    for (const name of ['one', 'two']) {
      const { id: domainId } = await createDomain(root, { name: `counted ${name}` });
      await grant(root, { userId: id, domainId, privileges: ['Owners.READ'] });
    }
    const few = await count();
    for (const name of ['three', 'four', 'five']) {
      const { id: domainId } = await createDomain(root, { name: `counted ${name}` });
      await grant(other.client, { userId: id, domainId, privileges: ['Owners.READ', 'Groups.READ'] });
    }
    assert.deepEqual(await count(), few);
  });

  it('have known names, of which at least one is given', async () => {
    const { id } = await account('names');
    for (const privileges of [[], ['Owners.read'], ['Owners.READ', 'Things.READ'], ['*'], ['']]) {
      const input = { userId: id, privileges };
      for (const refusal of [await root.refusal(GRANT, { input }), await root.refusal(REVOKE, { input })]) {
        const { code, property, params } = refusal.extensions;
        assert.deepEqual([code, property], ['INVALID_ARGUMENTS', 'privileges']);
        assert.deepEqual(params?.['known'], PRIVILEGES);
      }
    }
    assert.equal((await grant(root, { userId: id, privileges: [...PRIVILEGES] })).privileges.length, 32);
  });

  it('are given by nobody who does not hold them there', async () => {
    const domain = await createDomain(root, { name: 'given' });
    const giver = await rootWith('giver', ['Roles.CREATE', 'Owners.READ'], domain.id);
    const { id } = await account('taker');
    const input = { userId: id, domainId: domain.id, privileges: ['Owners.READ', 'Units.READ', 'Owners.UPDATE'] };
    const { code, params } = (await giver.refusal(GRANT, { input })).extensions;
    assert.equal(code, 'FORBIDDEN');
    assert.deepEqual(params, { privileges: ['Units.READ', 'Owners.UPDATE'], domain: '/given' });
    const inner = await createDomain(root, { name: 'inner', parentId: domain.id });
    for (const domainId of [domain.id, inner.id]) {
      const given = await grant(giver, { ...input, domainId, privileges: ['Owners.READ', 'Roles.CREATE'] });
      assert.deepEqual(given.privileges, ['Owners.READ', 'Roles.CREATE']);
    }
    // Not on the root domain, which is above.
    const above = { userId: id, privileges: ['Owners.READ'] };
    assert.deepEqual(await refused(giver, GRANT, { input: above }), ['FORBIDDEN', undefined]);
    assert.deepEqual(await refused(giver, REVOKE, { input: above }), ['FORBIDDEN', undefined]);
    const { params: missing } = (await giver.refusal(REVOKE, { input })).extensions;
    assert.deepEqual(missing, { privilege: 'Roles.DELETE', domain: '/given', role: 'Root' });
  });

  it('are taken back by who holds Roles.DELETE there, whatever else', async () => {
    const domain = await createDomain(root, { name: 'taken back' });
    const taker = await rootWith('remover', ['Roles.DELETE'], domain.id);
    const { id } = await account('loser');
    await grant(root, { userId: id, domainId: domain.id, privileges: ['Units.READ', 'Owners.READ'] });
    const input = { userId: id, domainId: domain.id, privileges: ['Units.READ'] };
    assert.deepEqual((await revoke(taker, input)).privileges, ['Owners.READ']);
    assert.deepEqual(await refused(taker, GRANT, { input }), ['FORBIDDEN', undefined]);
  });

  it('are administered by nobody below the role Root, and by no thing', async () => {
    const { id } = await account('below');
    const readWrite = await account('read-write', 'READ_WRITE');
    await grant(root, { userId: readWrite.id, privileges: [...PRIVILEGES] });
    const input = { userId: id, privileges: ['Owners.READ'] };
    const thing = await thingstore.thing('privileges-cam');
    for (const client of [readWrite.client, thing]) {
      assert.deepEqual(await refused(client, GRANT, { input }), ['FORBIDDEN', undefined]);
      assert.deepEqual(await refused(client, REVOKE, { input }), ['FORBIDDEN', undefined]);
    }
    assert.deepEqual(await mine(thing), []);
    assert.deepEqual(await refused(thing, GRANTS, { userId: id }), ['FORBIDDEN', undefined]);
  });

  it('of others are read with Roles.READ on the root domain only', async () => {
    const { client, id } = await account('reads-mine');
    const { id: otherId } = await account('read-by-others');
    for (const userId of [otherId, ...UNKNOWN]) {
      const { code, params } = (await client.refusal(GRANTS, { userId })).extensions;
      assert.deepEqual([code, params], ['FORBIDDEN', { privilege: 'Roles.READ', role: 'Read', domain: '/' }]);
    }
    const domain = await createDomain(root, { name: 'reads' });
    await grant(root, { userId: id, domainId: domain.id, privileges: ['Roles.READ'] });
    assert.deepEqual(await refused(client, GRANTS, { userId: otherId }), ['FORBIDDEN', undefined]);
    await grant(root, { userId: id, privileges: ['Roles.READ'] });
    assert.deepEqual(await client.request(GRANTS, { userId: otherId }), { privilegeGrants: [] });
  });

  it('do not reach another project, nor what is not there', async () => {
    const { id } = await account('stays');
    const foreign = await accountId(second);
    for (const userId of [foreign, ...UNKNOWN]) {
      const input = { userId, privileges: ['Owners.READ'] };
      assert.deepEqual(await refused(root, GRANT, { input }), ['USER_NOT_FOUND', 'userId'], userId);
      assert.deepEqual(await refused(root, REVOKE, { input }), ['USER_NOT_FOUND', 'userId'], userId);
      assert.deepEqual(await refused(root, GRANTS, { userId }), ['USER_NOT_FOUND', 'userId'], userId);
    }
    const theirs = await createDomain(second, { name: 'theirs' });
    const holder = await rootWith(
      'knows-one',
      ['Roles.CREATE', 'Roles.DELETE'],
      (await createDomain(root, { name: 'k' })).id,
    );
    const hidden = await createDomain(root, { name: 'hidden' });
    for (const domainId of [theirs.id, hidden.id, ...UNKNOWN]) {
      const input = { userId: id, domainId, privileges: ['Roles.CREATE'] };
      assert.deepEqual(await refused(holder, GRANT, { input }), ['DOMAIN_NOT_FOUND', 'domainId'], domainId);
      assert.deepEqual(await refused(holder, REVOKE, { input }), ['DOMAIN_NOT_FOUND', 'domainId'], domainId);
    }
  });

  it('of the last Root account that holds them all stay on the root domain', async () => {
    const theirs = await accountId(second);
    for (const privileges of [['Roles.CREATE'], ['Units.READ'], [...PRIVILEGES]]) {
      const input = { userId: theirs, privileges };
      assert.deepEqual(await refused(second, REVOKE, { input }), ['INVALID_ARGUMENTS', 'privileges']);
    }
    // What it has on another domain beside may go; and everything, once there is another.
    const { id: domainId } = await createDomain(second, { name: 'beside' });
    await grant(second, { userId: theirs, domainId, privileges: ['Roles.CREATE'] });
    assert.deepEqual((await revoke(second, { userId: theirs, domainId, privileges: ['Roles.CREATE'] })).privileges, []);
    await accountOf(thingstore, { projectId: 'second', role: 'ROOT', email: 'another@second.org' });
    assert.equal((await revoke(second, { userId: theirs, privileges: ['Units.READ'] })).privileges.length, 31);
    const { code } = (await second.refusal(GRANT, { input: { userId: theirs, privileges: ['Units.READ'] } }))
      .extensions;
    assert.equal(code, 'FORBIDDEN');
  });

  it('stay when the one who gave them is gone', async () => {
    const giver = await account('gone-giver', 'ROOT');
    const { client, id } = await account('keeps');
    await grant(giver.client, { userId: id, privileges: ['Owners.READ'] });
    await root.send(`mutation { deleteUser(input: { id: "${giver.id}" }) }`);
    const { privilegeGrants } = await client.request(GRANTS, { userId: id });
    assert.deepEqual(
      privilegeGrants[0]?.grants.map(({ grantedBy }) => grantedBy),
      [null],
    );
  });
});
