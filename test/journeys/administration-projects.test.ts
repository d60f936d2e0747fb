import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountId, createUser, refused } from '../support/administration.js';
import { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner } from '../support/entries.js';
import type { CreateProjectInput } from '../support/generated/graphql.js';
import { graphql } from '../support/generated/index.js';
import { accountOf } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const PROJECTS = graphql(`
  query Projects {
    projects {
      id
      name
    }
  }
`);

const CREATE = graphql(`
  mutation ProjectsCreate($input: CreateProjectInput!) {
    createProject(input: $input) {
      id
      name
    }
  }
`);

const LOGIN = graphql(`
  mutation ProjectsLogin($input: LoginInput!) {
    login(input: $input) {
      token
      viewer {
        role
        project {
          id
        }
        privileges {
          domain {
            path
          }
          privileges
        }
        roleAssignments {
          role
          scope {
            projectId
            ownerId
          }
        }
      }
    }
  }
`);

const OWNERS = graphql(`
  query ProjectsOwners {
    owners {
      totalCount
    }
    domains {
      path
    }
  }
`);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the projects of a deployment', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let root: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ clock });
    root = thingstore.root;
  });
  after(() => thingstore.stop());

  const input = (project: Partial<CreateProjectInput>): CreateProjectInput => ({
    name: 'Project',
    adminEmail: 'admin@refused.org',
    adminPassword: 'long enough',
    ...project,
  });
  const create = async (project: Partial<CreateProjectInput>) =>
    (await root.request(CREATE, { input: input(project) })).createProject;
  const refusedWith = async (project: Partial<CreateProjectInput>) => refused(root, CREATE, { input: input(project) });
  const logIn = async (email: string) => {
    const { login } = await thingstore.anonymous.request(LOGIN, { input: { email, password: 'long enough' } });
    return { viewer: login.viewer, client: new ApiClient(thingstore.url, `Bearer ${login.token}`) };
  };

  it('are made with a Root account that holds everything there, and has nothing to do with any other', async () => {
    await createOwner(root, { id: 'owner', kind: 'SYSTEM', name: 'of the first' });
    const made = await create({ id: 'Plant_7-a', name: ' Plant 7 ', adminEmail: 'admin@plant.org' });
    assert.deepEqual(made, { id: 'Plant_7-a', name: 'Plant 7' });
    const { viewer, client } = await logIn('admin@plant.org');
    assert.deepEqual([viewer.role, viewer.project.id], ['ROOT', 'Plant_7-a']);
    assert.deepEqual(
      viewer.privileges.map(({ domain, privileges }) => [domain.path, privileges.length]),
      [['/', 32]],
    );
    assert.deepEqual(viewer.roleAssignments, [
      { role: 'ResourceAdmin', scope: { projectId: 'Plant_7-a', ownerId: null } },
    ]);
    assert.deepEqual(await client.request(OWNERS, {}), { owners: { totalCount: 0 }, domains: [{ path: '/' }] });
    // The same id is another owner there.
    await createOwner(client, { id: 'owner', kind: 'DEVICE', name: 'of the second' });
    assert.equal((await createEntry(client, { ownerId: 'owner', path: 'a' })).projectId, 'Plant_7-a');
    assert.equal((await createUser(client, { email: 'user@plant.org' })).role, 'READ');
    assert.equal((await root.request(OWNERS, {})).owners.totalCount, 1);
  });

  it('have an id of 1 to 64 characters, or get one', async () => {
    assert.match((await create({ adminEmail: 'generated@ids.org' })).id, UUID);
    assert.match((await create({ id: null, adminEmail: 'generated2@ids.org' })).id, UUID);
    for (const id of ['x', 'X'.repeat(64)]) {
      assert.equal((await create({ id, adminEmail: `${id.slice(0, 10)}@ids.org` })).id, id);
    }
    for (const id of ['', 'x'.repeat(65), 'a b', 'a.b', 'a/b', 'ä']) {
      assert.deepEqual(await refusedWith({ id }), ['INVALID_ARGUMENTS', 'id'], id);
    }
  });

  it('are refused with what cannot be, and leave nothing behind', async () => {
    const before = await root.request(PROJECTS, {});
    assert.deepEqual(await refusedWith({ id: 'refused', name: '' }), ['INVALID_ARGUMENTS', 'name']);
    assert.deepEqual(await refusedWith({ id: 'refused', name: 'x'.repeat(201) }), ['INVALID_ARGUMENTS', 'name']);
    assert.deepEqual(await refusedWith({ id: 'refused', adminEmail: 'x' }), ['INVALID_ARGUMENTS', 'adminEmail']);
    assert.deepEqual(await refusedWith({ id: 'refused', adminPassword: '7 chars' }), [
      'INVALID_ARGUMENTS',
      'adminPassword',
    ]);
    assert.deepEqual(await refusedWith({ id: 'default' }), ['PROJECT_EXISTS', 'id']);
    assert.deepEqual(await refusedWith({ id: 'refused', adminEmail: 'ROOT@example.org' }), [
      'USER_EXISTS',
      'adminEmail',
    ]);
    assert.deepEqual(await root.request(PROJECTS, {}), before);
  });

  it('are for the role Root of the first project only', async () => {
    const names = (await root.request(PROJECTS, {})).projects.map(({ name }) => name);
    assert.ok(names.length > 1);
    assert.deepEqual(names, [...names].sort());
    await create({ id: 'others', adminEmail: 'admin@others.org' });
    const { client: other } = await logIn('admin@others.org');
    const readWrite = await accountOf(thingstore, { projectId: 'default', role: 'READ_WRITE' });
    for (const client of [other, readWrite, await thingstore.thing('projects-cam')]) {
      assert.deepEqual(await refused(client, PROJECTS, {}), ['FORBIDDEN', undefined]);
      assert.deepEqual(await refused(client, CREATE, { input: input({ id: 'default' }) }), ['FORBIDDEN', undefined]);
    }
    const secondRoot = await accountOf(thingstore, { projectId: 'default', role: 'ROOT', email: 'second@root.org' });
    assert.ok((await secondRoot.request(PROJECTS, {})).projects.length > 1);
    assert.ok(await accountId(secondRoot));
  });

  it('leave the first project the first one, also when the clock was set back', async () => {
    clock.advance(-365 * 24 * 3_600_000);
    try {
      await create({ id: 'before-all', adminEmail: 'admin@before.org' });
    } finally {
      clock.advance(365 * 24 * 3_600_000);
    }
    assert.ok((await root.request(PROJECTS, {})).projects.some(({ id }) => id === 'before-all'));
    const { client } = await logIn('admin@before.org');
    assert.deepEqual(await refused(client, PROJECTS, {}), ['FORBIDDEN', undefined]);
  });

  it('are made once when several ask at the same time', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) => create({ id: 'wanted', adminEmail: `admin${n.toString()}@wanted.org` })),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.match(String(outcome.reason), /PROJECT_EXISTS/);
    }
  });
});
