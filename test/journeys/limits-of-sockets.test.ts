import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { BareLine } from '../support/bare-line.js';
import { createJson, feedNow } from '../support/feed.js';
import { ProtocolSocket } from '../support/protocol-socket.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const WHO = '{ viewer { kind } }';
const THING = { viewer: { kind: 'THING' } };
const CHANGES = 'subscription { resourceChanged { cursor } }';
const TOO_MANY = { code: 4429, reason: 'RATE_LIMITED' };

const sockets: ProtocolSocket[] = [];

async function open(client: ApiClient, isSilent = false): Promise<ProtocolSocket> {
  const socket = await (isSilent ? ProtocolSocket.open(client) : ProtocolSocket.as(client));
  sockets.push(socket);
  return socket;
}

async function cutAll(): Promise<void> {
  await Promise.all(sockets.splice(0).map((socket) => socket.cut()));
}

describe('the sockets that a client has open', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  before(async () => {
    const settings = { SOCKETS_PER_VIEWER: '3', SOCKETS_PER_ADDRESS: '2', OPERATIONS_PER_VIEWER: '1000' };
    thingstore = await startThingstore({ settings });
    camera = await thingstore.thing('cam-1');
  });
  after(() => thingstore.stop());
  afterEach(cutAll);

  it('are so many and not one more, for each account and thing; with one closed there is room again', async () => {
    const mine: ProtocolSocket[] = [];
    for (let count = 0; count < 3; count += 1) mine.push(await open(camera));
    const refused = await open(camera);
    assert.deepEqual(await refused.closed, TOO_MANY);
    assert.deepEqual(refused.messages, []);
    for (const socket of mine) assert.deepEqual(await socket.answer('1', WHO), THING);
    assert.deepEqual(await (await open(thingstore.root)).answer('1', WHO), { viewer: { kind: 'ACCOUNT' } });
    await mine[0]?.cut();
    await until(async () => (await open(camera)).isOpen);
    assert.deepEqual(await (await open(camera)).closed, TOO_MANY);
  });

  it('are few for each address as long as nobody says who is there, and those who have said it do not count', async () => {
    await open(camera);
    await open(camera, true);
    await open(thingstore.anonymous);
    for (let count = 0; count < 3; count += 1) assert.deepEqual(await (await open(camera, true)).closed, TOO_MANY);
    await sockets[1]?.cut();
    await until(async () => (await open(camera)).isOpen);
  });

  it('give their place back when they are closed in the middle of saying who is there', async () => {
    for (let round = 0; round < 20; round += 1) {
      const socket = await ProtocolSocket.open(camera);
      socket.say({ type: 'connection_init', payload: { authorization: camera.authorization } });
      await socket.cut();
    }
    const mine: ProtocolSocket[] = [];
    await until(async () => {
      const socket = await open(camera);
      if (socket.isOpen) mine.push(socket);
      return mine.length === 3;
    });
  });

  it('do not harm the server with what they send after they were refused', async () => {
    await Promise.all([open(camera, true), open(camera, true)]);
    const late = await BareLine.open(thingstore.url);
    const handshake = [
      'GET /graphql HTTP/1.1',
      'Host: x',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
    ].join('\r\n');
    // Behind the handshake a frame that is none: reserved bits, an unknown opcode.
    late.send(`${handshake}\r\n\r\n\xff\xff\xff\xff`);
    await late.ended;
    assert.match(late.received, /RATE_LIMITED/);
    assert.equal((await camera.send(WHO)).status, 200);
  });
});

