import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountId, CREATE_DOMAIN, createDomain, grant, refused, rootHolding } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import type { UpdateDomainInput } from '../support/generated/graphql.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const DOMAINS = graphql(`
  query Domains {
    domains {
      id
      name
      path
      parent {
        path
      }
    }
  }
`);

const UPDATE = graphql(`
  mutation DomainsUpdate($input: UpdateDomainInput!) {
    updateDomain(input: $input) {
      id
      name
      path
      parent {
        path
      }
    }
  }
`);

const DELETE = graphql(`
  mutation DomainsDelete($input: DeleteDomainInput!) {
    deleteDomain(input: $input)
  }
`);

const OWNER = graphql(`
  query DomainsOwner($id: ID!) {
    owner(id: $id) {
      domain {
        path
        parent {
          path
          parent {
            path
          }
        }
      }
    }
  }
`);

const ALL = ['Domains.READ', 'Domains.CREATE', 'Domains.UPDATE', 'Domains.DELETE'];

describe('the domains of a project', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let second: ApiClient;
  let rootId: string;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    second = await secondProject(thingstore);
    rootId = (await root.request(DOMAINS, {})).domains[0]?.id ?? '';
  });
  after(() => thingstore.stop());

  const update = async (input: UpdateDomainInput) => (await root.request(UPDATE, { input })).updateDomain;
  const remove = async (id: string) => (await root.request(DELETE, { input: { id } })).deleteDomain;
  const paths = async (client: ApiClient) => (await client.request(DOMAINS, {})).domains.map(({ path }) => path);
  const below = async (name: string, parentId?: string) =>
    createDomain(root, { name, ...(parentId === undefined ? {} : { parentId }) });
  const account = async (email: string, domainId: string, privileges: readonly string[] = ALL) =>
    rootHolding(thingstore, { email, domainId, privileges });

  it('form a tree: each is below another, and its path says where', async () => {
    const plant = await below(' Plant 7 ');
    assert.deepEqual(
      { ...plant, id: '' },
      { id: '', name: 'Plant 7', path: '/Plant 7', parent: { id: rootId, path: '/' } },
    );
    const hall = await below('Hall/ß'.replace('/', ' '), plant.id);
    assert.deepEqual([hall.path, hall.parent?.path], ['/Plant 7/Hall ß', '/Plant 7']);
    assert.deepEqual((await paths(root)).slice(0, 3), ['/', '/Plant 7', '/Plant 7/Hall ß']);
    assert.deepEqual(await paths(second), ['/']);
  });

  it('have a name of 1 to 100 characters that can be a step of a path', async () => {
    const names = await below('names');
    for (const name of ['x', '😀'.repeat(100), '...', '.a', 'a:b?c%', `  ${'y'.repeat(100)} `]) {
      assert.equal((await below(name, names.id)).name, name.trim());
    }
    for (const name of ['', '  ', 'x'.repeat(101), 'a/b', '/', '.', '..', ' .. ', 'a\nb', 'a\u0085b']) {
      const input = { name, parentId: names.id };
      assert.deepEqual(
        await refused(root, CREATE_DOMAIN, { input }),
        ['INVALID_ARGUMENTS', 'name'],
        JSON.stringify(name),
      );
      const changed = { id: names.id, name };
      assert.deepEqual(await refused(root, UPDATE, { input: changed }), ['INVALID_ARGUMENTS', 'name']);
    }
  });

  it('have one name for each place, however it is written in Unicode', async () => {
    const { id } = await below('Caf\u00e9');
    assert.deepEqual(await refused(root, CREATE_DOMAIN, { input: { name: 'Cafe\u0301' } }), ['DOMAIN_EXISTS', 'name']);
    assert.equal((await below('café'.normalize('NFD'), id)).path, '/Café/café');
    const other = await below('Tea');
    assert.deepEqual(await refused(root, UPDATE, { input: { id: other.id, name: 'Café' } }), ['DOMAIN_EXISTS', 'name']);
    const inside = await below('Tea', id);
    assert.deepEqual(await refused(root, UPDATE, { input: { id: inside.id, parentId: rootId } }), [
      'DOMAIN_EXISTS',
      'name',
    ]);
    assert.equal((await update({ id: inside.id, parentId: rootId, name: 'Green Tea' })).path, '/Green Tea');
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => below('wanted')));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('lie at most 10 deep', async () => {
    let deepest = await below('depth 1');
    const first = deepest;
    for (let depth = 2; depth <= 10; depth += 1) deepest = await below(`depth ${depth.toString()}`, deepest.id);
    assert.equal(deepest.path.split('/').length, 11);
    const input = { name: 'too deep', parentId: deepest.id };
    assert.deepEqual(await refused(root, CREATE_DOMAIN, { input }), ['INVALID_ARGUMENTS', 'parentId']);
    // What lies below moves too, and must not come to lie too deep either.
    const above = await below('one above');
    const move = { id: first.id, parentId: above.id };
    assert.deepEqual(await refused(root, UPDATE, { input: move }), ['INVALID_ARGUMENTS', 'parentId']);
    await remove(deepest.id);
    assert.equal((await update(move)).path, '/one above/depth 1');
  });

  it('have a path of at most 2,000 bytes', async () => {
    const name = '😀'.repeat(100);
    let parentId = (await below('bytes')).id;
    for (let step = 0; step < 4; step += 1) parentId = (await below(name, parentId)).id;
    // "/bytes" and four steps of 401 bytes: 390 are left for one more, and its slash.
    assert.deepEqual(await refused(root, CREATE_DOMAIN, { input: { name, parentId } }), [
      'INVALID_ARGUMENTS',
      'parentId',
    ]);
    const fits = await below(`${'😀'.repeat(97)}x`, parentId);
    assert.equal(Buffer.byteLength(fits.path), 2000);
    assert.deepEqual(await refused(root, UPDATE, { input: { id: fits.id, name: `${fits.name}y` } }), [
      'INVALID_ARGUMENTS',
      'name',
    ]);
    const { domains } = await root.request(DOMAINS, {});
    const top = domains.find(({ path }) => path === '/bytes');
    assert.ok(top);
    assert.deepEqual(await refused(root, UPDATE, { input: { id: top.id, name: 'bytes!' } }), [
      'INVALID_ARGUMENTS',
      'name',
    ]);
    assert.equal((await update({ id: top.id, name: 'byte' })).path, '/byte');
  });

  it('are renamed and moved with all that lies below them, and with nothing that is only called alike', async () => {
    const [a, target] = [await below('😀a'), await below('target')];
    const b = await below('b', a.id);
    await below('c%_', b.id);
    await below('😀ab');
    await below('b', target.id);
    assert.equal((await update({ id: a.id, name: '😀A' })).path, '/😀A');
    const emoji = (await paths(root)).filter((path) => path.includes('😀A') || path.startsWith('/😀a'));
    assert.deepEqual(emoji, ['/😀A', '/😀A/b', '/😀A/b/c%_', '/😀ab']);
    const moved = await update({ id: b.id, parentId: target.id, name: 'moved' });
    assert.deepEqual([moved.path, moved.parent?.path], ['/target/moved', '/target']);
    assert.ok((await paths(root)).includes('/target/moved/c%_'));
    assert.equal((await update({ id: b.id, parentId: rootId })).path, '/moved');
    assert.equal((await update({ id: b.id, parentId: rootId.toUpperCase() })).path, '/moved');
    assert.equal((await update({ id: b.id })).path, '/moved');
  });

  it('never move below themselves', async () => {
    const a = await below('circle');
    const b = await below('inner', a.id);
    for (const parentId of [a.id, b.id]) {
      assert.deepEqual(await refused(root, UPDATE, { input: { id: a.id, parentId } }), [
        'INVALID_ARGUMENTS',
        'parentId',
      ]);
    }
    // Another whose name begins alike is another.
    const alike = await below('circle of friends');
    assert.equal((await update({ id: a.id, parentId: alike.id })).path, '/circle of friends/circle');
  });

  it('have a root that stays as it is', async () => {
    const { id } = await below('beside the root');
    for (const input of [{ id: rootId, name: 'trunk' }, { id: rootId, parentId: id }, { id: rootId }]) {
      assert.deepEqual(await refused(root, UPDATE, { input }), ['INVALID_ARGUMENTS', 'id']);
    }
    assert.deepEqual(await refused(root, DELETE, { input: { id: rootId } }), ['INVALID_ARGUMENTS', 'id']);
    for (const property of ['name', 'parentId'] as const) {
      const input = { id, [property]: null };
      assert.deepEqual(await refused(root, UPDATE, { input }), ['INVALID_ARGUMENTS', property]);
    }
  });

  it('are deleted only when nothing is in them, not even what was deleted', async () => {
    const [outer, used, empty] = [await below('outer'), await below('used'), await below('empty')];
    await below('in outer', outer.id);
    await createOwner(root, { id: 'in-used', kind: 'SYSTEM', name: 'S', domainId: used.id });
    for (const { id } of [outer, used]) {
      assert.deepEqual(await refused(root, DELETE, { input: { id } }), ['INVALID_ARGUMENTS', 'id']);
    }
    const records = await Records.open(thingstore.databaseUrl);
    await records.ask(`update owner set deleted_at = now() where id = 'in-used'`);
    await records.close();
    assert.deepEqual(await refused(root, DELETE, { input: { id: used.id } }), ['INVALID_ARGUMENTS', 'id']);
    const reader = await account('empty@domains.org', empty.id);
    assert.deepEqual(await paths(reader), ['/empty']);
    assert.equal(await remove(empty.id.toUpperCase()), empty.id);
    assert.deepEqual(await paths(reader), []);
    assert.deepEqual(await refused(root, DELETE, { input: { id: empty.id } }), ['DOMAIN_NOT_FOUND', 'id']);
  });

  it('are seen where Domains.READ was given and below, with the path above them', async () => {
    const [a, beside] = [await below('seen'), await below('seen not')];
    const b = await below('inside', a.id);
    await below('c', b.id);
    await below('d', beside.id);
    const reader = await account('sees@domains.org', b.id, ['Domains.READ']);
    assert.deepEqual(await paths(reader), ['/seen/inside', '/seen/inside/c']);
    await createOwner(root, { id: 'seen-owner', kind: 'SYSTEM', name: 'S', domainId: b.id });
    await grant(root, { userId: await accountId(reader), domainId: b.id, privileges: ['Owners.READ'] });
    const { owner } = await reader.request(OWNER, { id: 'seen-owner' });
    assert.deepEqual(owner?.domain, { path: '/seen/inside', parent: { path: '/seen', parent: { path: '/' } } });
    assert.deepEqual(await paths(await thingstore.thing('domains-cam')), []);
  });

  it('are read in a fixed number of statements, however many there are', async () => {
    const statements = await statementsOf(() => root.request(DOMAINS, {}));
    assert.equal(statements.filter((statement) => /from "?domain\b/i.test(statement)).length, 2);
  });

  it('are changed by who holds the privileges there; another place is one that is not there', async () => {
    const [mine, others] = [await below('mine'), await below('of others')];
    const inMine = await below('in mine', mine.id);
    const client = await account('mine@domains.org', mine.id);
    const made = await createDomain(client, { name: 'made', parentId: mine.id });
    const input = { id: made.id, parentId: inMine.id };
    assert.equal((await client.request(UPDATE, { input })).updateDomain.path, '/mine/in mine/made');
    const foreign = (await second.request(DOMAINS, {})).domains[0]?.id ?? '';
    for (const id of [others.id, rootId, foreign, '01890000-0000-7000-8000-000000000000', 'x', '']) {
      assert.deepEqual(await refused(client, UPDATE, { input: { id, name: 'x' } }), ['DOMAIN_NOT_FOUND', 'id'], id);
      assert.deepEqual(await refused(client, DELETE, { input: { id } }), ['DOMAIN_NOT_FOUND', 'id'], id);
      const create = { name: 'x', parentId: id };
      assert.deepEqual(await refused(client, CREATE_DOMAIN, { input: create }), ['DOMAIN_NOT_FOUND', 'parentId'], id);
      const move = { id: made.id, parentId: id };
      assert.deepEqual(await refused(client, UPDATE, { input: move }), ['DOMAIN_NOT_FOUND', 'parentId'], id);
    }
    const { params } = (await client.refusal(CREATE_DOMAIN, { input: { name: 'below the root' } })).extensions;
    assert.deepEqual(params, { privilege: 'Domains.CREATE', role: 'Root', domain: '/' });
  });

  it('say which privilege is missing, where, and which role it needs', async () => {
    const [from, to] = [await below('from'), await below('to')];
    const moved = await below('to be moved', from.id);
    const client = await account('almost@domains.org', from.id, ['Domains.READ']);
    const missing = async <Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables) =>
      (await client.refusal(document, variables)).extensions.params;
    const at = { domain: '/from/to be moved', role: 'Root' };
    assert.deepEqual(await missing(UPDATE, { input: { id: moved.id, name: 'x' } }), {
      ...at,
      privilege: 'Domains.UPDATE',
    });
    assert.deepEqual(await missing(DELETE, { input: { id: moved.id } }), { ...at, privilege: 'Domains.DELETE' });
    assert.deepEqual(await missing(CREATE_DOMAIN, { input: { name: 'x', parentId: moved.id } }), {
      ...at,
      privilege: 'Domains.CREATE',
    });
    const userId = await accountId(client);
    await grant(root, { userId, domainId: moved.id, privileges: ['Domains.UPDATE'] });
    await grant(root, { userId, domainId: to.id, privileges: ['Domains.UPDATE'] });
    assert.deepEqual(await missing(UPDATE, { input: { id: moved.id, parentId: to.id } }), {
      domain: '/to',
      privilege: 'Domains.CREATE',
      role: 'Root',
    });
    await grant(root, { userId, domainId: to.id, privileges: ['Domains.CREATE'] });
    const input = { id: moved.id, parentId: to.id };
    // Nobody moves anything to where they may do more with it.
    assert.deepEqual(await missing(UPDATE, { input }), { privileges: ['Domains.CREATE'] });
    await grant(root, { userId, domainId: moved.id, privileges: ['Domains.CREATE'] });
    assert.equal((await client.request(UPDATE, { input })).updateDomain.path, '/to/to be moved');
  });

  it('are changed by nobody below the role Root, and by no thing', async () => {
    const { id } = await below('for Root only');
    const client = await accountOf(thingstore, { projectId: 'default', role: 'READ_WRITE', email: 'rw@domains.org' });
    await grant(root, { userId: await accountId(client), domainId: id, privileges: ALL });
    for (const asking of [client, await thingstore.thing('domains-thing')]) {
      assert.equal((await refused(asking, UPDATE, { input: { id, name: 'x' } }))[0], 'FORBIDDEN');
      assert.equal((await refused(asking, DELETE, { input: { id } }))[0], 'FORBIDDEN');
      assert.equal((await refused(asking, CREATE_DOMAIN, { input: { name: 'x', parentId: id } }))[0], 'FORBIDDEN');
    }
  });
});
