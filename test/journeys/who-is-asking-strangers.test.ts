import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, entries, entry, entryAt } from '../support/entries.js';
import { secondProject } from '../support/second-project.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { requestUpload } from '../support/uploads.js';

const UNKNOWN_ID = '019a0000-0000-7000-8000-00000000dead';

/** What may be asked of an owner and a resource: documents that name them $owner and $resource. */
const READS = [
  'query ($owner: ID!) { owner(id: $owner) { id name thingKeys { id } } }',
  'query ($owner: ID!) { owners(filter: { ids: [$owner] }) { nodes { id } totalCount } }',
  'query ($resource: ID!) { resource(id: $resource) { id } }',
  'query ($owner: ID!) { resourceAt(ownerId: $owner, path: "private") { id } }',
  'query ($owner: ID!) { resources(ownerId: $owner) { nodes { id } edges { cursor } totalCount pageInfo { endCursor } } }',
  'query ($owner: ID!) { resources(coownerId: $owner) { nodes { id } totalCount } }',
  'query ($resource: ID!) { resources(filter: { ids: [$resource] }) { nodes { id } totalCount } }',
  `query ($resource: ID!) {
    resources(filter: { ids: [$resource], states: [AWAITING_UPLOAD, READY], archived: INCLUDE }) { totalCount } }`,
  `query ($owner: ID!) { resources(ownerId: $owner, path: "private", children: true) { totalCount nodes { id } } }`,
];

const WRITES = [
  'mutation ($owner: ID!) { createResource(input: { ownerId: $owner, path: "private", data: {} }) { id } }',
  'mutation ($owner: ID!) { createResource(input: { ownerId: $owner, path: "free", data: {} }) { id } }',
  'mutation ($owner: ID!) { requestUpload(input: { ownerId: $owner, path: "private", type: "image/png" }) { uploadId } }',
  'mutation ($owner: ID!) { updateOwner(input: { id: $owner, name: "x" }) { id } }',
  'mutation ($owner: ID!) { issueThingKey(input: { ownerId: $owner }) { key } }',
  'mutation ($owner: ID!) { revokeThingKeys(input: { ownerId: $owner }) { id } }',
  'mutation ($resource: ID!) { updateResource(input: { id: $resource, path: "moved" }) { id } }',
  'mutation ($resource: ID!) { updateResource(input: { id: $resource, ifVersion: 99 }) { id } }',
  'mutation ($resource: ID!) { deleteResources(input: { ids: [$resource] }) }',
  'mutation ($owner: ID!) { deleteResources(input: { at: { ownerId: $owner, path: "private" } }) }',
  'mutation ($owner: ID!) { deleteResources(input: { at: { ownerId: $owner, path: "private" }, children: true }) }',
  'mutation ($resource: ID!) { completeUpload(input: { resourceId: $resource }) { id } }',
];

const WRITES_OF_THINGS = [
  `mutation ($owner: ID!) {
    createResource(input: { ownerId: "cam-1", coownerId: $owner, path: "shared", data: {} }) { id } }`,
  `mutation ($owner: ID!) {
    requestUpload(input: { ownerId: "cam-1", coownerId: $owner, path: "shared", type: "image/png" }) { uploadId } }`,
  'mutation ($owner: ID!) { deleteResources(input: { at: { ownerId: "cam-1", coownerId: $owner, path: "private" } }) }',
];

