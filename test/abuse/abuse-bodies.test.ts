import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AbusedServer } from '../support/abused-server.js';
import type { ApiClient } from '../support/api-client.js';
import { BareLine } from '../support/bare-line.js';
import { until } from '../support/until.js';
import { capture, put, requestUpload } from '../support/uploads.js';

const MEGABYTE = 1024 * 1024;
const CLIENTS = 200;
/** As many as one client may have under way. */
const OPERATIONS = 100;

const numbers = Array.from({ length: CLIENTS }, (_, index) => index);

describe('a server whose clients stop in the middle', () => {
  let server: AbusedServer;
  let abuser: ApiClient;
  before(async () => {
    server = await AbusedServer.start({ BODY_STALL_TIMEOUT: '4s' });
    abuser = await server.thing('abuser');
  });
  after(() => server.stop());

  const head = (method: string, path: string, headers: Readonly<Record<string, string>>): string =>
    [
      `${method} ${path} HTTP/1.1`,
      'Host: x',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      '',
      '',
    ].join('\r\n');

  const pathOf = (url: string): string => new URL(url).pathname + new URL(url).search;

  it('answers 200 uploads that stall, and takes each when it is sent again', async () => {
    const tickets = await Promise.all(
      numbers
        .slice(0, 90)
        .map((index) =>
          requestUpload(abuser, { ownerId: 'abuser', path: `stalled/${index.toString()}`, type: 'video/mp4' }),
        ),
    );
    await server.survives(200, async () => {
      const answers = await Promise.all(
        numbers.map(async (index) => {
          const line = await BareLine.open(server.url);
          const url = tickets[index % tickets.length]?.upload.url ?? '';
          line.send(head('PUT', pathOf(url), { 'Content-Type': 'video/mp4', 'Content-Length': '2000000' }));
          line.send('x'.repeat(MEGABYTE));
          return line.answer();
        }),
      );
      for (const { status, body } of answers) {
        assert.equal(status, 400);
        assert.match(body, /INVALID_ARGUMENTS.*no byte for 4 seconds/);
      }
    });
    const statuses = await Promise.all(tickets.map(({ upload }) => put(upload, Buffer.from('whole'))));
    assert.deepEqual(new Set(statuses.map(({ status }) => status)), new Set([201]));
  });

  it('answers 200 requests that stall, of which it keeps no more than its operations', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': (2 * MEGABYTE).toString() };
    await server.survives(400, async () => {
      const begin = async () => {
        const line = await BareLine.open(server.url);
        line.send(head('POST', '/graphql', { ...headers, Authorization: abuser.authorization ?? '' }));
        line.send(' '.repeat(MEGABYTE));
        return line;
      };
      const taken = await Promise.all(numbers.slice(0, OPERATIONS).map(begin));
      await until(async () => (await abuser.send('{ viewer { kind } }')).status === 429);
      const refused = await Promise.all(numbers.slice(OPERATIONS).map(begin));
      for (const line of refused) assert.match((await line.answer()).body, /RATE_LIMITED/);
      for (const line of taken) assert.match((await line.answer()).body, /no byte for 4 seconds/);
    });
  });

  it('cuts 200 downloads that nobody reads', async () => {
    const ticket = await requestUpload(abuser, { ownerId: 'abuser', path: 'large', type: 'video/mp4' });
    await put(ticket.upload, Buffer.alloc(32 * MEGABYTE, 'x'));
    const path = pathOf((await capture(abuser, ticket.resource.id)).signedUrl?.url ?? '');
    await server.survives(300, async () => {
      const lines = await Promise.all(
        numbers.map(async () => {
          const line = await BareLine.open(server.url);
          line.socket.pause();
          line.send(head('GET', path, {}));
          // More requests behind it are no sign that its answer is taken.
          const asking = setInterval(() => {
            line.send(head('GET', path, {}));
          }, 500);
          line.socket.once('close', () => {
            clearInterval(asking);
          });
          return line;
        }),
      );
      await Promise.all(lines.map((line) => line.ended));
      for (const line of lines) assert.ok(line.received.length < 32 * MEGABYTE);
    });
  });
});
