import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiClient } from '../support/api-client.js';
import { BareLine } from '../support/bare-line.js';
import { postLogin } from '../support/credentials.js';
import { HeldLocks } from '../support/held-locks.js';
import { ProtocolSocket } from '../support/protocol-socket.js';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const LIMIT = 2;
const WHO = '{ viewer { kind } }';
const CREDENTIALS = { userName: ADMIN.email, password: ADMIN.password };
/** Two of one network, and one of the next. */
const [FIRST, SECOND, ELSEWHERE] = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:db8:1:3::1'];

describe('those of one address who have not said who they are', () => {
  let thingstore: TestThingstore;
  before(async () => {
    const settings = {
      ...{ OPERATIONS_PER_VIEWER: String(LIMIT), SOCKETS_PER_ADDRESS: String(LIMIT) },
      ...{ TRUSTED_PROXIES: 'loopback', BODY_STALL_TIMEOUT: '20s' },
    };
    thingstore = await startThingstore({ settings });
  });
  after(() => thingstore.stop());

  const from = (address: string) => new ApiClient(thingstore.url, null, { 'x-forwarded-for': address });
  const login = (address: string) => postLogin(thingstore.url, CREDENTIALS, { 'x-forwarded-for': address });

  /** A login whose password is still to come. */
  async function beginLogin(address: string): Promise<BareLine> {
    const line = await BareLine.open(thingstore.url);
    const body = JSON.stringify(CREDENTIALS);
    const head = [
      ...['POST /auth/login HTTP/1.1', 'Host: x', 'Connection: close', 'Content-Type: application/json'],
      ...[`X-Forwarded-For: ${address}`, `Content-Length: ${String(body.length)}`],
    ];
    line.send([...head, '', body.slice(0, 1)].join('\r\n'));
    return line;
  }

  it('share the operations under way, logins too, and the next is told when to come again', async () => {
    const lines = await Promise.all([beginLogin(FIRST), beginLogin(SECOND)]);
    await until(async () => (await from(SECOND).send(WHO)).status === 429);
    const { status, headers, body } = await login(FIRST);
    assert.deepEqual([status, headers.get('retry-after'), body.error?.code], [429, '1', 'RATE_LIMITED']);
    assert.deepEqual(body.error?.params, { limit: LIMIT, retryAfter: 1 });
    assert.equal((await from(ELSEWHERE).send(WHO)).status, 200);
    assert.equal((await login(ELSEWHERE)).status, 200);
    for (const line of lines) line.send(JSON.stringify(CREDENTIALS).slice(1));
    for (const line of lines) assert.equal((await line.answer()).status, 200);
    await until(async () => (await login(FIRST)).status === 200);
  });

  it('share them over HTTP and WebSocket', async () => {
    const headers = { 'x-forwarded-for': FIRST };
    const socket = await ProtocolSocket.as(thingstore.anonymous, { headers });
    const lines = await Promise.all([beginLogin(FIRST), beginLogin(SECOND)]);
    await until(async () => (await from(FIRST).send(WHO)).status === 429);
    assert.equal(await socket.answer('1', WHO), 'RATE_LIMITED');
    await Promise.all([...lines.map((line) => line.cut()), socket.cut()]);
    await until(async () => (await from(FIRST).send(WHO)).status === 200);
  });

  it('have a login under way for as long as it is looked at, though they wait for it no more', async () => {
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table account in access exclusive mode');
    const lines = await Promise.all([beginLogin(FIRST), beginLogin(SECOND)]);
    for (const line of lines) line.send(JSON.stringify(CREDENTIALS).slice(1));
    await locks.untilWaiting(LIMIT);
    for (const line of lines) await line.cut();
    // By the time that this is answered, the server has heard that the lines are cut.
    assert.equal((await from(ELSEWHERE).send(WHO)).status, 200);
    assert.equal((await login(FIRST)).status, 429);
    await locks.release();
    await until(async () => (await login(FIRST)).status === 200);
  });

  it('share the sockets', async () => {
    const open = (address: string) =>
      ProtocolSocket.open(thingstore.anonymous, { headers: { 'x-forwarded-for': address } });
    const first = await open(FIRST);
    const second = await open(SECOND);
    assert.deepEqual(await (await open(FIRST)).closed, { code: 4429, reason: 'RATE_LIMITED' });
    const elsewhere = await open(ELSEWHERE);
    assert.deepEqual([first.isOpen, second.isOpen, elsewhere.isOpen], [true, true, true]);
    await Promise.all([first, second, elsewhere].map((socket) => socket.cut()));
  });
});
