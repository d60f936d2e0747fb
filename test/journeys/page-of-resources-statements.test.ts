import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEntry, createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { reading, statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const ONE_PAGE = graphql(`
  query PageStatementsOne($ownerId: ID, $counts: Boolean!, $owners: Boolean = false) {
    resources(ownerId: $ownerId) {
      nodes {
        id
        owner @include(if: $owners) {
          id
        }
        coowner @include(if: $owners) {
          id
        }
      }
      totalCount @include(if: $counts)
    }
  }
`);

const BELOW_OWNERS = graphql(`
  query PageStatementsBelow($ids: [ID!], $counts: Boolean = true, $first: Int = 2) {
    owners(filter: { ids: $ids }, first: 200) {
      nodes {
        id
        resources(first: $first) {
          nodes {
            path
            ownerId
          }
          pageInfo {
            hasNextPage
          }
          totalCount @include(if: $counts)
        }
      }
    }
  }
`);

const TWO_SORTS = graphql(`
  query PageStatementsTwo {
    owners(first: 200) {
      nodes {
        newest: resources(first: 1) {
          nodes {
            path
          }
        }
        again: resources(first: 1) {
          nodes {
            id
          }
        }
        oldest: resources(first: 1, order: [{ field: DATA_CREATED_AT, direction: ASC }]) {
          nodes {
            path
          }
          totalCount
        }
      }
    }
  }
`);

const OWNERS = 30;

describe('a page of resources asks PostgreSQL', () => {
  let thingstore: TestThingstore;
  const ids: string[] = [];
  before(async () => {
    thingstore = await startThingstore();
    for (let index = 0; index < OWNERS; index += 1) {
      const id = `cam-${index.toString().padStart(2, '0')}`;
      await createOwner(thingstore.root, { id, kind: 'DEVICE', name: id });
      ids.push(id);
      // None, one, two, three, none, ...
      for (let count = 0; count < index % 4; count += 1) {
        const dataCreatedAt = `2026-01-0${(count + 1).toString()}T00:00:00.000Z`;
        const coownerId = index === 3 ? 'cam-01' : null;
        await createEntry(thingstore.root, { ownerId: id, coownerId, path: `p${count.toString()}`, dataCreatedAt });
      }
    }
  });
  after(() => thingstore.stop());

  const counting = (statements: readonly string[]) => statements.filter((statement) => statement.includes('count('));

  it('once, and has nothing counted unless the count is selected', async () => {
    for (const ownerId of ['cam-03', null]) {
      const uncounted = await statementsOf(() => thingstore.root.request(ONE_PAGE, { ownerId, counts: false }));
      assert.deepEqual([reading('resource', uncounted).length, counting(uncounted).length], [1, 0]);
      const counted = await statementsOf(() => thingstore.root.request(ONE_PAGE, { ownerId, counts: true }));
      assert.deepEqual([reading('resource', counted).length, counting(counted).length], [1, 1]);
    }
  });

  it('once more for all the owners of its entries together', async () => {
    const variables = { ownerId: null, counts: false, owners: true };
    const statements = await statementsOf(() => thingstore.root.request(ONE_PAGE, variables));
    assert.deepEqual([reading('resource', statements).length, reading('owner', statements).length], [1, 1]);
  });

  it('once for the resources of all owners of a list, whatever their number', async () => {
    for (const some of [ids.slice(0, 1), ids.slice(0, 7), ids]) {
      const statements = await statementsOf(() => thingstore.root.request(BELOW_OWNERS, { ids: some }));
      assert.equal(reading('resource', statements).length, 1);
    }
  });

  it('once for each distinct set of arguments below a list', async () => {
    const statements = await statementsOf(() => thingstore.root.request(TWO_SORTS, {}));
    assert.equal(reading('resource', statements).length, 2);
    assert.equal(counting(statements).length, 1);
  });

  it('and gives each owner its own: newest first, as many as asked for, counted in full', async () => {
    const { owners } = await thingstore.root.request(BELOW_OWNERS, { ids });
    owners.nodes.forEach((owner, index) => {
      const all = ['p0', 'p1', 'p2'].slice(0, index % 4).reverse();
      const { nodes, pageInfo, totalCount } = owner.resources;
      assert.deepEqual(
        nodes,
        all.slice(0, 2).map((path) => ({ path, ownerId: owner.id })),
      );
      assert.deepEqual([pageInfo.hasNextPage, totalCount], [all.length > 2, all.length]);
    });
    assert.equal(owners.nodes.length, OWNERS);
  });

  it('not at all when the arguments are refused, and the other fields are answered', async () => {
    const wrong = 'query { owners { totalCount nodes { id resources(first: 0) { totalCount } } } }';
    const statements = await statementsOf(async () => {
      const { errors } = await thingstore.root.send(wrong);
      const { code, property } = errors?.[0]?.extensions ?? {};
      assert.deepEqual([code, property], ['INVALID_ARGUMENTS', 'first']);
    });
    assert.equal(reading('resource', statements).length, 0);
  });

  it('for counts that are exact where conditions apply', async () => {
    const query = `query { owner(id: "cam-03") {
      all: resources { totalCount }
      some: resources(filter: { dataCreatedAt: { from: "2026-01-02T00:00:00Z" } }, first: 1) { totalCount nodes { path } }
      none: resources(path: "nowhere") { totalCount }
      before: resources(first: 1) { pageInfo { endCursor } totalCount }
    } }`;
    const { data } = await thingstore.root.send<{ readonly owner: Readonly<Record<string, Record<string, unknown>>> }>(
      query,
    );
    const { all, some, none } = data?.owner ?? {};
    assert.deepEqual([all, none], [{ totalCount: 3 }, { totalCount: 0 }]);
    assert.deepEqual(some, { totalCount: 2, nodes: [{ path: 'p2' }] });
  });
});
