import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries, paths, updateEntry } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import type { ResourceFilter } from '../support/generated/graphql.js';
import { createPointer, pointersTo, storedPicture } from '../support/pointers.js';
import { Records } from '../support/records.js';
import { statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const COUNTED = graphql(`
  query PointersCounted($ownerId: ID!) {
    resources(ownerId: $ownerId, first: 200) {
      nodes {
        path
        ... on Resource {
          pointerCount
        }
      }
    }
  }
`);

const LISTED = graphql(`
  query PointersListed($ownerId: ID!) {
    resources(ownerId: $ownerId, first: 200) {
      nodes {
        path
        ... on Resource {
          newest: pointers(first: 1) {
            nodes {
              path
            }
            totalCount
            changeCursor
          }
          again: pointers(first: 1) {
            nodes {
              id
            }
            totalCount
            changeCursor
          }
        }
      }
    }
  }
`);

const SOURCES = graphql(`
  query PointersSources($ownerId: ID!) {
    resources(ownerId: $ownerId, first: 200) {
      nodes {
        ... on ResourcePointer {
          sourceReference {
            path
          }
          source {
            path
          }
        }
      }
    }
  }
`);

const SOURCES_COUNT = 12;

let thingstore: TestThingstore;
let root: ApiClient;
let records: Records;
const sources: string[] = [];
before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  records = await Records.open(thingstore.databaseUrl);
  for (const id of ['cam', 'set']) await createOwner(root, { id, kind: 'SYSTEM', name: id });
  for (let index = 0; index < SOURCES_COUNT; index += 1) {
    const { id } = await storedPicture(root, { ownerId: 'cam', path: `p${index.toString().padStart(2, '0')}` });
    sources.push(id);
    // None, one, two, three, none, ...
    for (let count = 0; count < index % 4; count += 1) {
      const dataCreatedAt = `2026-01-0${(count + 1).toString()}T00:00:00.000Z`;
      const path = `of/${index.toString()}/${count.toString()}`;
      await createPointer(root, { ownerId: 'set', path, sourceId: id, dataCreatedAt });
    }
  }
});
after(async () => {
  await records.close();
  await thingstore.stop();
});

describe('the pointers to a resource', () => {
  it('are a page, newest capture first, which a cursor goes on after', async () => {
    const sourceId = sources[3] ?? '';
    const all = ['of/3/2', 'of/3/1', 'of/3/0'];
    const whole = await pointersTo(root, sourceId);
    assert.deepEqual(
      whole?.nodes.map((node) => node.path),
      all,
    );
    const seen: string[] = [];
    let after: string | null = null;
    for (let turn = 0; turn < 3; turn += 1) {
      const page: Awaited<ReturnType<typeof pointersTo>> = await pointersTo(root, sourceId, { first: 1, after });
      assert.deepEqual([page?.count, page?.totalCount, page?.pageInfo.hasNextPage], [3, 3, turn < 2]);
      seen.push(...(page?.nodes.map((node) => node.path) ?? []));
      after = page?.pageInfo.endCursor ?? null;
    }
    assert.deepEqual(seen, all);
    assert.deepEqual((await pointersTo(root, sourceId, { after }))?.nodes, []);
  });

  it('are none where nothing points', async () => {
    const none = await pointersTo(root, sources[0] ?? '');
    assert.deepEqual([none?.count, none?.totalCount, none?.nodes], [0, 0, []]);
  });

  it('are at most 200 at once, and refuse a cursor that is none', async () => {
    assert.ok(await pointersTo(root, sources[3] ?? '', { first: 200 }));
    await assert.rejects(pointersTo(root, sources[3] ?? '', { first: 201 }), /INVALID_ARGUMENTS/);
    await assert.rejects(pointersTo(root, sources[3] ?? '', { first: 0 }), /INVALID_ARGUMENTS/);
    await assert.rejects(pointersTo(root, sources[3] ?? '', { after: 'no cursor' }), /INVALID_ARGUMENTS/);
  });

  it('count while they are archived', async () => {
    const sourceId = (await storedPicture(root, { ownerId: 'set', path: 'kept' })).id;
    const { id } = await createPointer(root, { ownerId: 'set', path: 'kept-pointer', sourceId });
    await records.ask('update resource set archived_at = now() where id = $1', id);
    const found = await pointersTo(root, sourceId);
    assert.deepEqual([found?.count, found?.nodes.map((node) => node.id)], [1, [id]]);
  });
});

