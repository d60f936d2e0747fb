import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createOwner } from '../support/entries.js';
import type { OwnersPageQueryVariables } from '../support/generated/graphql.js';
import { graphql } from '../support/generated/index.js';
import { reading, statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const OWNERS = graphql(`
  query OwnersPage($filter: OwnerFilter, $first: Int, $after: Cursor, $counts: Boolean = true) {
    owners(filter: $filter, first: $first, after: $after) {
      nodes {
        id
      }
      edges {
        cursor
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount @include(if: $counts)
    }
  }
`);

const COUNT = 45;

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('the list of owners', () => {
  let thingstore: TestThingstore;
  const all: string[] = [];
  before(async () => {
    thingstore = await startThingstore();
    // Ids that sort differently by bytes and by the rules of a language.
    for (let index = 0; index < COUNT; index += 1) all.push(`${index % 2 === 0 ? 'Cam' : 'cam'}-${index.toString()}`);
    for (const id of all) {
      const kind = id.startsWith('Cam') ? 'DEVICE' : 'GROUP';
      await createOwner(thingstore.root, { id, kind, name: `Name of ${id} ÄÖ` });
    }
    await createOwner(thingstore.root, { id: 'blue', kind: 'BLUEPRINT', name: 'Hundred % of_a Plan' });
    all.push('blue');
    all.sort();
  });
  after(() => thingstore.stop());

  const page = async (variables: OwnersPageQueryVariables) => (await thingstore.root.request(OWNERS, variables)).owners;
  const ids = async (variables: OwnersPageQueryVariables) => (await page(variables)).nodes.map((node) => node.id);
  const refused = async (variables: OwnersPageQueryVariables) => {
    const { code, property } = (await thingstore.root.refusal(OWNERS, variables)).extensions;
    return [code, property];
  };

  it('is in the order of the ids, by their characters', async () => {
    assert.deepEqual(await ids({ first: 200 }), all);
  });

  it('has 20 entries a page unless asked otherwise, and counts them all', async () => {
    const { nodes, totalCount, pageInfo, edges } = await page({});
    assert.deepEqual([nodes.length, totalCount], [20, all.length]);
    assert.deepEqual([pageInfo.hasNextPage, pageInfo.hasPreviousPage], [true, false]);
    assert.deepEqual([pageInfo.startCursor, pageInfo.endCursor], [edges[0]?.cursor, edges[19]?.cursor]);
  });

  it('comes whole, each owner once, page by page', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo } = await page({ first: 7, after });
      seen.push(...nodes.map((node) => node.id));
      after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
    } while (after !== null);
    assert.deepEqual(seen, all);
  });

  it('ends where it ends: the last page has nothing after it, and a page beyond is empty', async () => {
    const { edges } = await page({ first: 200 });
    const last = await page({ first: 5, after: edges.at(-6)?.cursor ?? null });
    assert.deepEqual([last.nodes.length, last.pageInfo.hasNextPage, last.pageInfo.hasPreviousPage], [5, false, true]);
    const beyond = await page({ after: edges.at(-1)?.cursor ?? null });
    assert.deepEqual([beyond.nodes, beyond.pageInfo.endCursor, beyond.totalCount], [[], null, all.length]);
  });

  it('is narrowed by ids, kinds and part of a name, all of which must hold', async () => {
    assert.deepEqual(await ids({ filter: { ids: ['blue', 'cam-1', 'unknown', 'no id'] } }), ['blue', 'cam-1']);
    assert.deepEqual(
      await ids({ filter: { kinds: ['GROUP', 'BLUEPRINT'] }, first: 200 }),
      all.filter((id) => !id.startsWith('Cam')),
    );
    assert.deepEqual(await ids({ filter: { nameContains: 'OF CAM-44 äö' } }), ['Cam-44']);
    assert.deepEqual(await ids({ filter: { ids: ['cam-1', 'Cam-2'], kinds: ['DEVICE'], nameContains: 'am' } }), [
      'Cam-2',
    ]);
    for (const filter of [{ ids: [] }, { kinds: [] }, { nameContains: 'nobody' }]) {
      const { nodes, totalCount } = await page({ filter });
      assert.deepEqual([nodes, totalCount], [[], 0]);
    }
    assert.equal((await page({ filter: { kinds: ['GROUP'] }, first: 1 })).totalCount, 22);
    assert.equal((await page({ filter: { ids: null, kinds: null, nameContains: null } })).totalCount, all.length);
  });

  it('takes the letters of a name as they are, those of patterns too', async () => {
    assert.deepEqual(await ids({ filter: { nameContains: '%' } }), ['blue']);
    assert.deepEqual(await ids({ filter: { nameContains: '_' } }), ['blue']);
    assert.deepEqual(await ids({ filter: { nameContains: '\\' } }), []);
  });

  it('has 1 to 200 entries a page', async () => {
    assert.equal((await ids({ first: 1 })).length, 1);
    for (const first of [0, -1, 201]) assert.deepEqual(await refused({ first }), ['INVALID_ARGUMENTS', 'first']);
  });

  it('goes on after its own cursors only', async () => {
    const cursors = ['', 'x', encoded(['owner id']), encoded(['owner id', 'a', 'b']), encoded(['PATH ASC', 'a'])];
    cursors.push(encoded(['owner id', 'a\0b']), encoded(['owner id', 1]), encoded({ 0: 'owner id' }));
    for (const after of cursors) assert.deepEqual(await refused({ after }), ['INVALID_ARGUMENTS', 'after'], after);
  });

  it('is counted only when the count is selected', async () => {
    const counted = await statementsOf(() => page({}));
    const uncounted = await statementsOf(() => page({ counts: false }));
    const counting = (statements: readonly string[]) => statements.filter((statement) => statement.includes('count('));
    assert.deepEqual([reading('owner', counted).length, counting(counted).length], [1, 1]);
    assert.deepEqual([reading('owner', uncounted).length, counting(uncounted).length], [1, 0]);
  });
});
