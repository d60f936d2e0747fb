import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  accountId,
  ASSIGN,
  assign,
  createDomain,
  grant,
  refused,
  rootHolding,
  UNASSIGN,
  unassign,
} from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { CREATE_ENTRY, createEntry, createOwner, paths } from '../support/entries.js';
import type { AssignRoleInput } from '../support/generated/graphql.js';
import { Records } from '../support/records.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const UNKNOWN = ['01890000-0000-7000-8000-000000000000', 'x', ''];

describe('a role on resources', () => {
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
    for (const id of ['sys', 'other']) {
      await createOwner(root, { id, kind: 'SYSTEM', name: id });
      for (const path of ['i18n', 'i18n/en', 'i18nX', 'photos/1']) await createEntry(root, { ownerId: id, path });
    }
  });
  after(() => thingstore.stop());

  const account = async (name: string, role: 'READ' | 'READ_WRITE' | 'ROOT' = 'READ_WRITE') => {
    const client = await accountOf(thingstore, { projectId: 'default', role, email: `${name}@roles.org` });
    return { client, id: await accountId(client) };
  };
  const seen = async (client: ApiClient) => [
    ...(await paths(client, { order: [{ field: 'PATH', direction: 'ASC' }] })),
  ];
  const refusal = async (client: ApiClient, input: Partial<AssignRoleInput>) =>
    refused(client, ASSIGN, {
      input: { role: 'ResourceViewer', principal: { any: true }, scope: { ownerId: 'sys' }, ...input },
    });

  it('holds at once where it was given, with all below, and nowhere else [S1-102]', async () => {
    const { client, id } = await account('reader');
    assert.deepEqual(await seen(client), []);
    const scope = { ownerId: 'sys', path: '/i18n/' };
    const given = await assign(root, { role: 'ResourceViewer', principal: { userId: id }, scope });
    assert.deepEqual(given, {
      id: given.id,
      role: 'ResourceViewer',
      principal: { isAny: false, user: { id, email: 'reader@roles.org' } },
      scope: { projectId: 'default', ownerId: 'sys', path: 'i18n' },
      grantedBy: { id: rootId },
      createdAt: clock.now().toISOString(),
    });
    assert.deepEqual(await seen(client), ['i18n', 'i18n/en']);
    assert.equal(await unassign(root, given.id.toUpperCase()), given.id);
    assert.deepEqual(await seen(client), []);
    assert.deepEqual(await refused(root, UNASSIGN, { input: { id: given.id } }), ['ROLE_ASSIGNMENT_NOT_FOUND', 'id']);
  });

  it('is given on a path, an owner, or the project; to an account, or to any', async () => {
    const { client, id } = await account('scopes');
    const thing = await thingstore.thing('roles-cam');
    const role = 'ResourceViewer';
    const ofOwner = await assign(root, { role, principal: { userId: id }, scope: { ownerId: 'sys', path: null } });
    assert.deepEqual(ofOwner.scope, { projectId: 'default', ownerId: 'sys', path: null });
    assert.equal((await seen(client)).length, 4);
    const ofProject = await assign(root, { role, principal: { userId: id, any: false }, scope: {} });
    assert.deepEqual(ofProject.scope, { projectId: 'default', ownerId: null, path: null });
    assert.equal((await seen(client)).length, 8);
    await unassign(root, ofProject.id);
    await unassign(root, ofOwner.id);
    assert.deepEqual(await seen(thing), []);
    const scope = { ownerId: 'sys', path: 'photos' };
    const toAny = await assign(root, { role, principal: { any: true }, scope, projectId: 'imagine' });
    assert.deepEqual(toAny.principal, { isAny: true, user: null });
    assert.deepEqual([await seen(client), await seen(thing)], [['photos/1'], ['photos/1']]);
    assert.deepEqual(await seen(second), []);
    await unassign(root, toAny.id);
  });

  it('stands as it was given when it is given again', async () => {
    const { id } = await account('again');
    const other = await account('another-root', 'ROOT');
    const input = { role: 'ResourceViewer', principal: { userId: id }, scope: { ownerId: 'sys', path: 'i18n' } };
    const first = await assign(root, input);
    clock.advance(60_000);
    assert.deepEqual(await assign(other.client, { ...input, projectId: null }), first);
    for (const different of [
      { ...input, role: 'ResourceEditor' },
      { ...input, scope: { ownerId: 'sys' } },
      { ...input, scope: { ownerId: 'other', path: 'i18n' } },
      { ...input, scope: {} },
      { ...input, principal: { userId: other.id } },
    ]) {
      const made = await assign(root, different);
      assert.notEqual(made.id, first.id);
      assert.equal((await assign(root, different)).id, made.id);
      await unassign(root, made.id);
    }
  });

  it('is one of three names, defined in the project imagine [S1-101]', async () => {
    const { id } = await account('names');
    for (const role of ['ResourceViewer', 'ResourceEditor', 'ResourceAdmin']) {
      const made = await assign(root, { role, principal: { userId: id }, scope: {}, projectId: 'imagine' });
      assert.equal(made.role, role);
      await unassign(root, made.id);
    }
    for (const role of ['resourceviewer', 'Root', '', 'ResourceOwner']) {
      assert.deepEqual(await refusal(root, { role }), ['INVALID_ARGUMENTS', 'role'], role);
    }
    for (const projectId of ['default', 'second', '', 'Imagine']) {
      assert.deepEqual(await refusal(root, { projectId }), ['INVALID_ARGUMENTS', 'projectId'], projectId);
    }
  });

  it('is given to exactly one of an account and any', async () => {
    for (const principal of [{}, { userId: rootId, any: true }, { any: false }, { userId: null, any: null }]) {
      const { code, property, params } = (
        await root.refusal(ASSIGN, { input: { role: 'ResourceViewer', principal, scope: {} } })
      ).extensions;
      assert.deepEqual([code, property], ['INVALID_ARGUMENTS', 'principal']);
      assert.deepEqual(params, { properties: ['userId', 'any'] });
    }
    for (const userId of [await accountId(second), ...UNKNOWN]) {
      assert.deepEqual(await refusal(root, { principal: { userId } }), ['USER_NOT_FOUND', 'userId'], userId);
    }
  });

  it('has a path by the rules of the paths of resources, and only with an owner', async () => {
    assert.deepEqual(await refusal(root, { scope: { path: 'i18n' } }), ['INVALID_ARGUMENTS', 'path']);
    for (const path of ['', '/', 'a//b', '..', 'a/./b', 'a\nb', 'x'.repeat(1025)]) {
      assert.deepEqual(await refusal(root, { scope: { ownerId: 'sys', path } }), ['INVALID_ARGUMENTS', 'path'], path);
    }
    const longest = await assign(root, {
      ...{ role: 'ResourceViewer', principal: { any: true } },
      scope: { ownerId: 'sys', path: 'x'.repeat(1024) },
    });
    await unassign(root, longest.id);
  });

  it('is not given on what is not there: unknown, deleted, or of another project', async () => {
    await createOwner(root, { id: 'deleted', kind: 'SYSTEM', name: 'D' });
    await createOwner(second, { id: 'foreign', kind: 'SYSTEM', name: 'F' });
    const records = await Records.open(thingstore.databaseUrl);
    await records.ask(`update owner set deleted_at = now() where id = 'deleted'`);
    await records.close();
    for (const ownerId of ['deleted', 'foreign', 'nobody', 'a b', '']) {
      assert.deepEqual(await refusal(root, { scope: { ownerId } }), ['OWNER_NOT_FOUND', 'ownerId'], ownerId);
    }
  });

  it('is given within its scope by a ResourceAdmin, who need not see the owner', async () => {
    const { client, id } = await account('path-admin');
    const { client: user, id: userId } = await account('path-user');
    const at = (path?: string) => ({ ownerId: 'sys', ...(path === undefined ? {} : { path }) });
    const given = await assign(root, { role: 'ResourceAdmin', principal: { userId: id }, scope: at('i18n') });
    for (const path of ['i18n', 'i18n/en']) {
      const made = await assign(client, { role: 'ResourceAdmin', principal: { userId }, scope: at(path) });
      assert.ok((await seen(user)).includes('i18n/en'));
      await unassign(client, made.id);
    }
    for (const scope of [at(), at('i18nX'), at('photos'), {}]) {
      assert.deepEqual(await refusal(client, { scope }), ['FORBIDDEN', undefined], JSON.stringify(scope));
    }
    // Of another owner it does not know.
    assert.deepEqual(await refusal(client, { scope: { ownerId: 'other', path: 'i18n' } }), [
      'OWNER_NOT_FOUND',
      'ownerId',
    ]);
    const { params } = (
      await client.refusal(ASSIGN, { input: { role: 'ResourceViewer', principal: { userId }, scope: at('photos') } })
    ).extensions;
    assert.deepEqual(params, { role: 'ResourceAdmin', privilege: 'Roles.CREATE', ownerId: 'sys', path: 'photos' });
    await unassign(root, given.id);
    assert.deepEqual(await refusal(client, { scope: at('i18n') }), ['OWNER_NOT_FOUND', 'ownerId']);
    const ofOwner = await assign(root, { role: 'ResourceAdmin', principal: { userId: id }, scope: at() });
    await unassign(client, (await assign(client, { role: 'ResourceViewer', principal: { userId }, scope: at() })).id);
    assert.deepEqual(await refusal(client, { scope: {} }), ['FORBIDDEN', undefined]);
    await unassign(root, ofOwner.id);
    const ofProject = await assign(root, { role: 'ResourceAdmin', principal: { userId: id }, scope: {} });
    await unassign(client, (await assign(client, { role: 'ResourceViewer', principal: { userId }, scope: {} })).id);
    assert.deepEqual(await refusal(client, { scope: { ownerId: 'nobody' } }), ['OWNER_NOT_FOUND', 'ownerId']);
    await unassign(root, ofProject.id);
  });

  it('is given by no ResourceAdmin whose account may only read, by no editor, and by no thing', async () => {
    const reader = await account('read-only', 'READ');
    const editor = await account('editor');
    const thing = await thingstore.thing('roles-thing');
    const scope = { ownerId: 'sys' };
    await assign(root, { role: 'ResourceAdmin', principal: { userId: reader.id }, scope });
    await assign(root, { role: 'ResourceEditor', principal: { userId: editor.id }, scope });
    const toAny = await assign(root, { role: 'ResourceAdmin', principal: { any: true }, scope: { ownerId: 'other' } });
    for (const client of [reader.client, editor.client]) {
      assert.deepEqual(await refusal(client, { scope }), ['FORBIDDEN', undefined]);
    }
    for (const ownerId of ['other', 'roles-thing', 'nobody']) {
      assert.deepEqual(await refusal(thing, { scope: { ownerId } }), ['FORBIDDEN', undefined], ownerId);
    }
    for (const client of [thing, reader.client]) {
      assert.deepEqual(await refused(client, UNASSIGN, { input: { id: toAny.id } }), ['FORBIDDEN', undefined]);
    }
    // An account that may write gives what any may.
    const made = await assign(editor.client, {
      ...{ role: 'ResourceViewer', principal: { any: true } },
      scope: { ownerId: 'other', path: 'x' },
    });
    await unassign(editor.client, made.id);
    await unassign(root, toAny.id);
  });

  it('is given with Roles.CREATE on the domain of the owner, and taken back with Roles.DELETE', async () => {
    const domain = await createDomain(root, { name: 'roles' });
    const inner = await createDomain(root, { name: 'inner', parentId: domain.id });
    await createOwner(root, { id: 'in-domain', kind: 'SYSTEM', name: 'I', domainId: inner.id });
    const privileges = ['Roles.CREATE'];
    const giver = await rootHolding(thingstore, { email: 'giver@roles.org', privileges, domainId: domain.id });
    const { id: userId } = await account('given-to');
    const input = { role: 'ResourceEditor', principal: { userId }, scope: { ownerId: 'in-domain', path: 'a' } };
    const made = await assign(giver, input);
    // It sees neither the owner nor who has which role there.
    assert.deepEqual(await refused(giver, UNASSIGN, { input: { id: made.id } }), ['ROLE_ASSIGNMENT_NOT_FOUND', 'id']);
    assert.deepEqual(await refusal(giver, { scope: { ownerId: 'sys' } }), ['OWNER_NOT_FOUND', 'ownerId']);
    assert.deepEqual(await refusal(giver, { scope: {} }), ['FORBIDDEN', undefined]);
    await grant(root, {
      userId: await accountId(giver),
      domainId: inner.id,
      privileges: ['Roles.READ', 'Owners.READ'],
    });
    const { code, params } = (await giver.refusal(UNASSIGN, { input: { id: made.id } })).extensions;
    assert.equal(code, 'FORBIDDEN');
    assert.deepEqual(params, {
      ...{ role: 'ResourceAdmin', privilege: 'Roles.DELETE', domain: '/roles/inner' },
      ...{ ownerId: 'in-domain', path: 'a' },
    });
    const email = 'remover@roles.org';
    const remover = await rootHolding(thingstore, { email, privileges: ['Roles.DELETE'], domainId: domain.id });
    assert.equal((await refusal(remover, { scope: { ownerId: 'in-domain' } }))[0], 'OWNER_NOT_FOUND');
    assert.equal(await unassign(remover, made.id), made.id);
  });

  it('on the whole project is given with Roles.CREATE on the root domain', async () => {
    const privileges = ['Roles.CREATE', 'Roles.DELETE'];
    const giver = await rootHolding(thingstore, { email: 'project-giver@roles.org', privileges });
    const { client, id: userId } = await account('project-reader');
    const made = await assign(giver, { role: 'ResourceViewer', principal: { userId }, scope: {} });
    assert.equal((await seen(client)).length, 8);
    assert.deepEqual(await seen(giver), []);
    assert.equal(await unassign(giver, made.id), made.id);
    const beside = await accountOf(thingstore, { projectId: 'default', role: 'READ_WRITE', email: 'beside@roles.org' });
    await grant(root, { userId: await accountId(beside), privileges });
    const { params } = (
      await beside.refusal(ASSIGN, { input: { role: 'ResourceViewer', principal: { userId }, scope: {} } })
    ).extensions;
    assert.deepEqual(params, { role: 'ResourceAdmin', privilege: 'Roles.CREATE', domain: '/' });
  });

  it('is taken back only where it is known of', async () => {
    const { client } = await account('stranger');
    const { id: userId } = await account('has-one');
    const made = await assign(root, { role: 'ResourceViewer', principal: { userId }, scope: { ownerId: 'sys' } });
    for (const id of [made.id, ...UNKNOWN]) {
      assert.deepEqual(await refused(client, UNASSIGN, { input: { id } }), ['ROLE_ASSIGNMENT_NOT_FOUND', 'id'], id);
      assert.deepEqual(await refused(second, UNASSIGN, { input: { id } }), ['ROLE_ASSIGNMENT_NOT_FOUND', 'id'], id);
    }
    await unassign(root, made.id);
  });

  it('lets its account do what it says, and no more than the role of the account allows', async () => {
    const { client, id } = await account('writer');
    const reader = await account('reading-writer', 'READ');
    for (const userId of [id, reader.id]) {
      await assign(root, { role: 'ResourceEditor', principal: { userId }, scope: { ownerId: 'sys', path: 'w' } });
    }
    assert.equal((await createEntry(client, { ownerId: 'sys', path: 'w/1' })).path, 'w/1');
    const input = { ownerId: 'sys', path: 'w/2', data: {} };
    assert.deepEqual(await refused(reader.client, CREATE_ENTRY, { input }), ['FORBIDDEN', undefined]);
    assert.deepEqual(await seen(reader.client), ['w/1']);
  });
});
