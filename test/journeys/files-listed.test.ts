import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import type { FileFilter } from '../support/generated/graphql.js';
import { FILES, filesOf, makeFile, namesOf } from '../support/named-files.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

let thingstore: TestThingstore;
let root: ApiClient;
before(async () => {
  thingstore = await startThingstore();
  ({ root } = thingstore);
  for (const id of ['empty', 'truck', 'store', 'same']) await createOwner(root, { id, kind: 'DEVICE', name: id });
});
after(() => thingstore.stop());

const names = (filter: FileFilter, ownerId = 'truck') => namesOf(root, { ownerId, filter, first: 200 });

describe('the files of a thing', () => {
  before(async () => {
    const add = (name: string, said: object, type = 'application/octet-stream') =>
      makeFile(root, { ownerId: 'truck', name, type, text: name, ...said });
    await add('plan.IFC', { time: 1000, metadata: { site: 'north', floor: 1 } });
    await add('table.csv', { time: 2000.25, metadata: { site: 'north', floor: 2 } });
    await add('given.csv', { time: 2000.251, class: 'Images', format: 'raw' });
    await add('odd.csv', { time: 3000, class: 'Own class', format: 'CSV' });
    await add('plain', { time: -1.5 }, 'text/x-plain');
    await add('none', { time: 0 });
  });

  it('are listed with the newest time first, and counted', async () => {
    const { nodes, totalCount, pageInfo } = await filesOf(root, { ownerId: 'truck' });
    assert.deepEqual(
      nodes.map(({ name, class: fileClass, format, time }) => [name, fileClass, format, time]),
      [
        ['odd.csv', 'Own class', 'CSV', 3000],
        ['given.csv', 'image', 'raw', 2000.251],
        ['table.csv', 'document', 'csv', 2000.25],
        ['plan.IFC', 'bim', 'ifc', 1000],
        ['none', 'binary', null, 0],
        ['plain', 'document', null, -1.5],
      ],
    );
    assert.deepEqual([totalCount, pageInfo.hasNextPage, pageInfo.hasPreviousPage], [6, false, false]);
    const empty = await filesOf(root, { ownerId: 'empty' });
    assert.deepEqual([empty.nodes, empty.totalCount, empty.pageInfo.endCursor], [[], 0, null]);
  });

  it('are found by name, exactly', async () => {
    assert.deepEqual(await names({ name: 'table.csv' }), ['table.csv']);
    for (const name of ['TABLE.csv', 'table', 'table.csv ', 'files/table.csv', '%', 'tabl_.csv', '', '..', 'a/b']) {
      assert.deepEqual(await names({ name }), [], name);
    }
    assert.deepEqual((await names({ name: null })).length, 6);
  });

  it('are found by class, as it is shown, given and derived alike', async () => {
    for (const name of ['document', 'Documents', ' DOCUMENT ']) {
      assert.deepEqual(await names({ class: name }), ['table.csv', 'plain']);
    }
    assert.deepEqual(await names({ class: 'image' }), ['given.csv']);
    assert.deepEqual(await names({ class: 'bims' }), ['plan.IFC']);
    assert.deepEqual(await names({ class: 'binaries' }), ['none']);
    assert.deepEqual(await names({ class: 'Own class' }), ['odd.csv']);
    for (const other of ['own class', 'video', '', 'Own']) assert.deepEqual(await names({ class: other }), []);
  });

  it('are found by format, exactly', async () => {
    assert.deepEqual(await names({ format: 'csv' }), ['table.csv']);
    assert.deepEqual(await names({ format: 'CSV' }), ['odd.csv']);
    assert.deepEqual(await names({ format: 'ifc' }), ['plan.IFC']);
    assert.deepEqual(await names({ format: 'raw' }), ['given.csv']);
    for (const other of ['IFC', '', 'cs']) assert.deepEqual(await names({ format: other }), []);
  });

  it('are found by time: the first millisecond counts, the last does not', async () => {
    for (const [time, found] of [
      [{ from: 2000.25, to: 2000.251 }, ['table.csv']],
      [{ from: 2000.25, to: 2000.25 }, []],
      [{ from: 2000.251, to: 3000 }, ['given.csv']],
      [{ from: 2000.2501, to: 3000.001 }, ['odd.csv', 'given.csv']],
      [{ from: 2000.2491, to: 2000.2509 }, ['table.csv']],
      [{ from: 1000 }, ['odd.csv', 'given.csv', 'table.csv', 'plan.IFC']],
      [{ to: 1000 }, ['none', 'plain']],
      [{ to: 0 }, ['plain']],
      [{ from: -1.5, to: 0.001 }, ['none', 'plain']],
      [{ from: 3000, to: 1000 }, []],
      [{}, ['odd.csv', 'given.csv', 'table.csv', 'plan.IFC', 'none', 'plain']],
      [{ from: null, to: null }, ['odd.csv', 'given.csv', 'table.csv', 'plan.IFC', 'none', 'plain']],
    ] as const) {
      assert.deepEqual(await names({ time }), found, JSON.stringify(time));
    }
    const { extensions } = await root.refusal(FILES, { ownerId: 'truck', filter: { time: { from: 1e13 } } });
    assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'time']);
  });

  it('are found by metadata, and by all conditions together', async () => {
    assert.deepEqual(await names({ metadata: [{ path: 'site', equals: 'north' }] }), ['table.csv', 'plan.IFC']);
    assert.deepEqual(await names({ metadata: [{ path: 'floor', greaterThan: 1 }] }), ['table.csv']);
    const all = {
      ...{ name: 'plan.IFC', class: 'bim', format: 'ifc', time: { from: 1000, to: 1001 } },
      metadata: [{ path: 'site', equals: 'north' }],
    };
    assert.deepEqual(await names(all), ['plan.IFC']);
    for (const other of [{ name: 'plan.ifc' }, { class: 'image' }, { format: 'csv' }, { time: { from: 1001 } }]) {
      assert.deepEqual(await names({ ...all, ...other }), []);
    }
    const counted = await filesOf(root, { ownerId: 'truck', filter: { class: 'document' }, first: 1 });
    assert.deepEqual([counted.nodes.length, counted.totalCount, counted.pageInfo.hasNextPage], [1, 2, true]);
  });
});

