import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AbusedServer } from '../support/abused-server.js';
import type { ApiClient } from '../support/api-client.js';
import { BareLine } from '../support/bare-line.js';
import { createJson, FEED_VALUES, FeedSocket, feedCursor, updateJson } from '../support/feed.js';
import { ProtocolSocket } from '../support/protocol-socket.js';
import { until } from '../support/until.js';

const WHO = '{ viewer { kind } }';
const THING = { viewer: { kind: 'THING' } };
const CHANGES = 'subscription { resourceChanged { action data } }';

const many = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => index.toString());

describe('a server whose sockets are abused', () => {
  let server: AbusedServer;
  let abuser: ApiClient;
  before(async () => {
    const settings = { SOCKET_STALL_TIMEOUT: '3s', BODY_STALL_TIMEOUT: '4s' };
    server = await AbusedServer.start(settings);
    abuser = await server.thing('abuser');
  });
  after(() => server.stop());

  it('lets 100 of 1,000 subscriptions of one socket stand, refuses the others, and goes on', async () => {
    await server.survives(300, async () => {
      const socket = await ProtocolSocket.as(abuser);
      for (const id of many(1_000)) socket.ask(id, CHANGES);
      await socket.until(() => socket.messages.filter(({ type }) => type === 'error').length === 900);
      assert.deepEqual(
        many(1_000).map((id) => socket.refusalOf(id)),
        many(1_000).map((_, index) => (index < 100 ? undefined : 'RATE_LIMITED')),
      );
      await stands(socket);
      await createJson(abuser, { ownerId: 'abuser', path: 'one-for-each' });
      await socket.until(() => socket.messages.filter(({ type }) => type === 'next').length >= 101);
      await socket.cut();
    });
  });

  it('cuts a subscriber that stops reading, who has all of it when it comes again', async () => {
    const start = await feedCursor(abuser);
    const id = await createJson(abuser, { ownerId: 'abuser', path: 'large' });
    const changes = 60;
    await server.survives(400, async () => {
      const socket = await ProtocolSocket.as(abuser);
      for (const name of many(100)) socket.ask(name, CHANGES);
      await stands(socket);
      socket.socket.pause();
      for (let change = 0; change < changes; change += 1) {
        await updateJson(abuser, id, { change, text: 'x'.repeat(100_000) });
      }
      await cutBy(socket);
    });
    const next = await FeedSocket.open(abuser, { after: start, document: FEED_VALUES });
    await next.until(({ events }) => events.length > changes);
    assert.deepEqual(
      next.events.map(({ version }) => version),
      Array.from({ length: changes + 1 }, (_, index) => index + 1),
    );
    await next.cut();
  });

  it('listens no more to who asks and never takes an answer', async () => {
    const query = '{ resourceAt(ownerId: "abuser", path: "large") { data } }';
    await server.survives(300, async () => {
      const socket = await ProtocolSocket.as(abuser);
      socket.socket.pause();
      for (const id of many(3_000)) socket.ask(id, query);
      await cutBy(socket);
    });
  });

  it('listens no more to who sends pings and never takes an answer', async () => {
    const payload = { echo: 'x'.repeat(1_000_000) };
    await server.survives(300, async () => {
      const socket = await ProtocolSocket.as(abuser);
      socket.socket.pause();
      for (let time = 0; time < 200; time += 1) socket.say({ type: 'ping', payload });
      await cutBy(socket);
    });
  });

  it('lets a client have 100 sockets of 500, and closes the others', async () => {
    await server.survives(300, async () => {
      const sockets: ProtocolSocket[] = [];
      for (let round = 0; round < 20; round += 1) {
        sockets.push(...(await Promise.all(many(25).map(() => ProtocolSocket.as(abuser)))));
      }
      const open = sockets.filter(({ isOpen }) => isOpen);
      assert.equal(open.length, 100);
      const closed = await Promise.all(
        sockets.filter((socket) => !open.includes(socket)).map((socket) => socket.closed),
      );
      for (const { code, reason } of closed) assert.deepEqual([code, reason], [4429, 'RATE_LIMITED']);
      await Promise.all(open.map((socket) => socket.cut()));
    });
  });

  it('ends 200 requests, and as many handshakes of sockets, that come a byte at a time', async () => {
    const head = {
      http: 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 30\r\n',
      socket: 'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n',
    };
    await server.survives(300, async () => {
      const lines = await Promise.all(
        many(400).map(async (_, index) => ({
          line: await BareLine.open(server.url),
          text: `${index % 2 === 0 ? head.http : head.socket}X-Slow: ${'x'.repeat(1_000)}`,
        })),
      );
      let sent = 0;
      const drip = setInterval(() => {
        for (const { line, text } of lines) line.send(text.charAt(sent));
        sent += 1;
      }, 20);
      const answers = await Promise.all(lines.map(({ line }) => line.answer()));
      // Who writes on after the end may lose the answer to a reset: that is how TCP is. Most have it, and nobody another.
      const told = answers.filter(({ status }) => !Number.isNaN(status));
      for (const { status, body } of told) {
        assert.equal(status, 400);
        assert.match(body, /INVALID_ARGUMENTS/);
      }
      assert.ok(told.length > lines.length / 2, `${told.length.toString()} of ${lines.length.toString()} were told`);
      clearInterval(drip);
    });
  });

  /** Waits until what was asked stands, so that there is room for more. */
  async function stands(socket: ProtocolSocket): Promise<void> {
    let time = 0;
    await until(async () => {
      time += 1;
      const answer = await socket.answer(`query ${time.toString()}`, WHO);
      if (answer !== 'RATE_LIMITED') assert.deepEqual(answer, THING);
      return answer !== 'RATE_LIMITED';
    });
  }

  /** Waits until the server has cut it, though its client does not read: what it sends then no longer arrives. */
  async function cutBy({ socket, closed }: ProtocolSocket): Promise<void> {
    const probing = setInterval(() => {
      // The end of the line is seen by who writes, or when all that came before it was read.
      socket.ping();
    }, 100);
    await closed;
    clearInterval(probing);
  }
});
