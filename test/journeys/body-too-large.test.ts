import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { BareLine } from '../support/bare-line.js';
import { rawRefusal, sendRaw } from '../support/raw-request.js';
import { askOverSocket } from '../support/socket.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const MEGABYTE = 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a request with too large a body', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
  });
  after(() => thingstore.stop());

  it('is told where to go; one just as large as allowed is taken [S1-103 S1-104]', async () => {
    const limit = 5 * MEGABYTE;
    const ofSize = (size: number) => {
      const frame = JSON.stringify({ query: '{ viewer { kind } }', variables: { pad: '' } });
      return frame.replace('"pad":""', `"pad":"${'x'.repeat(size - frame.length)}"`);
    };
    assert.equal((await sendRaw(thingstore, { headers: JSON_TYPE, body: ofSize(limit) })).status, 200);
    const body = ofSize(limit + 1);
    for (const sent of [body, [Buffer.from(body.slice(0, 1000)), Buffer.from(body.slice(1000))]]) {
      const { status, message, extensions } = await rawRefusal(thingstore, { headers: JSON_TYPE, body: sent });
      assert.deepEqual([status, extensions.code, extensions.params], [413, 'PAYLOAD_TOO_LARGE', { limit }]);
      assert.match(message, /Request entity too large.*requestUpload/);
    }
  });

  it('is told so at once, and not when all of it has come', async () => {
    const said = { 'content-length': (100 * 5 * MEGABYTE).toString() };
    const unsaid = { 'transfer-encoding': 'chunked' };
    for (const [headers, bytes] of [
      [said, 0],
      [unsaid, 5 * MEGABYTE + 1],
    ] as const) {
      const { authorization } = thingstore.root;
      const options = { method: 'POST', headers: { ...JSON_TYPE, ...headers, authorization: authorization ?? '' } };
      const request = httpRequest(`${thingstore.url}/graphql`, { ...options, agent: false });
      request.on('error', () => undefined);
      request.flushHeaders();
      if (bytes > 0) request.write(Buffer.alloc(bytes, ' '));
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      assert.equal(response.statusCode, 413);
      request.destroy();
    }
  });

  it('loses its connection when it goes on for ever after it was refused, wherever it was sent', async () => {
    const chunk = `100000\r\n${'x'.repeat(MEGABYTE)}\r\n`;
    for (const [method, path, status] of [
      ['POST', '/files', 401],
      ['POST', '/nowhere', 404],
      ['PATCH', '/files/x', 405],
      ['PUT', '/graphql', 405],
      ['POST', '/readyz', 404],
    ] as const) {
      const line = await BareLine.open(thingstore.url);
      line.send(`${method} ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
      let sent = 0;
      while (!line.socket.destroyed && sent < 200) {
        if (!line.socket.write(chunk, 'latin1'))
          await Promise.race([once(line.socket, 'drain').catch(() => undefined), line.ended]);
        sent += 1;
      }
      assert.ok(sent < 200, `${path} took ${sent} MB`);
      assert.equal((await line.answer()).status, status);
    }
  });

  it('ends its socket when it comes over one, and no other', async () => {
    const variables = { pad: 'x'.repeat(5 * MEGABYTE) };
    const { closeCode } = await askOverSocket(thingstore.root, '{ viewer { kind } }', variables);
    assert.equal(closeCode, 1009);
    assert.deepEqual((await askOverSocket(thingstore.root, '{ viewer { kind } }')).errors, []);
  });
});