describe('an id that a caller may not see', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let stranger: ApiClient;
  let hidden: string;
  let awaited: string;
  before(async () => {
    thingstore = await startThingstore();
    camera = await thingstore.thing('cam-1');
    stranger = await secondProject(thingstore);
    await thingstore.thing('cam-2');
    hidden = (await createEntry(thingstore.root, { ownerId: 'cam-2', path: 'private', data: { a: 1 } })).id;
    const upload = { ownerId: 'cam-2', path: 'awaited', type: 'image/png' };
    awaited = (await requestUpload(thingstore.root, upload)).resource.id;
  });
  after(() => thingstore.stop());

  /** What a caller is told, with the ids that it sent itself and the request's id left out. */
  async function told(client: ApiClient, query: string, ids: { owner: string; resource: string }): Promise<unknown> {
    const answer = JSON.stringify(await client.send(query, ids));
    return JSON.parse(
      answer
        .replaceAll(ids.owner, 'OWNER')
        .replaceAll(ids.resource, 'RESOURCE')
        .replace(/"requestId":"[^"]*"/g, '"requestId":""'),
    );
  }

  async function assertAlike(client: ApiClient, queries: readonly string[]): Promise<void> {
    for (const query of queries) {
      const unknown = await told(client, query, { owner: 'cam-unknown', resource: UNKNOWN_ID });
      // Of what lies below a place that is unknown, nothing is deleted.
      if (query.startsWith('mutation') && !query.includes('children')) {
        assert.match(JSON.stringify(unknown), /"code":"(OWNER|RESOURCE)_NOT_FOUND"/, query);
      }
      for (const resource of [hidden, awaited, hidden.toUpperCase()]) {
        assert.deepEqual(await told(client, query, { owner: 'cam-2', resource }), unknown, query);
      }
    }
  }

  it('reads like one that does not exist, to a thing', () => assertAlike(camera, READS));

  it('reads like one that does not exist, from another project', () => assertAlike(stranger, READS));

  it('cannot be told by a thing that writes', () => assertAlike(camera, [...WRITES, ...WRITES_OF_THINGS]));

  it('cannot be told from another project by who writes', () => assertAlike(stranger, WRITES));

  it('was not touched by all that', async () => {
    const standing = await entry(thingstore.root, hidden);
    assert.deepEqual([standing?.version, standing?.path, standing?.data], [1, 'private', { a: 1 }]);
    assert.equal((await entries(thingstore.root, { ownerId: 'cam-2' })).totalCount, 1);
    const { data } = await thingstore.root.send('{ owner(id: "cam-2") { name thingKeys { id } } }');
    assert.equal((data?.['owner'] as { thingKeys: unknown[] }).thingKeys.length, 1);
  });

  it('is what the same queries do find for who may see it', async () => {
    for (const query of READS.filter((read) => !/coownerId|states/.test(read))) {
      const ids = { owner: 'cam-2', resource: hidden };
      assert.match(JSON.stringify(await told(thingstore.root, query, ids)), /"(OWNER|RESOURCE)"|"totalCount":1/, query);
    }
  });

  it('does not show in the pages, cursors and counts of a thing that has resources of its own', async () => {
    const own = await createEntry(camera, { ownerId: 'cam-1', path: 'own' });
    const page = await entries(camera, {});
    assert.deepEqual([page.nodes.map((node) => node.id), page.totalCount], [[own.id], 1]);
    // The same list, as somebody sees it who sees more: its cursors stand at entries that the thing does not see.
    const foreign = await entries(thingstore.root, {});
    assert.ok(foreign.nodes.some((node) => node.ownerId === 'cam-2'));
    for (const cursor of [foreign.pageInfo.startCursor, foreign.pageInfo.endCursor]) {
      for (const variables of [{ after: cursor ?? null }, { before: cursor ?? null }]) {
        const seen = await entries(camera, variables);
        assert.ok(seen.nodes.every((node) => node.ownerId === 'cam-1'));
      }
    }
  });

  it('is free for others: two projects may have the same owner and never learn of each other', async () => {
    const query =
      'mutation { createOwner(input: { id: "cam-2", kind: DEVICE, name: "theirs" }) { id projectId name } }';
    assert.deepEqual((await stranger.send(query)).data, {
      createOwner: { id: 'cam-2', projectId: 'second', name: 'theirs' },
    });
    const theirs = await createEntry(stranger, { ownerId: 'cam-2', path: 'private', data: { theirs: true } });
    assert.notEqual(theirs.id, hidden);
    const place = { ownerId: 'cam-2', path: 'private' };
    assert.deepEqual((await entryAt(stranger, place))?.data, { theirs: true });
    assert.deepEqual((await entryAt(thingstore.root, place))?.data, { a: 1 });
    const { data } = await thingstore.root.send('{ owner(id: "cam-2") { name projectId } }');
    assert.deepEqual(data, { owner: { name: 'cam-2', projectId: 'default' } });
  });
});