describe('a page of files', () => {
  const COUNT = 201;
  before(async () => {
    const { id } = await makeFile(root, { ownerId: 'store', name: 'file-0.csv', time: 1710000000 });
    const records = await Records.open(thingstore.databaseUrl);
    try {
      // The same record at other places, all with one time: the order is by id then.
      await records.ask(
        `insert into resource
         select (jsonb_populate_record(r,
           jsonb_build_object('id', gen_random_uuid(), 'path', 'files/file-' || n || '.csv', 'owner_id', owner))).*
         from resource r, generate_series(1, $2::integer) n, unnest('{store,same}'::text[]) owner where r.id = $1`,
        id,
        COUNT - 1,
      );
    } finally {
      await records.close();
    }
  });

  it('has 1 to 200 files, 20 when nobody says', async () => {
    for (const first of [1, 200]) {
      const { nodes, totalCount, pageInfo } = await filesOf(root, { ownerId: 'store', first });
      assert.deepEqual([nodes.length, totalCount, pageInfo.hasNextPage], [first, COUNT, true]);
    }
    assert.equal((await filesOf(root, { ownerId: 'store' })).nodes.length, 20);
    for (const first of [0, 201, -1]) {
      const { extensions } = await root.refusal(FILES, { ownerId: 'store', first });
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'first']);
    }
  });

  it('goes on where the one before ended: each file once, although all have the same time', async () => {
    for (const first of [16, 100, 200]) {
      const seen: string[] = [];
      let after: string | null = null;
      for (;;) {
        const page: Awaited<ReturnType<typeof filesOf>> = await filesOf(root, { ownerId: 'store', first, after });
        seen.push(...page.nodes.map(({ name }) => name));
        assert.equal(page.totalCount, COUNT);
        assert.equal(page.pageInfo.hasPreviousPage, after !== null);
        assert.equal(page.pageInfo.endCursor, page.edges.at(-1)?.cursor);
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }
      assert.deepEqual([seen.length, new Set(seen).size], [COUNT, COUNT]);
    }
  });

  it('is not after a cursor of another owner, of another filter, or of another list', async () => {
    const { edges } = await filesOf(root, { ownerId: 'store', first: 1, filter: { class: 'document' } });
    const after = edges[0]?.cursor ?? '';
    assert.ok((await filesOf(root, { ownerId: 'store', after, filter: { class: 'document' } })).nodes.length > 0);
    for (const asked of [
      { ownerId: 'same', filter: { class: 'document' } },
      { ownerId: 'store', filter: { class: 'image' } },
      { ownerId: 'store', filter: { class: 'document', format: 'csv' } },
      { ownerId: 'store' },
    ]) {
      const { extensions } = await root.refusal(FILES, { ...asked, after });
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'after']);
    }
    const QUERY = `{ resources(ownerId: "store", first: 1) { edges { cursor } } }`;
    const { data } = await root.send<{ resources: { edges: { cursor: string }[] } }>(QUERY);
    const other = data?.resources.edges[0]?.cursor ?? '';
    assert.equal((await root.refusal(FILES, { ownerId: 'store', after: other })).extensions.property, 'after');
    assert.equal((await root.refusal(FILES, { ownerId: 'store', after: 'x' })).extensions.property, 'after');
  });

  it('is after a cursor of the same list from elsewhere: Query.files and Owner.files are one', async () => {
    const first = await filesOf(root, { ownerId: 'store', first: 3 });
    const QUERY = `query ($after: Cursor) { owner(id: "store") { files(first: 2, after: $after) { nodes { id } } } }`;
    const { data } = await root.send<{ owner: { files: { nodes: { id: string }[] } } }>(QUERY, {
      after: first.edges[0]?.cursor,
    });
    assert.deepEqual(
      data?.owner.files.nodes.map(({ id }) => id),
      first.nodes.slice(1).map(({ id }) => id),
    );
  });
});
