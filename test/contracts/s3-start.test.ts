import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterEach, describe, it } from 'node:test';
import type { S3Config } from '../../src/config/config.js';
import { ServiceUnavailable } from '../../src/errors/service-unavailable.js';
import { createLog } from '../../src/logging/log.js';
import type { S3Store } from '../../src/storage/s3/s3-store.js';
import { FaultyLink } from '../support/faulty-link.js';
import { freshBucket, startMinio, UNLESS_MINIO } from '../support/minio.js';
import { freshKey, keysIn, streamOf } from './tried-store.js';
import { openS3Store } from './opened-s3-store.js';

const hello = Buffer.from('hello');

describe('the start on an S3 store', { skip: UNLESS_MINIO }, () => {
  const opened: S3Store[] = [];
  const lines: string[] = [];
  afterEach(() => {
    for (const store of opened.splice(0)) store.close();
    lines.splice(0);
  });

  async function open(config: S3Config): Promise<S3Store> {
    const output = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const store = await openS3Store(config, { log: createLog('warn', output) });
    opened.push(store);
    return store;
  }

  /** A server that answers everything alike, and its address. */
  async function answering(t: { after: (end: () => void) => void }, answer: { status: number; body: string }) {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(answer.status, { 'content-type': 'text/html' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  it('makes the bucket, and takes it as it is the next time', async () => {
    const [config, key] = [freshBucket(), freshKey()];
    await (await open(config)).put(key, streamOf(hello), { limit: 10 });
    const again = await open(config);
    assert.equal((await again.stat(key))?.size, hello.length);
    assert.deepEqual(await keysIn(again, {}), [key], 'what was tried out is gone');
    assert.deepEqual(lines, []);
  });

  it('makes it once when several start at once', async () => {
    const config = freshBucket();
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(config)));
    for (const store of stores) await store.check();
  });

  it('says which setting is wrong, in one sentence without a secret', async (t) => {
    const html = await answering(t, { status: 200, body: '<html><body>Welcome</body></html>' });
    const lost = await answering(t, { status: 404, body: 'nothing here' });
    for (const [wrong, sentence] of [
      [{ accessKey: 'nobody' }, /^S3_ACCESS_KEY is not known to the object store at http:\S+\.$/],
      [{ secretKey: 'hunter2' }, /^S3_SECRET_KEY is not the one that belongs to S3_ACCESS_KEY/],
      [{ endpoint: html }, /^What answers at S3_ENDPOINT \(http:\S+\) is no S3 store that can be used/],
      [{ endpoint: lost }, /^What answers at S3_ENDPOINT/],
      [{ publicEndpoint: lost }, /^A signed URL for S3_PUBLIC_ENDPOINT \(http:\S+\) was answered with status 404/],
    ] as const) {
      const config = { ...freshBucket(), ...wrong };
      await assert.rejects(open(config), (error: Error) => {
        assert.match(error.message, sentence);
        assert.doesNotMatch(`${error.message}${lines.join('')}`, /hunter2|X-Amz-Signature/);
        return true;
      });
    }
  });

  it('says that the clocks are apart', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 60 * 60 * 1000 });
    await assert.rejects(
      open(freshBucket()),
      /^InvalidStore: The clocks of this machine and of the object store are more/,
    );
  });

  it('says that the region is another one', async (t) => {
    const minio = await startMinio({ MINIO_REGION: 'eu-west-1' });
    if (minio === null) {
      t.skip('needs a MinIO that can be started here');
      return;
    }
    t.after(() => minio.stop());
    const { endpoint } = minio;
    const config = freshBucket({ endpoint });
    await assert.rejects(
      open(config),
      /^InvalidStore: S3_REGION is us-east-1, and the bucket test-\w+ is in another region/,
    );
    await (await open({ ...config, region: 'eu-west-1' })).check();
  });

  it('says that the bucket is missing, and may not be made', async (t) => {
    const refusal = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`;
    const server = createServer((request, response) => {
      request.resume();
      const [status, code] = request.method === 'PUT' ? [403, 'AccessDenied'] : [404, 'NoSuchBucket'];
      response.writeHead(status, { 'content-type': 'application/xml' }).end(refusal(code));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    await assert.rejects(open(freshBucket({ endpoint })), /may not use the bucket test-\w+, or not make it/);
  });

  it('goes on when clients alone can reach the public endpoint, and says so', async () => {
    const store = await open(freshBucket({ publicEndpoint: 'http://127.0.0.1:1' }));
    await store.check();
    assert.match(lines.join(''), /S3_PUBLIC_ENDPOINT cannot be reached from here/);
    const link = store.signedGet(freshKey(), {
      expiresIn: 60,
      contentType: 'text/plain',
      disposition: 'inline',
      filename: null,
    });
    assert.ok(link.url.startsWith('http://127.0.0.1:1/'));
  });

  it('goes on when what leads clients there is out of order, or breaks off', async (t) => {
    const { endpoint } = freshBucket();
    for (const fault of [
      { kind: 'hang' },
      { kind: 'cut after', bytes: 300 },
      { kind: 'hang after', bytes: 300 },
      { kind: 'answer', text: 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' },
    ] as const) {
      const link = new FaultyLink(endpoint);
      t.after(() => link.close());
      const publicEndpoint = await link.listen();
      link.put(fault);
      await (await open(freshBucket({ publicEndpoint, timeoutMs: 500 }))).check();
      assert.match(lines.splice(0).join(''), /S3_PUBLIC_ENDPOINT cannot be reached from here/, fault.kind);
    }
  });

  it('takes a store that breaks off in the middle of the trial for one that is away', async (t) => {
    const { endpoint } = freshBucket();
    const link = new FaultyLink(endpoint);
    t.after(() => link.close());
    const address = await link.listen();
    link.put({ kind: 'cut after', bytes: 2000 });
    const store = await open(freshBucket({ endpoint: address, timeoutMs: 500 }));
    link.put({ kind: 'none' });
    await store.check();
  });

  it('stops telling of arrivals at once, whatever it waits for', async (t) => {
    const { endpoint } = freshBucket();
    const link = new FaultyLink(endpoint);
    t.after(() => link.close());
    const address = await link.listen();
    link.put({ kind: 'hang' });
    const store = await open(freshBucket({ endpoint: address, timeoutMs: 500 }));
    const ending = new AbortController();
    const telling = store.tellArrivals({ onListening: () => undefined, onArrival: () => undefined }, ending.signal);
    // It is about to prepare the store, which answers again from now on.
    link.put({ kind: 'none' });
    ending.abort();
    await telling;
    const again = new AbortController();
    await new Promise<void>((resolve) => {
      const listener = { onListening: resolve, onArrival: () => undefined };
      void store.tellArrivals(listener, again.signal).then(() => undefined);
    });
    const ended = store.tellArrivals({ onListening: () => undefined, onArrival: () => undefined }, again.signal);
    again.abort();
    await ended;
  });

  it('goes on without a store that is not there, says so once, and uses it as soon as it is', async (t) => {
    const { endpoint } = freshBucket();
    const gate = createServer();
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
    const { port } = gate.address() as AddressInfo;
    await new Promise((resolve) => gate.close(resolve));
    const store = await open(freshBucket({ endpoint: `http://127.0.0.1:${String(port)}` }));
    assert.match(lines.join(''), /The object store is away: is S3_ENDPOINT right/);
    const key = freshKey();
    await assert.rejects(store.put(key, streamOf(hello), { limit: 10 }), ServiceUnavailable);
    await assert.rejects(store.check(), ServiceUnavailable);

    const proxy = new FaultyLink(endpoint);
    await proxy.listen(port);
    t.after(() => proxy.close());
    await store.put(key, streamOf(hello), { limit: 10 });
    await store.check();
    assert.equal((await store.stat(key))?.size, hello.length);
  });
});
