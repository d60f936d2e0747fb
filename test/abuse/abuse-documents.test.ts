import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AbusedServer } from '../support/abused-server.js';
import type { ApiClient } from '../support/api-client.js';
import { ProtocolSocket } from '../support/protocol-socket.js';

const TIMES = 20;

const range = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const nested = (levels: number): string => `${'{ owner(id: "x") '.repeat(levels)}${'}'.repeat(levels)}`;

/** Queries that are too much, and the code with which each is refused. */
const QUERIES: readonly (readonly [what: string, code: string, query: string])[] = [
  ['10,000 levels', 'INVALID_ARGUMENTS', nested(10_000)],
  ['10,000 brackets in a value', 'INVALID_ARGUMENTS', `{ owners(first: ${'['.repeat(10_000)}`],
  ['10,000 aliases', 'INVALID_ARGUMENTS', `{ ${range(10_000, (index) => `a${index.toString()}: changeCursor`)} }`],
  [
    '1,500 aliases that are few enough tokens',
    'INVALID_ARGUMENTS',
    `{ viewer { ${range(1_500, (index) => `a${index.toString()}: kind`)} } }`,
  ],
  ['100,000 tokens', 'INVALID_ARGUMENTS', `{ ${'changeCursor '.repeat(100_000)} }`],
  [
    'fragments in a circle',
    'GRAPHQL_VALIDATION_FAILED',
    '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
  ],
  [
    'fragments that double 50 times',
    'INVALID_ARGUMENTS',
    `{ viewer { ...F0 } } ${range(49, (index) => `fragment F${index.toString()} on Viewer { ...F${(index + 1).toString()} ...F${(index + 1).toString()} }`)} fragment F49 on Viewer { kind }`,
  ],
  [
    'pages below pages',
    'INVALID_ARGUMENTS',
    '{ owners(first: 200) { nodes { resources(first: 200) { nodes { owner { resources(first: 200) { nodes { id } } } } } } } }',
  ],
  [
    'the schema many times over',
    'INVALID_ARGUMENTS',
    `{ __schema { types { ${range(200, (index) => `f${index.toString()}: fields { type { fields { name } } }`)} } } }`,
  ],
  ['a variable nested 100,000 deep', 'INVALID_ARGUMENTS', 'query A($x: JSON) { viewer { kind } }'],
];

/** Not JSON.stringify, which would itself overflow. */
const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

describe('a server that is asked for too much', () => {
  let server: AbusedServer;
  let abuser: ApiClient;
  before(async () => {
    server = await AbusedServer.start();
    abuser = await server.thing('abuser');
  });
  after(() => server.stop());

  it('refuses each such query with its code over HTTP, many at once', async () => {
    await server.survives(300, async () => {
      for (const [what, code, query] of QUERIES) {
        const body = what.startsWith('a variable')
          ? `{"query":${JSON.stringify(query)},"variables":{"x":${DEEP}}}`
          : JSON.stringify({ query });
        const codes = await Promise.all(
          Array.from({ length: TIMES }, async () => {
            const headers = { 'content-type': 'application/json', authorization: abuser.authorization ?? '' };
            const response = await fetch(`${abuser.url}/graphql`, { method: 'POST', headers, body });
            const { errors } = (await response.json()) as { errors?: readonly { extensions: { code: string } }[] };
            return `${response.status.toString()} ${errors?.[0]?.extensions.code ?? ''}`;
          }),
        );
        assert.deepEqual(new Set(codes), new Set([`400 ${code}`]), what);
      }
    });
  });

  it('refuses each such query with its code over WebSocket, and the socket goes on', async () => {
    await server.survives(300, async () => {
      const socket = await ProtocolSocket.as(abuser);
      for (const [what, code, query] of QUERIES) {
        if (what.startsWith('a variable')) continue;
        for (let time = 0; time < TIMES; time += 1)
          assert.equal(await socket.answer(`${what} ${time.toString()}`, query), code);
      }
      assert.deepEqual(await socket.answer('last', '{ viewer { kind } }'), { viewer: { kind: 'THING' } });
      await socket.cut();
    });
  });
});
