import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, entries, ENTRIES, entry, entryAt, paths } from '../support/entries.js';
import { FEED_CHANGED, feedNow } from '../support/feed.js';
import type { EntriesPageQueryVariables, MetadataCondition } from '../support/generated/graphql.js';
import { person, assign } from '../support/people.js';
import { reading, statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { COMPLETE_UPLOAD, picture, put, requestUpload } from '../support/uploads.js';

const BY_PATH = [{ field: 'PATH', direction: 'ASC' }] as const;

describe('resources are asked for', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    for (const id of ['five', 'tree', 'meta', 'photos']) await createOwner(root, { id, kind: 'OTHER', name: id });
    // Captured in another order than they are made: the newest is "4".
    for (const day of [2, 0, 4, 1, 3]) {
      const dataCreatedAt = `2026-01-0${(day + 1).toString()}T00:00:00.000Z`;
      await createEntry(root, { ownerId: 'five', path: day.toString(), dataCreatedAt });
    }
    for (const path of ['a', 'a/b', 'a/b/c', 'a/bc', 'ab']) await createEntry(root, { ownerId: 'tree', path });
  });
  after(() => thingstore.stop());

  const five = (variables: EntriesPageQueryVariables) => paths(root, { ownerId: 'five', ...variables });
  const tree = (variables: EntriesPageQueryVariables) => paths(root, { ownerId: 'tree', order: BY_PATH, ...variables });
  const refused = async (variables: EntriesPageQueryVariables) => {
    const { message, extensions } = await root.refusal(ENTRIES, variables);
    return [extensions.code, extensions.property, message.includes('cursor')];
  };

  it('as many as are wanted [S1-060]', async () => {
    assert.deepEqual(await five({ first: 2 }), ['4', '3']);
  });

  it('from the nth on, with what follows and precedes [S1-061]', async () => {
    assert.deepEqual(await five({ offset: 3 }), ['1', '0']);
    assert.deepEqual(await five({ offset: 0 }), ['4', '3', '2', '1', '0']);
    assert.deepEqual(await five({ offset: 5 }), []);
    const { nodes, pageInfo, totalCount } = await entries(root, { ownerId: 'five', first: 2, offset: 1 });
    assert.deepEqual([nodes.map(({ path }) => path), totalCount], [['3', '2'], 5]);
    assert.deepEqual([pageInfo.hasPreviousPage, pageInfo.hasNextPage], [true, true]);
    assert.deepEqual(await five({ first: 2, offset: 2, order: BY_PATH }), ['2', '3']);
    // Without an owner, and below one, and for one whose list is made of what it was given.
    assert.equal((await paths(root, { offset: 3 })).length, 7);
    const below = await root.send<{ readonly owner: { readonly resources: { readonly nodes: readonly unknown[] } } }>(
      '{ owner(id: "five") { resources(offset: 4) { nodes { path } } } }',
    );
    assert.deepEqual(below.data?.owner.resources.nodes, [{ path: '0' }]);
    const guest = await person(thingstore, 'READ');
    for (const ownerId of ['five', 'tree']) await assign(root, guest, { role: 'ResourceViewer', ownerId });
    for (const asked of [{}, { order: BY_PATH }]) {
      const all = await paths(guest.client, asked);
      assert.equal(all.length, 10);
      assert.deepEqual(await paths(guest.client, { ...asked, offset: 7, first: 2 }), all.slice(7, 9));
      assert.deepEqual(await paths(guest.client, { ...asked, offset: 10_000 }), []);
    }
  });

  it('not from too far on, but by cursors, and not both ways at once [S1-062]', async () => {
    assert.deepEqual(await five({ offset: 10_000 }), []);
    for (const offset of [10_001, -1]) {
      assert.deepEqual(await refused({ ownerId: 'five', offset }), ['INVALID_ARGUMENTS', 'offset', true]);
    }
    const { pageInfo } = await entries(root, { ownerId: 'five', first: 1 });
    for (const way of [{ after: pageInfo.endCursor }, { before: pageInfo.endCursor }, { last: 1 }]) {
      assert.deepEqual((await refused({ ownerId: 'five', offset: 1, ...way })).slice(0, 2), [
        'INVALID_ARGUMENTS',
        'offset',
      ]);
    }
  });

  it('in any order that there is [S1-063]', async () => {
    const order = [
      { field: 'CREATED_AT', direction: 'DESC' },
      { field: 'PATH', direction: 'ASC' },
    ] as const;
    assert.deepEqual(await five({ order }), ['3', '1', '4', '0', '2']);
    assert.deepEqual(await five({ order: BY_PATH }), ['0', '1', '2', '3', '4']);
    const { errors } = await root.send('{ resources(order: [{ field: SIZE, direction: ASC }]) { totalCount } }');
    assert.equal(errors?.[0]?.extensions.code, 'INVALID_ARGUMENTS');
  });

  it('with what lies below a path, at every depth, or without [S1-010 S1-064]', async () => {
    assert.deepEqual(await tree({ path: 'a', children: true }), ['a', 'a/b', 'a/b/c', 'a/bc']);
    assert.deepEqual(await tree({ path: 'a/b', children: true }), ['a/b', 'a/b/c']);
    assert.deepEqual(await tree({ path: 'a', children: false }), ['a']);
  });

  it('below a path, without the path itself [S1-065]', async () => {
    assert.deepEqual(await tree({ path: 'a', childrenOnly: true }), ['a/b', 'a/b/c', 'a/bc']);
  });

  it('by id, by triplet, and from all of the project [S1-029]', async () => {
    const found = await entryAt(root, { ownerId: 'tree', path: 'a/b' });
    assert.deepEqual((await entry(root, found?.id ?? ''))?.path, 'a/b');
    const everywhere = await entries(root, { first: 200 });
    assert.ok(new Set(everywhere.nodes.map(({ ownerId }) => ownerId)).size > 1);
  });

  it('by when they were captured, to the millisecond [S1-007 S1-070]', async () => {
    const within = (from: string, to: string) => five({ filter: { dataCreatedAt: { from, to } } });
    assert.deepEqual(await within('2026-01-02T00:00:00.000Z', '2026-01-04T00:00:00.000Z'), ['2', '1']);
    assert.deepEqual(await within('2026-01-02T00:00:00.001Z', '2026-01-04T00:00:00.001Z'), ['3', '2']);
  });

  it('with how many there are, whatever the size of the page, and of what may be seen alone [S1-068]', async () => {
    assert.equal((await entries(root, { ownerId: 'five', first: 2 })).totalCount, 5);
    const guest = await person(thingstore, 'READ');
    await assign(root, guest, { role: 'ResourceViewer', ownerId: 'five', path: '3' });
    assert.equal((await entries(guest.client, { ownerId: 'five', first: 1 })).totalCount, 1);
  });

  it('with a URL to read it, and one to write it [S1-066 S1-067]', async () => {
    const bytes = await picture('png');
    const ticket = await requestUpload(root, { ownerId: 'photos', path: 'front', type: 'image/png' });
    await put(ticket.upload, bytes);
    const asked = `{ resources(ownerId: "photos") { nodes { id signedUrl { url } ... on Resource { writeableUrl { url method headers uploadId } } } } }`;
    interface Signed {
      readonly url: string;
      readonly method: string;
      readonly headers: Record<string, string>;
    }
    const { data } = await root.send<{
      readonly resources: {
        readonly nodes: readonly [
          {
            readonly id: string;
            readonly signedUrl: Signed;
            readonly writeableUrl: Signed & { readonly uploadId: string };
          },
        ];
      };
    }>(asked);
    const [node] = data?.resources.nodes ?? [];
    assert.ok(node !== undefined);
    const read = await fetch(node.signedUrl.url);
    assert.deepEqual(Buffer.from(await read.arrayBuffer()), bytes);
    const other = await picture('png', { width: 7 });
    const { url, method, headers, uploadId } = node.writeableUrl;
    const written = await fetch(url, { method, headers, body: new Uint8Array(other) });
    assert.equal(written.status, 201);
    const { completeUpload } = await root.request(COMPLETE_UPLOAD, { input: { resourceId: node.id, uploadId } });
    assert.deepEqual([completeUpload.version, completeUpload.details?.size], [2, other.length]);
  });

  it('without what costs something unless it is selected [S1-069]', async () => {
    const asking = (fields: string) => statementsOf(() => root.send(`{ resources(ownerId: "photos") { ${fields} } }`));
    const bare = await asking('nodes { id }');
    assert.deepEqual([reading('resource', bare).length, bare.filter((text) => text.includes('count(')).length], [1, 0]);
    const counted = await asking('nodes { id } totalCount');
    assert.equal(counted.filter((text) => text.includes('count(')).length, 1);
    const local = await asking('nodes { id data signedUrl { url } }');
    assert.equal(reading('resource', local).length, 1);
    const writeable = await asking('nodes { id ... on Resource { writeableUrl { url } } }');
    assert.ok(reading('resource', writeable).length > 1);
    const { data } = await root.send('{ resources(ownerId: "photos") { nodes { id } } }');
    assert.deepEqual(Object.keys((data as { resources: { nodes: [object] } }).resources.nodes[0]), ['id']);
  });

  describe('by their metadata', () => {
    before(async () => {
      for (const [path, metadata] of [
        ['cat', { inference: { label: 'cat', score: 0.93 }, tags: ['indoor', 'night'], 'a.b': 1, note: null }],
        ['dog', { inference: { label: 'dog', score: 0.5 }, tags: ['outdoor'] }],
        ['old', { inference: 'none', score: '0.93' }],
      ] as const) {
        await createEntry(root, { ownerId: 'meta', path, metadata });
      }
    });
    const having = (...metadata: MetadataCondition[]) =>
      paths(root, { ownerId: 'meta', order: BY_PATH, filter: { metadata } });

    it('with every operator', async () => {
      assert.deepEqual(await having({ path: 'inference.label', equals: 'cat' }), ['cat']);
      assert.deepEqual(await having({ path: 'inference.label', in: ['dog', 'cat', 1] }), ['cat', 'dog']);
      assert.deepEqual(await having({ path: 'inference.score', greaterThan: 0.5 }), ['cat']);
      assert.deepEqual(await having({ path: 'inference.score', greaterOrEqual: 0.5, lessThan: 0.93 }), ['dog']);
      assert.deepEqual(await having({ path: 'inference.score', lessOrEqual: 0.93 }), ['cat', 'dog']);
      assert.deepEqual(await having({ path: 'tags', contains: 'night' }), ['cat']);
      assert.deepEqual(await having({ path: 'inference', contains: { label: 'dog' } }), ['dog']);
      assert.deepEqual(await having({ path: 'inference.label', exists: false }), ['old']);
      assert.deepEqual(await having({ path: '"a.b"', exists: true }), ['cat']);
    });

    it('where null is a value, in the document and in variables', async () => {
      assert.deepEqual(await having({ path: 'note', equals: null }), ['cat']);
      assert.deepEqual(await having({ path: 'note', equals: null, in: null, exists: null, lessThan: null }), ['cat']);
      const asked = (condition: string) =>
        root.send<{ readonly resources: { readonly totalCount: number } }>(
          `query ${condition.includes('$') ? '($value: JSON)' : ''} { resources(ownerId: "meta", filter: { metadata: [{ path: "note", ${condition} }] }) { totalCount } }`,
        );
      assert.equal((await asked('equals: null')).data?.resources.totalCount, 1);
      assert.equal((await asked('exists: true, equals: $value')).data?.resources.totalCount, 1);
      assert.equal((await asked('exists: null')).errors?.[0]?.extensions.property, 'metadata');
      assert.equal((await asked('equals: $value')).errors?.[0]?.extensions.property, 'metadata');
    });

    it('when all conditions hold', async () => {
      const score = { path: 'inference.score', greaterThan: 0.1 };
      assert.deepEqual(await having(score, { path: 'tags', contains: ['outdoor'] }), ['dog']);
      assert.equal((await having(...Array.from({ length: 20 }, () => score))).length, 2);
    });

    it('never by what is no condition', async () => {
      for (const [condition, property] of [
        [{ path: 'a..b', exists: true }, 'path'],
        [{ path: 'a' }, 'metadata'],
        [{ path: 'a', in: Array.from({ length: 101 }, () => 1) }, 'in'],
      ] as const) {
        assert.deepEqual((await refused({ filter: { metadata: [condition] } })).slice(0, 2), [
          'INVALID_ARGUMENTS',
          property,
        ]);
      }
      const many = Array.from({ length: 21 }, () => ({ path: 'a', exists: true }));
      assert.deepEqual((await refused({ filter: { metadata: many } })).slice(0, 2), ['INVALID_ARGUMENTS', 'metadata']);
    });

    it('in subscriptions too', async () => {
      const start = await feedNow(root);
      const filter = { ownerIds: ['meta'], metadata: [{ path: 'heard', equals: true }] };
      const watching = root.subscribe(FEED_CHANGED, { after: start, filter });
      await createEntry(root, { ownerId: 'meta', path: 'unheard', metadata: { heard: 'true' } });
      await createEntry(root, { ownerId: 'meta', path: 'heard', metadata: { heard: true } });
      await watching.until(() => watching.events.length > 0);
      await watching.stop();
      assert.deepEqual(
        watching.events.map(({ resourceChanged }) => resourceChanged.path),
        ['heard'],
      );
    });

    it('of owners as of entries', async () => {
      await createOwner(root, { id: 'hall', kind: 'OTHER', name: 'Hall', metadata: { floor: 2, tags: ['warm'] } });
      for (const [metadata, found] of [
        ['{ path: "floor", greaterThan: 1 }', ['hall']],
        ['{ path: "tags", contains: "warm" }', ['hall']],
        ['{ path: "floor", equals: 3 }', []],
      ] as const) {
        const { data } = await root.send<{ readonly owners: { readonly nodes: readonly { readonly id: string }[] } }>(
          `{ owners(filter: { metadata: [${metadata}] }) { nodes { id } } }`,
        );
        assert.deepEqual(
          data?.owners.nodes.map(({ id }) => id),
          found,
        );
      }
    });
  });
});
