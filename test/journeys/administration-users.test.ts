import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountId, CREATE_USER, createDomain, createUser, grant, refused } from '../support/administration.js';
import { ApiClient } from '../support/api-client.js';
import type { CreateUserInput, UpdateUserInput } from '../support/generated/graphql.js';
import { graphql } from '../support/generated/index.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';

const LOGIN = graphql(`
  mutation UsersLogin($input: LoginInput!) {
    login(input: $input) {
      token
      viewer {
        role
        account {
          name
        }
        privileges {
          domain {
            path
            parent {
              path
            }
          }
        }
        roleAssignments {
          role
          principal {
            user {
              email
            }
          }
        }
      }
    }
  }
`);

const USERS = graphql(`
  query Users {
    users {
      id
      email
      name
      role
    }
  }
`);

const UPDATE = graphql(`
  mutation UsersUpdate($input: UpdateUserInput!) {
    updateUser(input: $input) {
      id
      email
      name
      role
    }
  }
`);

const DELETE = graphql(`
  mutation UsersDelete($input: DeleteUserInput!) {
    deleteUser(input: $input)
  }
`);

const UNKNOWN = ['01890000-0000-7000-8000-000000000000', 'x', '', '🔥'];

describe('the accounts of a project', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let second: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    second = await secondProject(thingstore);
  });
  after(() => thingstore.stop());

  const logIn = async (email: string, password: string) => {
    const { login } = await thingstore.anonymous.request(LOGIN, { input: { email, password } });
    return { ...login.viewer, client: new ApiClient(thingstore.url, `Bearer ${login.token}`) };
  };
  const account = (email: string, role: 'READ' | 'READ_WRITE' | 'ROOT' = 'READ') =>
    accountOf(thingstore, { projectId: 'default', role, email });
  const creating = (input: Partial<CreateUserInput>) =>
    refused(root, CREATE_USER, {
      input: { email: 'refused@example.org', name: 'N', password: 'long enough', role: 'READ', ...input },
    });
  const update = async (client: ApiClient, input: UpdateUserInput) =>
    (await client.request(UPDATE, { input })).updateUser;

  it('are made with what they log in with, and can do nothing until something is given to them', async () => {
    const made = await createUser(root, { email: ' Ada@Example.org ', name: ' Ada ', role: 'READ_WRITE' });
    assert.deepEqual({ ...made, id: '' }, { id: '', email: 'Ada@Example.org', name: 'Ada', role: 'READ_WRITE' });
    const viewer = await logIn('ada@example.ORG', 'long enough');
    assert.deepEqual([viewer.role, viewer.account?.name], ['READ_WRITE', 'Ada']);
    assert.deepEqual([viewer.privileges, viewer.roleAssignments], [[], []]);
    assert.deepEqual(await refused(viewer.client, USERS, {}), ['FORBIDDEN', undefined]);
  });

  it('see at login what they were given', async () => {
    const { privileges, roleAssignments } = await logIn(ADMIN.email, ADMIN.password);
    assert.deepEqual(privileges, [{ domain: { path: '/', parent: null } }]);
    assert.deepEqual(roleAssignments, [{ role: 'ResourceAdmin', principal: { user: { email: ADMIN.email } } }]);
  });

  it('have an e-mail of 3 to 254 characters with one @, without blanks inside', async () => {
    const longest = `${'x'.repeat(242)}@example.org`;
    assert.equal(longest.length, 254);
    for (const email of ['a@b', longest, ` ${'ü'.repeat(249)}@a.de `]) {
      assert.equal((await createUser(root, { email })).email, email.trim());
    }
    for (const email of ['', 'ab', 'a@', '@b', 'a@b@c', 'a b@c', 'a@b\nc', 'no-at.example.org', `x${longest}`]) {
      assert.deepEqual(await creating({ email }), ['INVALID_ARGUMENTS', 'email'], email);
    }
  });

  it('have a password of 8 to 200 characters and a name of 1 to 200', async () => {
    for (const [email, password] of [
      ['short@pass.org', '8 letter'],
      ['long@pass.org', '😀'.repeat(200)],
      ['blank@pass.org', '        '],
    ] as const) {
      await createUser(root, { email, password });
      assert.equal((await logIn(email, password)).role, 'READ');
    }
    for (const password of ['', '7 lette', '😀'.repeat(7), 'x'.repeat(201)]) {
      assert.deepEqual(await creating({ password }), ['INVALID_ARGUMENTS', 'password'], password);
    }
    assert.equal((await createUser(root, { email: 'n@name.org', name: '😀'.repeat(200) })).name.length, 400);
    for (const name of ['', '  ', 'x'.repeat(201)]) {
      assert.deepEqual(await creating({ name }), ['INVALID_ARGUMENTS', 'name']);
    }
  });

  it('have an e-mail of their own in the whole deployment, in any case', async () => {
    assert.deepEqual(await creating({ email: 'ROOT@example.org' }), ['USER_EXISTS', 'email']);
    assert.deepEqual(await creating({ email: 'root@SECOND.example.org' }), ['USER_EXISTS', 'email']);
    const { id } = await createUser(root, { email: 'own@example.org' });
    assert.deepEqual(await refused(root, UPDATE, { input: { id, email: 'Root@Example.org' } }), [
      'USER_EXISTS',
      'email',
    ]);
    assert.equal((await update(root, { id, email: 'OWN@example.org' })).email, 'OWN@example.org');
    const outcomes = await Promise.allSettled(
      ['race@example.org', 'RACE@example.org', 'Race@example.org'].map((email) => createUser(root, { email })),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('are listed by name, those of the project only, to who holds Users.READ on the root domain', async () => {
    const { users } = await root.request(USERS, {});
    const names = users.map(({ name }) => name);
    assert.deepEqual(names, [...names].sort());
    assert.ok(!users.some(({ email }) => email.endsWith('second.example.org')));
    assert.deepEqual(
      (await second.request(USERS, {})).users.map(({ email }) => email),
      ['root@second.example.org'],
    );
    const reader = await account('reader@users.org');
    const domain = await createDomain(root, { name: 'not the root' });
    await grant(root, { userId: await accountId(reader), domainId: domain.id, privileges: ['Users.READ'] });
    const { message, extensions } = await reader.refusal(USERS, {});
    assert.deepEqual(extensions.params, { privilege: 'Users.READ', role: 'Read', domain: '/' });
    assert.match(message, /Users\.READ on the root domain/);
    await grant(root, { userId: await accountId(reader), privileges: ['Users.READ'] });
    assert.ok((await reader.request(USERS, {})).users.length > 3);
  });

  it('change their own name and password without any privilege, and nothing else of their own', async () => {
    const client = await account('self@example.org');
    const id = await accountId(client);
    assert.equal((await update(client, { id, name: 'Myself' })).name, 'Myself');
    assert.equal((await update(client, { id: id.toUpperCase(), password: 'my new password' })).id, id);
    const { account: own, client: again } = await logIn('self@example.org', 'my new password');
    assert.equal(own?.name, 'Myself');
    // Whoever was logged in with the old password is not any more.
    assert.equal((await refused(client, UPDATE, { input: { id, name: 'Me' } }))[0], 'UNAUTHENTICATED');
    assert.deepEqual(await refused(again, UPDATE, { input: { id, email: 'me@example.org' } }), [
      'FORBIDDEN',
      undefined,
    ]);
    assert.deepEqual(await refused(again, UPDATE, { input: { id, role: 'ROOT' } }), ['INVALID_ARGUMENTS', 'role']);
    const rootId = await accountId(root);
    for (const own of [rootId, rootId.toUpperCase()]) {
      assert.deepEqual(await refused(root, UPDATE, { input: { id: own, role: 'READ' } }), [
        'INVALID_ARGUMENTS',
        'role',
      ]);
      assert.deepEqual(await refused(root, DELETE, { input: { id: own } }), ['INVALID_ARGUMENTS', 'id']);
    }
    assert.equal((await update(root, { id: rootId, role: 'ROOT' })).role, 'ROOT');
  });

  it('are changed by who holds Users.UPDATE, value by value', async () => {
    const { id } = await createUser(root, { email: 'changed@example.org', name: 'Before' });
    assert.deepEqual(await update(root, { id }), { id, email: 'changed@example.org', name: 'Before', role: 'READ' });
    const changed = await update(root, { id, role: 'ROOT', email: ' after@example.org ', password: 'after, and long' });
    assert.deepEqual(changed, { id, email: 'after@example.org', name: 'Before', role: 'ROOT' });
    assert.equal((await logIn('after@example.org', 'after, and long')).role, 'ROOT');
    for (const property of ['name', 'email', 'password', 'role'] as const) {
      const input = { id, [property]: null };
      assert.deepEqual(await refused(root, UPDATE, { input }), ['INVALID_ARGUMENTS', property]);
    }
    for (const [property, value] of [
      ['name', ''],
      ['email', 'x'],
      ['password', 'short'],
    ] as const) {
      assert.deepEqual(await refused(root, UPDATE, { input: { id, [property]: value } }), [
        'INVALID_ARGUMENTS',
        property,
      ]);
    }
  });

  it('are made, changed and deleted by nobody below the role Root, whatever privileges they hold', async () => {
    const privileges = ['Users.CREATE', 'Users.UPDATE', 'Users.DELETE'];
    const other = await createUser(root, { email: 'other@example.org' });
    const readWrite = await account('rw@example.org', 'READ_WRITE');
    const thing = await thingstore.thing('users-cam');
    await grant(root, { userId: await accountId(readWrite), privileges });
    for (const client of [readWrite, thing]) {
      const input = { email: 'no@example.org', name: 'N', password: 'long enough', role: 'READ' } as const;
      assert.deepEqual(await refused(client, CREATE_USER, { input }), ['FORBIDDEN', undefined]);
      assert.deepEqual(await refused(client, UPDATE, { input: { id: other.id, name: 'x' } }), ['FORBIDDEN', undefined]);
      // Whether there is such an account is not said to who may not change any.
      assert.deepEqual(await refused(client, UPDATE, { input: { id: 'x', name: 'x' } }), ['FORBIDDEN', undefined]);
      assert.deepEqual(await refused(client, DELETE, { input: { id: other.id } }), ['FORBIDDEN', undefined]);
    }
    assert.deepEqual(await refused(thing, USERS, {}), ['FORBIDDEN', undefined]);
  });

  it('are made by Root accounts only with the privilege', async () => {
    const creator = await account('creator@example.org', 'READ');
    const id = await accountId(creator);
    await update(root, { id, role: 'ROOT' });
    const input = { email: 'made@by.root', name: 'N', password: 'long enough', role: 'READ' } as const;
    const { params } = (await creator.refusal(CREATE_USER, { input })).extensions;
    assert.deepEqual(params, { privilege: 'Users.CREATE', role: 'Root', domain: '/' });
    await grant(root, { userId: id, privileges: ['Users.CREATE'] });
    assert.equal((await creator.request(CREATE_USER, { input })).createUser.email, 'made@by.root');
  });

  it('are not there for another project, and neither are those that never were', async () => {
    const foreign = await accountId(second);
    for (const id of [foreign, ...UNKNOWN]) {
      assert.deepEqual(await refused(root, UPDATE, { input: { id, name: 'x' } }), ['USER_NOT_FOUND', 'id'], id);
      assert.deepEqual(await refused(root, DELETE, { input: { id } }), ['USER_NOT_FOUND', 'id'], id);
    }
    assert.equal((await second.request(USERS, {})).users.length, 1);
  });

  it('are gone at once when they are deleted, with all that they were given', async () => {
    const client = await account('gone@example.org', 'READ');
    const id = await accountId(client);
    await grant(root, { userId: id, privileges: ['Users.READ'] });
    const { deleteUser } = await root.request(DELETE, { input: { id: id.toUpperCase() } });
    assert.equal(deleteUser, id);
    assert.equal((await client.send('{ viewer { kind } }')).status, 401);
    assert.deepEqual(
      await refused(thingstore.anonymous, LOGIN, { input: { email: 'gone@example.org', password: 'x' } }),
      ['UNAUTHENTICATED', undefined],
    );
    assert.deepEqual(await refused(root, DELETE, { input: { id } }), ['USER_NOT_FOUND', 'id']);
    // Whoever comes next with the e-mail inherits nothing.
    const next = await account('gone@example.org', 'READ');
    assert.deepEqual(await refused(next, USERS, {}), ['FORBIDDEN', undefined]);
  });
});