describe('the subscriptions on a socket', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ settings: { SUBSCRIPTIONS_PER_SOCKET: '3' } });
    camera = await thingstore.thing('cam-1');
  });
  after(() => thingstore.stop());
  afterEach(cutAll);

  it('are so many; the next is refused, and the others go on', async () => {
    const socket = await open(camera);
    const after = await feedNow(camera);
    const question = 'subscription A($after: Cursor) { resourceChanged(after: $after) { action } }';
    for (let id = 0; id < 5; id += 1) socket.ask(id.toString(), question, { after });
    await socket.until(() => socket.refusalOf('4') !== undefined);
    assert.deepEqual(
      ['0', '1', '2', '3', '4'].map((id) => socket.refusalOf(id)),
      [undefined, undefined, undefined, 'RATE_LIMITED', 'RATE_LIMITED'],
    );
    assert.deepEqual(await socket.answer('query', WHO), THING);
    await createJson(camera, { ownerId: 'cam-1', path: 'seen-by-three' });
    await socket.until(() => ['0', '1', '2'].every((id) => socket.of(id).some(({ type }) => type === 'next')));
    assert.ok(socket.isOpen);
    assert.deepEqual(await (await open(camera)).answer('0', WHO), THING);
  });

  it('make room for others when they are completed, refused or invalid', async () => {
    const socket = await open(camera);
    for (let round = 0; round < 10; round += 1) {
      const id = round.toString();
      socket.ask(id, CHANGES);
      socket.say({ type: 'complete', id });
      await socket.answer(`invalid ${id}`, 'subscription { nothing }');
      await socket.answer(`refused ${id}`, 'subscription { resourceChanged(after: "?") { cursor } }');
    }
    await until(async () => {
      socket.ask('last', CHANGES);
      assert.deepEqual(await socket.answer('query', WHO), THING);
      const isTaken = socket.refusalOf('last') === undefined;
      socket.messages.length = 0;
      return isTaken;
    });
  });

  it('are never more, though one takes the name of another that was just opening', async () => {
    const socket = await open(camera);
    for (let round = 0; round < 10; round += 1) {
      for (let twice = 0; twice < 2; twice += 1) {
        socket.ask('same', CHANGES);
        socket.say({ type: 'complete', id: 'same' });
      }
      assert.deepEqual(await socket.answer(round.toString(), WHO), THING);
    }
    const watching = await open(camera);
    watching.ask('1', CHANGES);
    assert.deepEqual(await watching.answer('query', WHO), THING);
    await createJson(camera, { ownerId: 'cam-1', path: 'seen-by-few' });
    await watching.until(() => watching.of('1').length > 0);
    assert.deepEqual(await socket.answer('after', WHO), THING);
    assert.ok(socket.of('same').filter(({ type }) => type === 'next').length <= 3);
  });
});

describe('a socket on which nothing happens', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  before(async () => {
    const settings = { SOCKET_IDLE_TIMEOUT: '500ms', SOCKET_STALL_TIMEOUT: '400ms' };
    thingstore = await startThingstore({ settings });
    camera = await thingstore.thing('cam-1');
  });
  after(() => thingstore.stop());
  afterEach(cutAll);

  it('is closed with the reason, from the start or after its last operation', async () => {
    const idle = { code: 4408, reason: 'Nothing was asked for 0.5 seconds.' };
    assert.deepEqual(await (await open(camera)).closed, idle);
    const socket = await open(camera);
    assert.deepEqual(await socket.answer('1', WHO), THING);
    assert.deepEqual(await socket.closed, idle);
    const completed = await open(camera);
    completed.ask('1', CHANGES);
    completed.say({ type: 'complete', id: '1' });
    assert.deepEqual(await completed.closed, idle);
  });

  it('stays open while a subscription stands on it, or something is asked again and again', async () => {
    const [subscribed, asking, idle] = await Promise.all([open(camera), open(camera), open(camera)]);
    subscribed.ask('1', CHANGES);
    for (let round = 0; idle.isOpen || round < 300; round += 1) await asking.answer(round.toString(), WHO);
    const again = await open(camera);
    await again.closed;
    assert.ok(subscribed.isOpen);
  });

  it('is cut when its client answers no ping, whatever stands on it, and not when it does', async () => {
    const mute = await ProtocolSocket.as(camera, { autoPong: false });
    const healthy = await open(camera);
    for (const socket of [mute, healthy]) socket.ask('1', CHANGES);
    assert.deepEqual(await mute.closed, { code: 1006, reason: '' });
    assert.ok(healthy.isOpen);
  });
});
