import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { BareLine } from '../support/bare-line.js';
import { HeldLocks } from '../support/held-locks.js';
import { ProtocolSocket } from '../support/protocol-socket.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const LIMIT = 3;
const SUBSCRIPTIONS = 6;
const WHO = '{ viewer { kind } }';
const CHANGES = 'subscription { resourceChanged { cursor } }';
const OWNERS = '{ owners { nodes { id } } }';

describe('the operations that a client has under way', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let other: ApiClient;
  before(async () => {
    thingstore = await startThingstore({
      settings: { OPERATIONS_PER_VIEWER: `${LIMIT}`, SUBSCRIPTIONS_PER_SOCKET: `${SUBSCRIPTIONS}` },
    });
    camera = await thingstore.thing('cam-1');
    other = await thingstore.thing('cam-2');
  });
  after(() => thingstore.stop());
  beforeEach(async () => {
    await until(async () => (await all(camera, LIMIT)).every((status) => status === 200));
  });

  /** The status of so many requests at once. */
  async function all(client: ApiClient, count: number): Promise<readonly number[]> {
    return Promise.all(Array.from({ length: count }, async () => (await client.send(WHO)).status));
  }

  const body = JSON.stringify({ query: WHO });

  /** A request whose body is still to come. */
  async function begin({ authorization, url }: ApiClient): Promise<BareLine> {
    const line = await BareLine.open(url);
    line.send(
      [
        'POST /graphql HTTP/1.1',
        'Host: x',
        'Connection: close',
        'Content-Type: application/json',
        ...(authorization === null ? [] : [`Authorization: ${authorization}`]),
        `Content-Length: ${body.length.toString()}`,
        '',
        '{',
      ].join('\r\n'),
    );
    return line;
  }

  /** As many as are allowed, all of them under way. */
  async function beginAll(client: ApiClient): Promise<readonly BareLine[]> {
    const lines = await Promise.all(Array.from({ length: LIMIT }, () => begin(client)));
    await until(async () => (await client.send(WHO)).status === 429);
    return lines;
  }

  /** Until as many as are allowed are taken at once, and one more is not. */
  async function untilAllAreBack(client: ApiClient): Promise<void> {
    await until(async () => (await client.send(WHO)).status === 200);
    const lines = await beginAll(client);
    await Promise.all(lines.map((line) => line.cut()));
  }

  it('are so many and not one more, over HTTP, and the next is told when to come again', async () => {
    const lines = await beginAll(camera);
    const response = await fetch(`${camera.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: camera.authorization ?? '' },
      body,
    });
    assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '1']);
    const { errors } = (await response.json()) as { errors: [{ message: string; extensions: object }] };
    assert.match(errors[0].message, /At most 3 operations/);
    assert.deepEqual(errors[0].extensions, {
      code: 'RATE_LIMITED',
      params: { limit: LIMIT, retryAfter: 1 },
      requestId: response.headers.get('x-request-id'),
    });
    lines[0]?.send(body.slice(1));
    assert.equal((await lines[0]?.answer())?.status, 200);
    assert.equal((await camera.send(WHO)).status, 200);
    for (const line of lines.slice(1)) line.send(body.slice(1));
    for (const line of lines.slice(1)) assert.match((await line.answer()).body, /"THING"/);
  });

  it('are counted over HTTP and WebSocket together', async () => {
    const socket = await ProtocolSocket.as(camera);
    const lines = await beginAll(camera);
    assert.equal(await socket.answer('1', WHO), 'RATE_LIMITED');
    for (let time = 0; time < 2 * SUBSCRIPTIONS; time += 1) {
      assert.equal(await socket.answer(`change ${time}`, CHANGES), 'RATE_LIMITED');
    }
    await lines[0]?.cut();
    await until(async () => (await socket.answer('again', WHO)) !== 'RATE_LIMITED' || retry(socket));
    // Those that were refused have not taken the places of others.
    socket.ask('stands', CHANGES);
    await until(async () => (await all(camera, LIMIT - 1)).every((status) => status === 200));
    assert.deepEqual(socket.of('stands'), []);
    assert.deepEqual(await socket.answer('3', WHO), { viewer: { kind: 'THING' } });
    await Promise.all([...lines.map((line) => line.cut()), socket.cut()]);
  });

  /** Forgets what was said. */
  function retry(socket: ProtocolSocket): false {
    socket.messages.length = 0;
    return false;
  }

  it('are counted for each account, thing, and address without a login', async () => {
    const lines = await beginAll(camera);
    assert.deepEqual(await all(other, LIMIT), [200, 200, 200]);
    assert.deepEqual(await all(thingstore.anonymous, LIMIT), [200, 200, 200]);
    await Promise.all(lines.map((line) => line.cut()));
    const strangers = await beginAll(thingstore.anonymous);
    assert.deepEqual(await all(camera, LIMIT), [200, 200, 200]);
    await Promise.all(strangers.map((line) => line.cut()));
    await untilAllAreBack(thingstore.anonymous);
  });

  it('come back when clients go away in the middle of their request', async () => {
    for (const line of await beginAll(camera)) await line.cut();
    await untilAllAreBack(camera);
  });

  it('come back when they are refused, for whatever reason', async () => {
    const refused = ['{', '{ nothing }', '{ owner { id } }', 'query A { viewer { kind } } query B { viewer { kind } }'];
    for (let round = 0; round < LIMIT; round += 1) {
      for (const query of refused) assert.equal((await camera.send(query)).status, 400);
      const socket = await ProtocolSocket.as(camera);
      for (const [index, query] of refused.entries()) {
        assert.match(
          String(await socket.answer(index.toString(), query)),
          /INVALID_ARGUMENTS|PROPERTY_REQUIRED|GRAPHQL/,
        );
      }
      await socket.cut();
    }
    await untilAllAreBack(camera);
  });

  it('are under way for as long as they are executed, though nobody waits for them any more', async () => {
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table owner in access exclusive mode');
    // Not a thing: to know who that is, its owner would have to be read.
    const { root } = thingstore;
    const leaving = new AbortController();
    const asked = Array.from({ length: LIMIT }, () =>
      fetch(`${root.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: root.authorization ?? '' },
        body: JSON.stringify({ query: OWNERS }),
        signal: leaving.signal,
      }),
    );
    await locks.untilWaiting(LIMIT);
    leaving.abort();
    await Promise.all(asked.map((request) => assert.rejects(request)));
    assert.equal((await root.send('{ __typename }')).status, 429);
    await locks.release();
    await untilAllAreBack(root);
  });

  it('are counted the same way on a socket that is cut, and come back in the end', async () => {
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table owner in access exclusive mode');
    const { root } = thingstore;
    const socket = await ProtocolSocket.as(root);
    for (let id = 0; id < LIMIT; id += 1) socket.ask(id.toString(), OWNERS);
    await locks.untilWaiting(LIMIT);
    assert.equal(await socket.answer('more', '{ __typename }'), 'RATE_LIMITED');
    // Told that they are not wanted any more, they go on all the same.
    for (let id = 0; id < LIMIT; id += 1) socket.say({ type: 'complete', id: id.toString() });
    assert.equal(await socket.answer('after', '{ __typename }'), 'RATE_LIMITED');
    await socket.cut();
    assert.equal((await root.send('{ __typename }')).status, 429);
    await locks.release();
    await untilAllAreBack(root);
  });

  it('do not include subscriptions that stand', async () => {
    const socket = await ProtocolSocket.as(camera);
    for (let id = 0; id < 2 * LIMIT; id += 1) {
      socket.ask(id.toString(), CHANGES);
      // Until it stands, it is one of them.
      await until(async () => (await all(camera, LIMIT)).every((status) => status === 200));
    }
    for (let id = 0; id < 2 * LIMIT; id += 1) assert.deepEqual(socket.of(id.toString()), []);
    await untilAllAreBack(camera);
    await socket.cut();
  });
});

describe('an operation that is given up because the database takes too long', () => {
  it('gives its place back', async () => {
    const settings = { OPERATIONS_PER_VIEWER: '1', STATEMENT_TIMEOUT: '200ms' };
    const thingstore = await startThingstore({ settings });
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table owner in access exclusive mode');
    for (let round = 0; round < 3; round += 1) {
      const [error] = (await thingstore.root.send(OWNERS)).errors ?? [];
      assert.notEqual(error?.extensions.code, 'RATE_LIMITED');
      assert.ok(error !== undefined);
    }
    await locks.release();
    assert.equal((await thingstore.root.send(OWNERS)).errors, undefined);
    await thingstore.stop();
  });
});
