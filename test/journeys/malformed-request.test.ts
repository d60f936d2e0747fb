import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

describe('what is no request', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
  });
  after(() => thingstore.stop());

  /** All that comes back until the connection ends. */
  async function answerTo(sent: string): Promise<string> {
    const { hostname, port } = new URL(thingstore.url);
    const connection = connect(Number(port), hostname);
    connection.write(sent);
    return text(connection);
  }

  async function refusal(sent: string) {
    const [head = '', body = ''] = (await answerTo(sent)).split('\r\n\r\n');
    assert.match(head, /\r\nContent-Type: application\/json/);
    assert.match(head, /\r\nX-Content-Type-Options: nosniff/);
    const { error } = JSON.parse(body) as { error: { code: string; message: string; requestId: string } };
    assert.match(head, new RegExp(`\\r\\nX-Request-Id: ${error.requestId}`));
    return { status: Number(head.split(' ')[1]), code: error.code, message: error.message };
  }

  it('is refused in JSON', async () => {
    for (const sent of [
      'HELLO\r\n\r\n',
      'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
    ]) {
      const { status, code } = await refusal(sent);
      assert.deepEqual([status, code], [400, 'INVALID_ARGUMENTS'], sent);
    }
  });

  it('has headers of 16 KiB at most', async () => {
    const headed = (count: number) =>
      `GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: ${'x'.repeat(count)}\r\n\r\n`;
    assert.match(await answerTo(headed(16_000)), /^HTTP\/1\.1 200 OK/);
    const { status, code, message } = await refusal(headed(16_500));
    assert.deepEqual([status, code], [413, 'PAYLOAD_TOO_LARGE']);
    assert.match(message, /the limit is 16384 bytes/);
  });

  it('ends a connection by which something was answered, and is never written into that', async () => {
    const { hostname, port } = new URL(thingstore.url);
    const connection = connect(Number(port), hostname);
    connection.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(connection, 'readable');
    connection.write('HELLO\r\n\r\n');
    const statusLines = (await text(connection)).match(/HTTP\/1\.1 \d+/g);
    assert.deepEqual(statusLines, ['HTTP/1.1 200']);
  });

  it('is not a request that expects what nobody knows', async () => {
    const answer = await answerTo('GET /readyz HTTP/1.1\r\nHost: x\r\nExpect: cake\r\nConnection: close\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 200 OK/);
  });
});
