import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiError } from '../support/api-client.js';
import { createOwner, entries } from '../support/entries.js';
import { Records } from '../support/records.js';
import { askOverSocket } from '../support/socket.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

interface BadInput {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The property at fault, and where it is. */
  readonly told: readonly [property: string, path?: string];
}

const CREATE = 'mutation ($input: CreateResourceInput!) { createResource(input: $input) { id } }';
const PLACE = { ownerId: 'cam-1', path: 'bad' };

const REQUIRED: readonly BadInput[] = [
  { query: 'mutation { createOwner { id } }', told: ['input', 'createOwner.input'] },
  { query: 'mutation { createOwner(input: null) { id } }', told: ['input', 'createOwner.input'] },
  { query: 'mutation { createOwner(input: {}) { id } }', told: ['kind', 'createOwner.input.kind'] },
  {
    query: 'mutation { createOwner(input: { kind: DEVICE }) { id } }',
    told: ['name', 'createOwner.input.name'],
  },
  { query: 'mutation { createOwner(input: { kind: DEVICE, name: null }) { id } }', told: ['name'] },
  { query: '{ owner { id } }', told: ['id', 'owner.id'] },
  { query: '{ resourceAt(path: "x") { id } }', told: ['ownerId', 'resourceAt.ownerId'] },
  { query: 'query ($id: ID!) { owner(id: $id) { id } }', told: ['id', 'owner.id'] },
  { query: 'query ($id: ID!) { owner(id: $id) { id } }', variables: { id: null }, told: ['id', 'owner.id'] },
  { query: 'query ($i: ID!) { owner(id: $i) { id } }', variables: { id: 'x' }, told: ['id', 'owner.id'] },
  { query: CREATE, told: ['input', 'createResource.input'] },
  { query: CREATE, variables: { input: null }, told: ['input', 'createResource.input'] },
  { query: CREATE, variables: { input: {} }, told: ['ownerId', 'createResource.input.ownerId'] },
  { query: CREATE, variables: { input: { ownerId: 'cam-1' } }, told: ['path', 'createResource.input.path'] },
  {
    query: CREATE,
    variables: { input: { ...PLACE, path: null } },
    told: ['path', 'createResource.input.path'],
  },
  {
    query: 'mutation ($path: String!) { createResource(input: { ownerId: "cam-1", path: $path }) { id } }',
    told: ['path', 'createResource.input.path'],
  },
  {
    query: 'mutation { deleteResources(input: { at: { ownerId: "cam-1" } }) }',
    told: ['path', 'deleteResources.input.at.path'],
  },
  {
    query: 'mutation { deleteResources(input: { ids: ["a", null] }) }',
    told: ['ids', 'deleteResources.input.ids.1'],
  },
  { query: 'mutation { again: createOwner { id } }', told: ['input', 'again.input'] },
];

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

const INVALID: readonly BadInput[] = [
  { query: '{ owner(id: {}) { id } }', told: ['id', 'owner.id'] },
  { query: '{ owners(first: "1") { totalCount } }', told: ['first', 'owners.first'] },
  { query: '{ owners(first: 1.5) { totalCount } }', told: ['first'] },
  { query: '{ owners(first: 99999999999) { totalCount } }', told: ['first'] },
  { query: 'query ($n: Int) { owners(first: $n) { totalCount } }', variables: { n: 1e10 }, told: ['first'] },
  { query: 'mutation { createOwner(input: { kind: ROBOT, name: "x" }) { id } }', told: ['kind'] },
  { query: CREATE, variables: { input: { ...PLACE, colour: 1 } }, told: ['colour'] },
  { query: CREATE, variables: { input: { ...PLACE, metadata: [] } }, told: ['metadata'] },
  { query: CREATE, variables: { input: { ...PLACE, data: {}, dataCreatedAt: 'yesterday' } }, told: ['dataCreatedAt'] },
  { query: CREATE, variables: { input: { ...PLACE, data: {}, dataCreatedAt: 0 } }, told: ['dataCreatedAt'] },
  { query: CREATE, variables: { input: { ...PLACE, file: 'x' } }, told: ['file'] },
  { query: CREATE, variables: { input: 'x' }, told: ['input'] },
  { query: CREATE, variables: { input: [] }, told: ['input'] },
  { query: CREATE, variables: { input: { ...PLACE, path: 'a\0b', data: {} } }, told: ['path'] },
  { query: CREATE, variables: { input: { ...PLACE, path: 'a\ud800b', data: {} } }, told: ['path'] },
  { query: CREATE, variables: { input: { ...PLACE, ownerId: 'cam\0', data: {} } }, told: ['ownerId'] },
  { query: CREATE, variables: { input: { ...PLACE, data: { 'k\0': 1 } } }, told: ['data'] },
  { query: CREATE, variables: { input: { ...PLACE, data: ['\udfff'] } }, told: ['data'] },
  {
    query: CREATE,
    variables: { input: { ...PLACE, data: JSON.parse('{"a":{"__proto__":{"x":1}}}') as unknown } },
    told: ['data'],
  },
  { query: CREATE, variables: { input: { ...PLACE, data: deep(65) } }, told: ['data'] },
  { query: CREATE, variables: { input: { ...PLACE, data: deep(1000) } }, told: ['data'] },
  { query: CREATE, variables: { input: { ...PLACE, data: {} }, unused: deep(1000) }, told: ['unused'] },
  { query: CREATE, variables: { input: { ...PLACE, data: {} }, unused: '\0' }, told: ['unused'] },
  { query: '{ owner(id: "a\\u0000b") { id } }', told: ['id'] },
  { query: '{ owners(filter: { nameContains: "\\u0000" }) { totalCount } }', told: ['nameContains'] },
  { query: `{ owner(id: "x") { id } a: owners(first: ${'9'.repeat(400)}) { totalCount } }`, told: ['first'] },
  {
    query: `mutation { createResource(input: { ownerId: "cam-1", path: "bad", data: { __proto__: 1 } }) { id } }`,
    told: ['data'],
  },
  {
    query: `mutation { createResource(input: { ownerId: "cam-1", path: "bad", data: [1e999] }) { id } }`,
    told: ['data'],
  },
];

