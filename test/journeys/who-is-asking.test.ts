import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';
import { ApiClient } from '../support/api-client.js';
import { graphql } from '../support/generated/index.js';
import { accountOf } from '../support/second-project.js';
import { askOverSocket } from '../support/socket.js';

const LOGIN = graphql(`
  mutation AskingLogin($input: LoginInput!) {
    login(input: $input) {
      token
      expiresAt
      viewer {
        kind
        role
        account {
          email
        }
      }
    }
  }
`);

const VIEWER = graphql(`
  query AskingViewer {
    viewer {
      kind
      role
      account {
        id
        email
        name
        role
      }
      project {
        id
        name
      }
      thing {
        id
        kind
      }
    }
  }
`);

const NOT_PUBLIC = [
  '{ owners { nodes { id } } }',
  '{ owner(id: "x") { id } }',
  '{ resources { nodes { id } } }',
  '{ resource(id: "x") { id } }',
  '{ resourceAt(ownerId: "x", path: "x") { id } }',
  '{ changeCursor }',
  '{ viewer { kind } owners { nodes { id } } }',
  'mutation { createOwner(input: { kind: DEVICE, name: "x" }) { id } }',
  'mutation { createOwner }',
  'mutation { deleteResources(input: { ids: [] }) }',
  '{ ...Hidden } fragment Hidden on Query { changeCursor }',
  '{ ... { changeCursor } }',
  '{ viewer: changeCursor }',
  'subscription { resourceAdded { cursor } }',
];

describe('who is asking', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
  });
  after(() => thingstore.stop());

  const withAuthorization = (authorization: string) => new ApiClient(thingstore.url, authorization);

  it('is an account that logged in, its e-mail in any case', async () => {
    const { login } = await thingstore.anonymous.request(LOGIN, { input: { ...ADMIN, email: ' ROOT@example.ORG ' } });
    assert.deepEqual(login.viewer, { kind: 'ACCOUNT', role: 'ROOT', account: { email: ADMIN.email } });
    assert.ok(Date.parse(login.expiresAt) > Date.now());
    const { viewer } = await withAuthorization(`bearer ${login.token}`).request(VIEWER, {});
    assert.deepEqual(viewer?.project, { id: 'default', name: 'default' });
    assert.deepEqual([viewer.account?.email, viewer.thing], [ADMIN.email, null]);
  });

  it('is a thing that showed its key', async () => {
    const { viewer } = await (await thingstore.thing('asking-cam')).request(VIEWER, {});
    assert.deepEqual(viewer, {
      kind: 'THING',
      role: null,
      account: null,
      project: { id: 'default', name: 'default' },
      thing: { id: 'asking-cam', kind: 'DEVICE' },
    });
  });

  it('is nobody without a credential', async () => {
    assert.deepEqual(await thingstore.anonymous.request(VIEWER, {}), { viewer: null });
    assert.deepEqual((await askOverSocket(thingstore.anonymous, '{ viewer { kind } }')).data, { viewer: null });
  });

  it('is not told whether the e-mail or the password was wrong', async () => {
    const wrongPassword = await thingstore.anonymous.refusal(LOGIN, { input: { ...ADMIN, password: 'x' } });
    const unknownEmail = await thingstore.anonymous.refusal(LOGIN, { input: { ...ADMIN, email: 'x@example.org' } });
    const told = ({ message, extensions: { code, property, params } }: typeof wrongPassword) =>
      JSON.stringify([message, code, property, params]);
    assert.equal(wrongPassword.extensions.code, 'UNAUTHENTICATED');
    assert.equal(told(wrongPassword), told(unknownEmail));
    assert.doesNotMatch(wrongPassword.message, /example|x@/);
  });

  it('may log in and look at the schema without a credential, over either transport', async () => {
    for (const query of [
      '{ __schema { queryType { name } } }',
      '{ __type(name: "Owner") { name } }',
      '{ __typename }',
    ]) {
      assert.equal((await thingstore.anonymous.send(query)).status, 200);
      assert.deepEqual((await askOverSocket(thingstore.anonymous, query)).errors, []);
    }
    const login = `mutation ($input: LoginInput!) { login(input: $input) { viewer { role } } }`;
    const { data } = await askOverSocket(thingstore.anonymous, login, { input: ADMIN });
    assert.deepEqual(data, { login: { viewer: { role: 'ROOT' } } });
  });

  it('may ask for nothing else without a credential, over either transport', async () => {
    for (const query of NOT_PUBLIC) {
      const { status, data, errors = [] } = await thingstore.anonymous.send(query);
      assert.deepEqual([status, data ?? null], [401, null], query);
      assert.deepEqual([errors.length, errors[0]?.extensions.code], [1, 'UNAUTHENTICATED'], query);
      const socket = await askOverSocket(thingstore.anonymous, query);
      assert.deepEqual([socket.data ?? null, socket.errors[0]?.extensions.code], [null, 'UNAUTHENTICATED'], query);
      assert.ok(socket.errors[0]?.extensions.requestId);
    }
  });

  it('is refused with a credential that does not hold, whatever is asked', async () => {
    const root = thingstore.root.authorization ?? '';
    const wrong = ['Bearer x', 'Bearer a.b.c', `${root}x`, root.slice(0, -5), 'Thing tk_x', 'Thing', 'Basic abc', 'x'];
    wrong.push(root.replace('Bearer', 'Thing'));
    for (const authorization of wrong) {
      const client = withAuthorization(authorization);
      const { status, errors } = await client.send('{ viewer { kind } }');
      assert.deepEqual([status, errors?.[0]?.extensions.code], [401, 'UNAUTHENTICATED'], authorization);
      const { closeCode } = await askOverSocket(client, '{ viewer { kind } }');
      assert.equal(closeCode, 4401, authorization);
    }
  });

  it('is refused on a socket whose credential is no text', async () => {
    for (const authorization of [1, {}, ['Bearer x'], true]) {
      const client = new ApiClient(thingstore.url, authorization as never);
      assert.equal((await askOverSocket(client, '{ viewer { kind } }')).closeCode, 4401, JSON.stringify(authorization));
    }
  });

  it('is an account without any rights yet below the role Root: it sees nothing and may change nothing', async () => {
    await thingstore.thing('asking-hidden');
    for (const role of ['READ', 'READ_WRITE'] as const) {
      const client = await accountOf(thingstore, { projectId: 'default', role });
      assert.equal((await client.request(VIEWER, {})).viewer?.role, role);
      const { data } = await client.send('{ owners { nodes { id } totalCount } resources { totalCount } }');
      assert.deepEqual(data, { owners: { nodes: [], totalCount: 0 }, resources: { totalCount: 0 } });
      const { errors } = await client.send('mutation { createOwner(input: { kind: OTHER, name: "x" }) { id } }');
      assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN');
    }
  });
});
