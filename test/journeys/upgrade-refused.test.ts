import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import WebSocket from 'ws';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

/** A handshake that is taken at /graphql. */
const HANDSHAKE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
  'sec-websocket-protocol': 'graphql-transport-ws',
};

interface Told {
  readonly code: string;
  readonly property?: string;
  readonly requestId: string;
}

describe('a request for a WebSocket', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
  });
  after(() => thingstore.stop());

  /** Asks for an upgrade that is refused; answers the body, which must be JSON. */
  async function refusal(sent: {
    readonly path: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }): Promise<{ readonly answer: IncomingMessage; readonly body: unknown }> {
    const { path, method = 'GET', headers = {} } = sent;
    const request = httpRequest(`${thingstore.url}${path}`, { method, headers: { ...HANDSHAKE, ...headers } });
    request.end();
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.equal(answer.headers.connection, 'close');
    return { answer, body: JSON.parse(await text(answer)) };
  }

  it('where there is none is told so, in the form of REST routes', async () => {
    for (const path of ['/', '/nowhere', '/graphql/x', '/graphqlx', '/readyz', '/graphql%20', '//graphql']) {
      const { answer, body } = await refusal({ path });
      const { error } = body as { readonly error: Told };
      assert.deepEqual([answer.statusCode, error.code], [404, 'ROUTE_NOT_FOUND'], path);
      assert.equal(error.requestId, answer.headers['x-request-id']);
    }
  });

  it('that is none is told what is wrong with it, in the form of GraphQL', async () => {
    for (const [headers, property] of [
      [{ 'sec-websocket-key': 'short' }, 'Sec-WebSocket-Key'],
      [{ 'sec-websocket-version': '7' }, 'Sec-WebSocket-Version'],
      [{ 'sec-websocket-protocol': 'a,,b' }, 'Sec-WebSocket-Protocol'],
      [{ upgrade: 'h2c' }, 'Upgrade'],
    ] as const) {
      const { answer, body } = await refusal({ path: '/graphql?x=1', headers });
      const [error] = (body as { readonly errors: readonly { readonly extensions: Told }[] }).errors;
      assert.deepEqual([answer.statusCode, error?.extensions.code], [400, 'INVALID_ARGUMENTS'], property);
      assert.equal(error?.extensions.property, property);
      assert.equal(error.extensions.requestId, answer.headers['x-request-id']);
      assert.equal(answer.headers['sec-websocket-version'], '13');
    }
  });

  it('is asked with GET', async () => {
    const { answer, body } = await refusal({ path: '/graphql', method: 'POST' });
    const [error] = (body as { readonly errors: readonly { readonly extensions: Told }[] }).errors;
    assert.deepEqual([answer.statusCode, error?.extensions.code], [405, 'METHOD_NOT_ALLOWED']);
    assert.equal(answer.headers.allow, 'GET');
  });

  it('in a protocol that is not spoken is closed with the code for that', async () => {
    const socket = new WebSocket(`${thingstore.url.replace('http', 'ws')}/graphql`);
    const [code] = (await once(socket, 'close')) as [number];
    assert.equal(code, 4406);
  });

  it('behind another request that is still answered harms nobody', async () => {
    const { hostname, port } = new URL(thingstore.url);
    const connection = connect(Number(port), hostname);
    const handshake = Object.entries(HANDSHAKE).map(([name, value]) => `${name}: ${value}\r\n`);
    connection.write(
      `GET /readyz HTTP/1.1\r\nhost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nhost: x\r\n${handshake.join('')}\r\n`,
    );
    assert.match(await text(connection), /ROUTE_NOT_FOUND/);
    assert.equal((await fetch(`${thingstore.url}/readyz`)).status, 200);
  });

  it('is taken when it is one, on the path where GraphQL answers', async () => {
    for (const path of ['/graphql', '/graphql/', '/graphql?x=1']) {
      const socket = new WebSocket(`${thingstore.url.replace('http', 'ws')}${path}`, 'graphql-transport-ws');
      await once(socket, 'open');
      socket.terminate();
    }
  });
});