/** What the work answers, and how many statements it took: those that show pointers, or count them, which no job does. */
async function counting<Answer>(work: () => Promise<Answer>): Promise<readonly [Answer, number]> {
  const answers: Answer[] = [];
  const statements = await statementsOf(async () => answers.push(await work()));
  const [answer] = answers;
  assert.ok(answer !== undefined);
  return [answer, statements.filter((statement) => /source_reference|is_administered/.test(statement)).length];
}

describe('a page of resources asks PostgreSQL once more for', () => {
  it('the numbers of pointers to all of them', async () => {
    const [{ resources }, count] = await counting(() => root.request(COUNTED, { ownerId: 'cam' }));
    assert.equal(count, 2);
    assert.deepEqual(
      resources.nodes.map((node) => [node.path, 'pointerCount' in node ? node.pointerCount : null]).sort(),
      sources.map((_, index) => [`p${index.toString().padStart(2, '0')}`, index % 4]),
    );
  });

  it('the pointers to all of them, and gives each its own', async () => {
    const [{ resources }, count] = await counting(() => root.request(LISTED, { ownerId: 'cam' }));
    assert.equal(count, 2);
    for (const node of resources.nodes) {
      assert.ok('newest' in node);
      const index = Number(node.path.slice(1));
      const expected = index % 4;
      assert.deepEqual([node.newest.totalCount, node.again.totalCount], [expected, expected]);
      assert.deepEqual(
        node.newest.nodes.map(({ path }) => path),
        expected === 0 ? [] : [`of/${index.toString()}/${(expected - 1).toString()}`],
      );
      assert.ok(node.newest.changeCursor);
    }
    assert.equal(resources.nodes.length, SOURCES_COUNT);
  });

  it('the sources of all pointers', async () => {
    const [{ resources }, count] = await counting(() => root.request(SOURCES, { ownerId: 'set' }));
    assert.equal(count, 2);
    const pointers = resources.nodes.filter((node) => 'sourceReference' in node);
    assert.ok(pointers.length > SOURCES_COUNT);
    for (const node of pointers) assert.equal(node.source?.path, node.sourceReference.path);
  });
});

describe('lists of entries', () => {
  before(async () => {
    await createOwner(root, { id: 'mixed', kind: 'SYSTEM', name: 'mixed' });
    await createEntry(root, { ownerId: 'mixed', path: 'value', data: {} });
    const { id } = await storedPicture(root, { ownerId: 'mixed', path: 'picture' });
    await createPointer(root, { ownerId: 'mixed', path: 'pointer', sourceId: id });
  });

  const listedPaths = async (filter: ResourceFilter | null) =>
    [...(await paths(root, { ownerId: 'mixed', filter }))].sort();

  it('are of resources, of pointers, or of both', async () => {
    assert.deepEqual(await listedPaths(null), ['picture', 'pointer', 'value']);
    assert.deepEqual(await listedPaths({ entries: 'ALL' }), ['picture', 'pointer', 'value']);
    assert.deepEqual(await listedPaths({ entries: 'RESOURCES' }), ['picture', 'value']);
    assert.deepEqual(await listedPaths({ entries: 'POINTERS' }), ['pointer']);
  });

  it('find pointers by the kind and the type that they show', async () => {
    assert.deepEqual(await listedPaths({ kinds: ['IMAGE'] }), ['picture', 'pointer']);
    assert.deepEqual(await listedPaths({ types: ['image/*'], entries: 'POINTERS' }), ['pointer']);
    const clip = await storedPicture(root, { ownerId: 'mixed', path: 'clip' });
    await createPointer(root, { ownerId: 'mixed', path: 'clip-pointer', sourceId: clip.id });
    assert.deepEqual(await listedPaths({ kinds: ['VIDEO'] }), []);
    await updateEntry(root, { id: clip.id, type: 'video/mp4' });
    assert.deepEqual(await listedPaths({ kinds: ['VIDEO'] }), ['clip', 'clip-pointer']);
    await deleteEntries(root, { ids: [clip.id] });
    assert.deepEqual(await listedPaths({ types: ['video/mp4'], entries: 'POINTERS' }), ['clip-pointer']);
    assert.deepEqual(await listedPaths({ kinds: ['IMAGE'], entries: 'POINTERS' }), ['pointer']);
  });
});
