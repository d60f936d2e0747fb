import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { ServiceUnavailable } from '../../src/errors/service-unavailable.js';
import { loggableError } from '../../src/errors/unexpected-error.js';
import { hashObject } from '../../src/storage/read-object.js';
import type { S3Store } from '../../src/storage/s3/s3-store.js';
import { FaultyLink, type Fault } from '../support/faulty-link.js';
import { freshBucket, UNLESS_MINIO } from '../support/minio.js';
import { openS3Store } from './opened-s3-store.js';
import { freshKey, keysIn, streamOf } from './tried-store.js';

const TIMEOUT_MS = 500;
/** A call is tried three times at most; a slow machine gets its time on top. */
const PROMISED_MS = 3 * TIMEOUT_MS + 2000;
const limit = 100_000_000;
const BUSY = 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const NONSENSE = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>';

describe('a bad day of an S3 store', { skip: UNLESS_MINIO }, () => {
  const { endpoint } = freshBucket();
  const link = new FaultyLink(endpoint);
  const bytes = randomBytes(300_000);
  const stored = freshKey();
  let store: S3Store;
  let direct: S3Store;
  before(async () => {
    const config = freshBucket({ timeoutMs: TIMEOUT_MS });
    direct = await openS3Store(config);
    store = await openS3Store({ ...config, endpoint: await link.listen() });
    await store.put(stored, streamOf(bytes), { limit });
  });
  afterEach(() => {
    link.put({ kind: 'none' });
  });
  after(async () => {
    store.close();
    direct.close();
    await link.close();
  });

  /** Fails as promised: with the name of what is missing, in time, and without a word that is for nobody. */
  async function assertAway(call: () => Promise<unknown>, what: string): Promise<void> {
    const began = performance.now();
    await assert.rejects(
      call(),
      (error: unknown) => {
        assert.ok(error instanceof ServiceUnavailable, `${what}: ${String(error)}`);
        assert.deepEqual(error.params, { missing: 'The object store' });
        assert.doesNotMatch(JSON.stringify(loggableError(error)), /Signature=|AWS4-HMAC|minioadmin/);
        return true;
      },
      what,
    );
    assert.ok(performance.now() - began < PROMISED_MS, `${what} took ${String(performance.now() - began)} ms`);
  }

  async function assertWhole(): Promise<void> {
    assert.ok((await buffer(await store.read(stored))).equals(bytes));
  }

  for (const [name, fault] of [
    ['refuses connections', { kind: 'refuse' }],
    ['hangs after connect', { kind: 'hang' }],
    ['answers 503', { kind: 'answer', text: BUSY }],
    ['answers what is no S3', { kind: 'answer', text: NONSENSE }],
    ['cuts its answers', { kind: 'cut after', bytes: 20 }],
  ] as const satisfies readonly (readonly [string, Fault])[]) {
    it(`that ${name} is an outage to every call, in time, and over by itself`, async () => {
      link.put(fault);
      const key = freshKey();
      await assertAway(() => store.put(key, streamOf(bytes), { limit }), 'put');
      await assertAway(() => store.stat(stored), 'stat');
      // Whoever answers yes to everything cannot be told from a store here.
      if (name !== 'answers what is no S3') {
        await assertAway(() => store.check(), 'check');
        await assertAway(() => store.remove(key), 'remove');
      }
      await assertAway(() => hashObject(store, stored, { etag: 'x' }), 'read');
      await assertAway(() => keysIn(store, {}), 'list');
      await assertAway(() => store.removeLeftovers(), 'removeLeftovers');
      link.put({ kind: 'none' });
      await assertWhole();
    });
  }

  it('that hangs in the middle of the bytes is an outage to whoever reads them', async () => {
    link.put({ kind: 'hang after', bytes: 100_000 });
    await assertAway(() => hashObject(store, stored), 'read');
    link.put({ kind: 'none' });
    await assertWhole();
  });

  it('that cuts the bytes is an outage, never a shorter object', async () => {
    link.put({ kind: 'cut after', bytes: 100_000 });
    await assertAway(() => hashObject(store, stored), 'read');
  });

  it('that tells a wrong etag is not believed', async () => {
    const etag = (await store.stat(stored))?.etag ?? '';
    link.put({ kind: 'replace', from: /"[0-9a-f]{32}"/g, to: (found) => `"${'0'.repeat(found.length - 2)}"` });
    await assertAway(() => hashObject(store, stored, { etag }), 'read');
  });

  it('that tells a wrong etag of a part leaves no object', async () => {
    const key = freshKey();
    link.put({ kind: 'replace', from: /ETag: "[0-9a-f]{32}"/g, to: () => `ETag: "${'0'.repeat(32)}"` });
    await assertAway(() => store.put(key, streamOf(randomBytes(20_000_000)), { limit }), 'put');
    link.put({ kind: 'none' });
    assert.equal(await store.stat(key), null);
  });

  it('that cuts an upload leaves no object, and the same upload goes well afterwards', async () => {
    const key = freshKey();
    link.put({ kind: 'cut upload after', bytes: 100_000 });
    await assertAway(() => store.put(key, streamOf(bytes), { limit }), 'put');
    link.put({ kind: 'none' });
    assert.equal(await store.stat(key), null);
    await store.put(key, streamOf(bytes), { limit });
    assert.equal((await store.stat(key))?.size, bytes.length);
  });

  it('of one moment is not noticed by calls that may be repeated', async () => {
    link.cutAll();
    assert.equal((await store.stat(stored))?.size, bytes.length);
    await store.check();
  });

  it('is not over for a reader who is slower than the deadline: the store is not to blame', async () => {
    const stream = await store.read(stored);
    const iterator = stream[Symbol.asyncIterator]();
    const first = (await iterator.next()).value as Buffer;
    await new Promise((resolve) => setTimeout(resolve, 3 * TIMEOUT_MS));
    const rest: Buffer[] = [first];
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) break;
      rest.push(next.value as Buffer);
    }
    assert.ok(Buffer.concat(rest).equals(bytes));
  });
});
