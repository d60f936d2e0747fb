import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountId, assign, createDomain, grant, roleAssignments, rootHolding } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import type { RoleScopeInput } from '../support/generated/graphql.js';
import { graphql } from '../support/generated/index.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { reading, statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const MINE = graphql(`
  query RolesMine {
    viewer {
      roleAssignments {
        role
        principal {
          isAny
        }
        scope {
          ownerId
          path
        }
      }
    }
  }
`);

const INVALID = graphql(`
  query RolesOfPath($scope: RoleScopeInput) {
    roleAssignments(scope: $scope) {
      id
    }
  }
`);

describe('the list of roles on resources', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let root: ApiClient;
  let second: ApiClient;
  let userId: string;
  let user: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ clock });
    root = thingstore.root;
    second = await secondProject(thingstore);
    const { id: domainId } = await createDomain(root, { name: 'd' });
    await createOwner(root, { id: 'in-root', kind: 'SYSTEM', name: 'R' });
    await createOwner(root, { id: 'in-d', kind: 'SYSTEM', name: 'D', domainId });
    user = await accountOf(thingstore, { projectId: 'default', role: 'READ', email: 'user@listed.org' });
    userId = await accountId(user);
    await give('ResourceViewer', { ownerId: 'in-d', path: 'a' }, true);
    await give('ResourceEditor', { ownerId: 'in-d', path: 'a' });
    await give('ResourceAdmin', { ownerId: 'in-d' });
    await give('ResourceViewer', { ownerId: 'in-root', path: 'a/b' });
    await give('ResourceViewer', {});
    await give('ResourceEditor', { ownerId: 'in-root' }, true);
  });
  after(() => thingstore.stop());

  async function give(role: string, scope: RoleScopeInput, isAny = false): Promise<void> {
    await assign(root, { role, principal: isAny ? { any: true } : { userId }, scope });
    clock.advance(1000);
  }

  const told = ({ role, principal, scope }: Awaited<ReturnType<typeof roleAssignments>>[number]) =>
    [role, principal.isAny ? 'any' : principal.user?.email.split('@')[0], scope.ownerId, scope.path]
      .map((part) => part ?? '-')
      .join(' ');
  const list = async (client: ApiClient, scope?: RoleScopeInput) => (await roleAssignments(client, scope)).map(told);

  it('is in order of the role, then of time', async () => {
    assert.deepEqual(await list(root), [
      'ResourceAdmin root - -',
      'ResourceAdmin user in-d -',
      'ResourceEditor user in-d a',
      'ResourceEditor any in-root -',
      'ResourceViewer any in-d a',
      'ResourceViewer user in-root a/b',
      'ResourceViewer user - -',
    ]);
  });

  it('is of exactly the place that is named', async () => {
    assert.deepEqual(await list(root, {}), ['ResourceAdmin root - -', 'ResourceViewer user - -']);
    assert.deepEqual(await list(root, { ownerId: 'in-d' }), ['ResourceAdmin user in-d -']);
    assert.deepEqual(await list(root, { ownerId: 'in-d', path: '/a' }), [
      'ResourceEditor user in-d a',
      'ResourceViewer any in-d a',
    ]);
    assert.deepEqual(await list(root, { ownerId: 'in-root', path: 'a' }), []);
    assert.deepEqual(await list(root, { ownerId: 'nobody' }), []);
    const { code, property } = (await root.refusal(INVALID, { scope: { path: 'a' } })).extensions;
    assert.deepEqual([code, property], ['INVALID_ARGUMENTS', 'path']);
    assert.equal((await root.refusal(INVALID, { scope: { ownerId: 'in-d', path: '' } })).extensions.property, 'path');
  });

  it('shows everybody their own and those to any', async () => {
    const mine = [
      'ResourceAdmin user in-d -',
      'ResourceEditor user in-d a',
      'ResourceEditor any in-root -',
      'ResourceViewer any in-d a',
      'ResourceViewer user in-root a/b',
      'ResourceViewer user - -',
    ];
    assert.deepEqual(await list(user), mine);
    const { viewer } = await user.request(MINE, {});
    assert.deepEqual(viewer?.roleAssignments.length, mine.length);
    const stranger = await accountOf(thingstore, { projectId: 'default', role: 'ROOT', email: 'bare@listed.org' });
    assert.equal((await list(stranger)).length, 8);
    assert.equal((await stranger.request(MINE, {})).viewer?.roleAssignments.length, 3);
    const toAny = ['ResourceEditor any in-root -', 'ResourceViewer any in-d a'];
    const thing = await thingstore.thing('listed-cam');
    const bare = await rootHolding(thingstore, { email: 'nothing@listed.org', privileges: [] });
    for (const client of [thing, bare]) {
      assert.deepEqual(await list(client), toAny);
      assert.deepEqual(await list(client, { ownerId: 'in-d' }), []);
      assert.deepEqual(
        (await client.request(MINE, {})).viewer?.roleAssignments.map(({ scope }) => scope.ownerId),
        ['in-root', 'in-d'],
      );
    }
    assert.deepEqual(await list(second), ['ResourceAdmin root - -']);
  });

  it('shows all of a domain to who holds Roles.READ there, and all of the project to who holds it on the root', async () => {
    const { id: inD } = await createDomain(root, { name: 'e' });
    await createOwner(root, { id: 'in-e', kind: 'SYSTEM', name: 'E', domainId: inD });
    await give('ResourceEditor', { ownerId: 'in-e' });
    const client = await accountOf(thingstore, { projectId: 'default', role: 'READ', email: 'roles@listed.org' });
    await grant(root, { userId: await accountId(client), domainId: inD, privileges: ['Roles.READ'] });
    assert.deepEqual(await list(client), [
      'ResourceEditor any in-root -',
      'ResourceEditor user in-e -',
      'ResourceViewer any in-d a',
    ]);
    assert.deepEqual(await list(client, {}), []);
    await grant(root, { userId: await accountId(client), privileges: ['Roles.READ'] });
    assert.deepEqual(await list(client), await list(root));
    assert.ok((await list(client, {})).includes('ResourceAdmin root - -'));
  });

  it('shows a ResourceAdmin all within its scope', async () => {
    const client = await accountOf(thingstore, { projectId: 'default', role: 'READ_WRITE', email: 'ra@listed.org' });
    const principal = { userId: await accountId(client) };
    await assign(root, { role: 'ResourceAdmin', principal, scope: { ownerId: 'in-d', path: 'a' } });
    assert.deepEqual(await list(client), [
      'ResourceAdmin ra in-d a',
      'ResourceEditor user in-d a',
      'ResourceEditor any in-root -',
      'ResourceViewer any in-d a',
    ]);
    await assign(root, { role: 'ResourceAdmin', principal, scope: { ownerId: 'in-d' } });
    assert.ok((await list(client, { ownerId: 'in-d' })).includes('ResourceAdmin user in-d -'));
    assert.ok(!(await list(client)).includes('ResourceViewer user in-root a/b'));
  });

  it('is read in a fixed number of statements, however long it is', async () => {
    const count = async () => {
      const statements = await statementsOf(() => roleAssignments(root, { ownerId: 'in-root', path: 'many' }));
      // What the clock does meanwhile is no business of ours.
      return ['role_assignment', 'account', 'owner'].map((table) => reading(table, statements).length);
    };
    const assignAs = async (name: string) => {
      const giver = await accountOf(thingstore, { projectId: 'default', role: 'ROOT', email: `${name}@many.org` });
      const principal = { userId: await accountId(giver) };
      await assign(giver, { role: 'ResourceViewer', principal, scope: { ownerId: 'in-root', path: 'many' } });
    };
    await assignAs('one');
    const few = await count();
    for (const name of ['two', 'three', 'four']) await assignAs(name);
    assert.equal((await roleAssignments(root, { ownerId: 'in-root', path: 'many' })).length, 4);
    assert.deepEqual(await count(), few);
  });
});
