import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { askOverSocket } from '../support/socket.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

interface Refusal {
  readonly code: string;
  readonly property?: string | undefined;
  readonly message: string;
}

/** How a query is refused over HTTP and over WebSocket, which must be the same; null when it is answered. */
async function refusal(thingstore: TestThingstore, query: string): Promise<Refusal | null> {
  const { errors: overHttp = [] } = await thingstore.root.send(query);
  const { errors: overSocket } = await askOverSocket(thingstore.root, query);
  const [one, other] = [overHttp, overSocket].map(([error]): Refusal | null =>
    error === undefined
      ? null
      : { code: error.extensions.code, property: error.extensions.property, message: error.message },
  );
  assert.deepEqual(one, other);
  return one ?? null;
}

describe('a query, over HTTP as over WebSocket', () => {
  let thingstore: TestThingstore;
  before(async () => {
    const settings = {
      QUERY_TOKEN_LIMIT: '60',
      QUERY_DEPTH_LIMIT: '5',
      QUERY_FIELD_LIMIT: '12',
      QUERY_ROOT_FIELD_LIMIT: '3',
      QUERY_COST_LIMIT: '100',
      INTROSPECTION: 'false',
      NODE_ENV: 'production',
    };
    thingstore = await startThingstore({ settings });
  });
  after(() => thingstore.stop());

  async function holds(within: string, beyond: string, reason: RegExp): Promise<void> {
    assert.equal(await refusal(thingstore, within), null);
    const refused = await refusal(thingstore, beyond);
    assert.deepEqual([refused?.code, refused?.property], ['INVALID_ARGUMENTS', 'query']);
    assert.match(refused?.message ?? '', reason);
  }

  it('has as many tokens as the operator allows', async () => {
    const tokens = (count: number) => `{ owners(filter: { ids: [${'"x" '.repeat(count - 16)}] }) { __typename } }`;
    await holds(tokens(60), tokens(61), /at most 60 tokens/);
  });

  it('is as deep as the operator allows', async () => {
    await holds(
      '{ owners(first: 1) { nodes { resources(first: 1) { nodes { id } } } } }',
      '{ owners(first: 1) { nodes { resources(first: 1) { nodes { owner { id } } } } } }',
      /6 fields deep; at most 5/,
    );
  });

  it('selects as many fields as the operator allows', async () => {
    const fields = (count: number) => `{ owner(id: "x") { ${'id '.repeat(count - 1)} } }`;
    await holds(fields(12), fields(13), /at most 12 fields, aliases included/);
  });

  it('has as many fields at its root as the operator allows', async () => {
    await holds(
      '{ a: changeCursor b: changeCursor c: changeCursor }',
      `{ ${'changeCursor '.repeat(4)} }`,
      /at most 3 fields/,
    );
  });

  it('costs as much as the operator allows', async () => {
    await holds(
      '{ owners(first: 99) { nodes { id } } }',
      '{ owners(first: 100) { nodes { id } } }',
      /can return 101 objects; at most 100/,
    );
  });

  it('is held to them as a whole, also where its text comes in the address and has a "?" in it', async () => {
    const much = Array.from({ length: 13 }, (_, n) => `a${n.toString()}: kind`).join(' ');
    for (const [query, status] of [
      [`query A { viewer { kind } } #?\nquery B { viewer { kind } }`, 200],
      [`query A { viewer { kind } } #?\nquery B { viewer { ${much} } }`, 400],
    ] as const) {
      const text = encodeURIComponent(query).replaceAll('%3F', '?');
      const response = await fetch(`${thingstore.url}/graphql?query=${text}&operationName=B`, {
        headers: { accept: 'application/json' },
      });
      assert.equal(response.status, status, query);
    }
  });

  it('does not ask for the schema where that is off, logged in or not', async () => {
    const query = '{ __schema { description } }';
    assert.equal((await refusal(thingstore, query))?.code, 'FORBIDDEN');
    const { status, errors } = await thingstore.anonymous.send(query);
    assert.deepEqual([status, errors?.[0]?.extensions.code], [403, 'FORBIDDEN']);
    assert.equal(await refusal(thingstore, '{ __typename }'), null);
  });

  it('is not told what it may have meant in production', async () => {
    const messages = ['{ ownr(id: "x") { id } }', '{ owner(id: "x") { nme } }', '{ owner(ids: "x", id: "x") { id } }'];
    for (const query of messages) {
      const refused = await refusal(thingstore, query);
      assert.equal(refused?.code, 'GRAPHQL_VALIDATION_FAILED');
      assert.doesNotMatch(refused.message, /Did you mean|owners|"name"/);
    }
  });
});

describe('a query in development', () => {
  it('is told what it may have meant, and may ask for the schema', async () => {
    const thingstore = await startThingstore();
    assert.match((await refusal(thingstore, '{ ownr(id: "x") { id } }'))?.message ?? '', /Did you mean "owner"/);
    assert.equal(await refusal(thingstore, '{ __schema { queryType { name } } }'), null);
    await thingstore.stop();
  });
});