describe('input that cannot be taken', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
    await createOwner(thingstore.root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
  });
  after(() => thingstore.stop());

  /** Asked over both transports: the answers must say the same. */
  async function refusal({ query, variables }: Pick<BadInput, 'query' | 'variables'>): Promise<ApiError> {
    const http = await thingstore.root.send(query, variables);
    const socket = await askOverSocket(thingstore.root, query, variables);
    const [error] = http.errors ?? [];
    assert.ok(error !== undefined && http.errors?.length === 1, query);
    assert.equal(http.status, 400, query);
    assert.equal(http.data ?? null, null);
    assert.equal(socket.data ?? null, null);
    assert.deepEqual(socket.errors.map(withoutRequestId), [withoutRequestId(error)], query);
    assert.doesNotMatch(error.message, / from \w+ where|insert |resource_|\bat .*:\d+:\d+|node_modules|\0/i);
    return error;
  }

  it('because it is missing is told by the name of what is missing, over either transport', async () => {
    for (const { told, ...asked } of REQUIRED) {
      const { code, property, params } = (await refusal(asked)).extensions;
      const [name, path] = told;
      assert.deepEqual([code, property], ['PROPERTY_REQUIRED', name], asked.query);
      if (path !== undefined) assert.deepEqual(params?.['path'], path, asked.query);
    }
  });

  it('because of what it is is told by the name of what is at fault, over either transport', async () => {
    for (const { told, ...asked } of INVALID) {
      const { code, property, params } = (await refusal(asked)).extensions;
      const [name, path] = told;
      assert.deepEqual([code, property], ['INVALID_ARGUMENTS', name], asked.query);
      if (path !== undefined) assert.deepEqual(params?.['path'], path, asked.query);
    }
  });

  it('is the first in the order of the schema when several are at fault', async () => {
    const { property } = (await refusal({ query: CREATE, variables: { input: { metadata: 1, type: null } } }))
      .extensions;
    assert.equal(property, 'ownerId');
    const query = 'mutation { b: createOwner(input: { kind: DEVICE }) { id } a: createOwner { id } }';
    assert.deepEqual((await refusal({ query })).extensions.params?.['path'], 'b.input.name');
  });

  it('asks for too much, and is refused alike over either transport', async () => {
    const fields = (count: number) =>
      Array.from({ length: count }, (_, index) => `a${index.toString()}: changeCursor`).join(' ');
    const nested = (levels: number) =>
      `${'{ owner { resources { nodes '.repeat(levels)}{ id }${' } } }'.repeat(levels)}`;
    const queries = [
      `{ ${fields(101)} }`,
      `{ owners { nodes { ${Array.from({ length: 1000 }, (_, index) => `a${index.toString()}: id`).join(' ')} } } }`,
      `{ resource(id: "x") ${nested(5)} }`,
      `{ ${'viewer '.repeat(10_001)} }`,
      `${'{ a '.repeat(3000)}${'}'.repeat(3000)}`,
    ];
    for (const query of queries) {
      const { code, property } = (await refusal({ query })).extensions;
      assert.deepEqual([code, property], ['INVALID_ARGUMENTS', 'query'], query.slice(0, 60));
    }
  });

  it('is no GraphQL, or none of this schema, and is refused with the codes that clients know', async () => {
    for (const [query, code] of [
      ['{', 'GRAPHQL_PARSE_FAILED'],
      ['hello', 'GRAPHQL_PARSE_FAILED'],
      ['{ owner(id: "a\\uD800b") { id } }', 'GRAPHQL_PARSE_FAILED'],
      ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{ owners { nodes } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{ viewer { kind { x } } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{ ...A } fragment A on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
    ] as const) {
      assert.equal((await refusal({ query })).extensions.code, code, query);
    }
  });

  it('has left nothing behind', async () => {
    const page = await entries(thingstore.root, {
      filter: { states: ['AWAITING_UPLOAD', 'READY'], archived: 'INCLUDE' },
    });
    assert.equal(page.totalCount, 0);
    const records = await Records.open(thingstore.databaseUrl);
    assert.deepEqual(await records.ask('select id from owner'), [{ id: 'cam-1' }]);
    await records.close();
    assert.deepEqual(
      thingstore.logLines.filter((line) => line.includes('unexpectedly')),
      [],
    );
  });
});

function withoutRequestId({ extensions, ...error }: ApiError): object {
  assert.match(extensions.requestId, /^[0-9a-f-]{36}$/);
  return { ...error, extensions: { ...extensions, requestId: '' } };
}
