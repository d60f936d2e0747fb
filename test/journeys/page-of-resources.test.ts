import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEntry, createOwner, entries, ENTRIES } from '../support/entries.js';
import type { EntriesPageQueryVariables } from '../support/generated/graphql.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const COUNT = 250;
const START = Date.parse('2026-01-01T00:00:00.000Z');

interface Made {
  readonly id: string;
  readonly dataCreatedAt: string;
}

function encoded(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** Newest capture first, the id last, both by their characters. */
function newestFirst(one: Made, other: Made): number {
  const [left, right] = [one.dataCreatedAt + one.id, other.dataCreatedAt + other.id];
  return left < right ? 1 : -1;
}

describe('a page of resources', () => {
  let thingstore: TestThingstore;
  const made: Made[] = [];
  let inOrder: readonly string[] = [];
  before(async () => {
    thingstore = await startThingstore();
    await createOwner(thingstore.root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
    await createOwner(thingstore.root, { id: 'cam-2', kind: 'DEVICE', name: 'Camera' });
    for (let index = 0; index < COUNT; index += 25) {
      made.push(...(await Promise.all(Array.from({ length: 25 }, (_, next) => capture(index + next)))));
    }
    inOrder = made.toSorted(newestFirst).map(({ id }) => id);
    await createEntry(thingstore.root, { ownerId: 'cam-2', path: 'other' });
  });
  after(() => thingstore.stop());

  /** Neither in the order of its making nor at a time of its own: three share each moment. */
  async function capture(index: number): Promise<Made> {
    const dataCreatedAt = new Date(START + Math.floor(((index * 7) % COUNT) / 3) * 1000).toISOString();
    return createEntry(thingstore.root, { ownerId: 'cam-1', path: `captures/${index.toString()}`, dataCreatedAt });
  }

  const page = (variables: EntriesPageQueryVariables) => entries(thingstore.root, { ownerId: 'cam-1', ...variables });
  const refused = async (variables: EntriesPageQueryVariables) => {
    const { code, property } = (await thingstore.root.refusal(ENTRIES, { ownerId: 'cam-1', ...variables })).extensions;
    return [code, property];
  };

  /** All ids of the list, page by page; `between` runs after each page. */
  async function walk(
    way: { readonly first: number } | { readonly last: number },
    between: (pages: number) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<readonly string[]> {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let pages = 1; ; pages += 1) {
      const isBackward = 'last' in way;
      const { nodes, pageInfo } = await page({ ...way, [isBackward ? 'before' : 'after']: cursor });
      const ids = nodes.map((node) => node.id);
      if (isBackward) seen.unshift(...ids);
      else seen.push(...ids);
      cursor = (isBackward ? pageInfo.startCursor : pageInfo.endCursor) ?? null;
      if (!(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return seen;
      await between(pages);
    }
  }

  it('has the newest captures first, 20 of them, and knows how many there are', async () => {
    const { nodes, edges, pageInfo, totalCount } = await page({});
    assert.deepEqual(
      nodes.map((node) => node.id),
      inOrder.slice(0, 20),
    );
    assert.equal(totalCount, COUNT);
    assert.deepEqual(pageInfo, {
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor,
      endCursor: edges[19]?.cursor,
    });
  });

  it('leads on to the next until all were seen, each once and in order', async () => {
    for (const first of [7, 50, 200]) assert.deepEqual(await walk({ first }), inOrder);
  });

  it('leads back from the end until all were seen, each once and in order', async () => {
    for (const last of [7, 50, 200]) assert.deepEqual(await walk({ last }), inOrder);
  });

  it('has as many as are asked for, from 1 to 200', async () => {
    assert.deepEqual(
      (await page({ first: 1 })).nodes.map((node) => node.id),
      inOrder.slice(0, 1),
    );
    assert.deepEqual(
      (await page({ first: 200 })).nodes.map((node) => node.id),
      inOrder.slice(0, 200),
    );
    assert.deepEqual(
      (await page({ last: 3 })).nodes.map((node) => node.id),
      inOrder.slice(-3),
    );
    for (const size of [0, -1, 201, 2_147_483_647]) {
      assert.deepEqual(await refused({ first: size }), ['INVALID_ARGUMENTS', 'first']);
      assert.deepEqual(await refused({ last: size }), ['INVALID_ARGUMENTS', 'last']);
    }
    assert.deepEqual(await refused({ first: 1, last: 1 }), ['INVALID_ARGUMENTS', 'last']);
  });

  it('goes on after any entry and back from any entry, and says what is on either side', async () => {
    const { edges } = await page({ first: 200 });
    const cursor = edges[99]?.cursor ?? null;
    const following = await page({ first: 5, after: cursor });
    assert.deepEqual(
      following.nodes.map((node) => node.id),
      inOrder.slice(100, 105),
    );
    assert.deepEqual([following.pageInfo.hasPreviousPage, following.pageInfo.hasNextPage], [true, true]);
    const preceding = await page({ last: 5, before: cursor });
    assert.deepEqual(
      preceding.nodes.map((node) => node.id),
      inOrder.slice(94, 99),
    );
    assert.deepEqual([preceding.pageInfo.hasPreviousPage, preceding.pageInfo.hasNextPage], [true, true]);
    const start = await page({ last: 200, before: cursor });
    assert.deepEqual(
      start.nodes.map((node) => node.id),
      inOrder.slice(0, 99),
    );
    assert.equal(start.pageInfo.hasPreviousPage, false);
    for (const { totalCount } of [following, preceding, start]) assert.equal(totalCount, COUNT);
  });

  it('goes on from where an entry was that is gone', async () => {
    const owner = { id: 'cam-3', kind: 'DEVICE', name: 'Camera' } as const;
    await createOwner(thingstore.root, owner);
    const ids: string[] = [];
    for (const path of ['a', 'b', 'c']) ids.push((await createEntry(thingstore.root, { ownerId: 'cam-3', path })).id);
    const { pageInfo } = await page({ ownerId: 'cam-3', first: 2 });
    await thingstore.root.send('mutation ($id: ID!) { deleteResources(input: { ids: [$id] }) }', { id: ids[1] });
    const rest = await page({ ownerId: 'cam-3', after: pageInfo.endCursor ?? null });
    assert.deepEqual(
      rest.nodes.map((node) => node.id),
      ids.slice(0, 1),
    );
  });

  it('refuses cursors of another order or list, and any that were tampered with, by name', async () => {
    const { pageInfo } = await page({ first: 1 });
    const cursor = pageInfo.endCursor ?? '';
    const byPath = [{ field: 'PATH', direction: 'ASC' }] as const;
    assert.deepEqual(await refused({ after: cursor, order: byPath }), ['INVALID_ARGUMENTS', 'after']);
    assert.deepEqual(await refused({ before: cursor, order: byPath }), ['INVALID_ARGUMENTS', 'before']);
    const { data } = await thingstore.root.send<{
      readonly changeCursor: string;
      readonly owners: { readonly pageInfo: { readonly endCursor: string } };
    }>('{ changeCursor owners { pageInfo { endCursor } } }');
    const [order] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as readonly [string];
    const id = made[0]?.id;
    const foreign = [data?.changeCursor ?? '', data?.owners.pageInfo.endCursor ?? '', '', 'x', cursor.slice(0, -6)];
    const tampered = [
      ...[encoded([order]), encoded([order, 'x', id]), encoded([order, '2026-01-01T00:00:00.000Z', 'x'])],
      ...[encoded([order, '2026-13-45T99:99:99.999Z', id]), encoded([order, '0000-01-01T00:00:00.000Z', id])],
      ...[encoded([order, '2026-02-30T00:00:00.000Z', id]), encoded([order, "'; drop table resource; --", id])],
      ...[
        encoded([order, '+010000-01-01T00:00:00.000Z', id]),
        encoded([order, null, id]),
        encoded([order, 1, 2]),
        encoded('['.repeat(10_000)),
        encoded('\0'),
      ],
    ];
    for (const after of [...foreign, ...tampered]) {
      assert.deepEqual(await refused({ after }), ['INVALID_ARGUMENTS', 'after'], after);
      assert.deepEqual(await refused({ before: after }), ['INVALID_ARGUMENTS', 'before'], after);
    }
    const ofPaths = (await page({ first: 1, order: byPath })).pageInfo.endCursor ?? '';
    const [paths] = JSON.parse(Buffer.from(ofPaths, 'base64url').toString()) as readonly [string];
    const text = encoded([paths, 'a\0b', id]);
    assert.deepEqual(await refused({ after: text, order: byPath }), ['INVALID_ARGUMENTS', 'after']);
  });

  it('refuses a cursor of another query: of another owner, path or filter, but not of another size', async () => {
    const asked = { path: 'captures', children: true, filter: { kinds: ['JSON'] }, first: 3 } as const;
    const { pageInfo } = await page(asked);
    const after = pageInfo.endCursor ?? '';
    assert.deepEqual(
      (await page({ ...asked, first: 2, after })).nodes.map((node) => node.id),
      inOrder.slice(3, 5),
    );
    for (const other of [
      ...[{ ownerId: 'cam-2' }, { ownerId: null }, { coownerId: null }, { path: 'other' }, { children: false }],
      ...[{ childrenOnly: true }, { filter: {} }, { filter: { kinds: ['JSON', 'TEXT'] } as const }],
      { filter: { ...asked.filter, metadata: [{ path: 'a', equals: null }] } },
    ]) {
      assert.deepEqual(
        await refused({ ...asked, ...other, after }),
        ['INVALID_ARGUMENTS', 'after'],
        JSON.stringify(other),
      );
    }
    const { data, errors } = await thingstore.root.send<{ readonly owners: { readonly nodes: readonly unknown[] } }>(
      'query ($after: Cursor) { owners { nodes { id } } one: owner(id: "cam-1") { resources(after: $after) { totalCount } } }',
      { after },
    );
    assert.deepEqual([data?.owners.nodes.length, errors?.[0]?.extensions.property], [3, 'after']);
    const owners = await thingstore.root.send<{
      readonly owners: { readonly pageInfo: { readonly endCursor: string } };
    }>('{ owners(first: 1) { pageInfo { endCursor } } }');
    const wrong = await thingstore.root.send(
      'query ($after: Cursor) { owners(filter: { kinds: [GROUP] }, after: $after) { totalCount } }',
      { after: owners.data?.owners.pageInfo.endCursor },
    );
    assert.equal(wrong.errors?.[0]?.extensions.property, 'after');
  });

  it('is of all owners when none is named, and empty of an owner that is unknown [S1-029]', async () => {
    assert.equal((await entries(thingstore.root, {})).totalCount, COUNT + 1 + 2);
    const unknown = await page({ ownerId: 'nobody' });
    assert.deepEqual(unknown.pageInfo, {
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
    assert.deepEqual([unknown.nodes, unknown.edges, unknown.totalCount], [[], [], 0]);
  });

  it('misses none that was there at the start, and shows none twice, while others are added and gone through [S1-071]', async () => {
    let added = 0;
    const between = async (pages: number): Promise<void> => {
      // Newer than all, older than all, and in the middle of what is still to come.
      const times = [START + 9_000_000, START - 9_000_000, START + (COUNT - pages * 30) * 333];
      for (const time of times) {
        const dataCreatedAt = new Date(time).toISOString();
        await createEntry(thingstore.root, { ownerId: 'cam-1', path: `added/${added.toString()}`, dataCreatedAt });
        added += 1;
      }
    };
    for (const way of [{ first: 30 }, { last: 30 }]) {
      const seen = await walk(way, between);
      assert.equal(new Set(seen).size, seen.length);
      assert.deepEqual(
        seen.filter((id) => inOrder.includes(id)),
        inOrder,
      );
    }
    assert.ok(added > 0);
  });
});
