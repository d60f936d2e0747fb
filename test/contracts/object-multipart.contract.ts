import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { it } from 'node:test';
import { ObjectExists, PartsChanged } from '../../src/storage/storage.errors.js';
import { assertNothingAt, freshKey, keysIn, LIMIT, streamOf, type TriedStore } from './tried-store.js';

/** The least that S3 takes for a part that is not the last. */
const PART = 5 * 1024 * 1024;

/** What every object store keeps to with objects that come in parts. */
export function describeMultipart(tried: () => TriedStore): void {
  async function begun(key = freshKey()) {
    const { store } = tried();
    const multipartId = await store.multipart.begin(key);
    const link = (number: number, size: number) =>
      store.multipart.signedPart(key, {
        ...{ expiresIn: 600, multipartId, number, limit: size, size, uploadId: multipartId },
      });
    const send = async (number: number, bytes: Uint8Array): Promise<number> => {
      const { url, headers } = link(number, bytes.length);
      const response = await fetch(url, { method: 'PUT', headers, body: Buffer.from(bytes) });
      await response.arrayBuffer();
      return response.status;
    };
    const list = () => store.multipart.list(key, multipartId);
    const complete = async () => store.multipart.complete(key, multipartId, (await list()) ?? []);
    return { store, key, multipartId, link, send, list, complete };
  }

  it('parts that come in any order, and some of them twice, make one object', async () => {
    const { store, key, send, list, complete } = await begun();
    const [first, second, last] = [randomBytes(PART), randomBytes(PART), randomBytes(1000)];
    assert.deepEqual(await list(), []);
    for (const [number, bytes] of [
      [3, last],
      [1, randomBytes(PART)],
      [2, second],
      [1, first],
    ] as const) {
      assert.equal(await send(number, bytes), 200);
    }
    assert.deepEqual(
      (await list())?.map(({ number, size }) => [number, size]),
      [
        [1, PART],
        [2, PART],
        [3, 1000],
      ],
    );
    await assertNothingAt(store, key);
    const result = await complete();
    const whole = Buffer.concat([first, second, last]);
    assert.ok((await buffer(await store.read(key))).equals(whole));
    assert.equal((await store.stat(key))?.size, whole.length);
    // A store that saw the bytes tells their hash.
    const sha256 = createHash('sha256').update(whole).digest('hex');
    if (result !== null) assert.deepEqual(result, { size: whole.length, sha256 });
    assert.deepEqual(await keysIn(store, { prefix: key }), [key]);
    assert.equal(await list(), null);
  });

  it('parts never overwrite an object that is there', async () => {
    const { store, key, send, complete } = await begun();
    await send(1, Buffer.from('other'));
    await store.put(key, streamOf(Buffer.from('first')), { limit: LIMIT });
    await assert.rejects(complete(), ObjectExists);
    assert.equal((await buffer(await store.read(key))).toString(), 'first');
  });

  it('parts that are completed by several at once make one object', async () => {
    const { store, key, send, complete } = await begun();
    await send(1, Buffer.from('one'));
    const ends = await Promise.allSettled([complete(), complete(), complete()]);
    assert.ok(ends.some(({ status }) => status === 'fulfilled'));
    assert.equal((await buffer(await store.read(key))).toString(), 'one');
  });

  it('parts that were aborted are gone, and take no more', async () => {
    const { store, key, multipartId, send, list, complete } = await begun();
    await send(1, Buffer.from('one'));
    await store.multipart.abort(key, multipartId);
    await store.multipart.abort(key, multipartId);
    assert.equal(await list(), null);
    assert.equal(await send(2, Buffer.from('two')), 404);
    await assert.rejects(complete());
    await assertNothingAt(store, key);
  });

  it('parts that are not as they were listed make no object', async () => {
    const { store, key, multipartId, send, list } = await begun();
    await send(1, Buffer.from('one'));
    const listed = (await list()) ?? [];
    await send(1, Buffer.from('another'));
    await assert.rejects(store.multipart.complete(key, multipartId, listed), PartsChanged);
    await assertNothingAt(store, key);
    const missing = [...((await list()) ?? []), { number: 2, size: 3, etag: 'abc' }];
    await assert.rejects(store.multipart.complete(key, multipartId, missing), PartsChanged);
    await assertNothingAt(store, key);
  });

  it('a part of another size than its link says is refused, and so is an altered link', async () => {
    const { link, send, list } = await begun();
    const { url, headers } = link(1, 3);
    const tooLong = await fetch(url, { method: 'PUT', headers, body: 'four' });
    await tooLong.arrayBuffer();
    assert.ok(tooLong.status === 403 || tooLong.status === 413);
    const other = url.replace(/(part(?:Number)?)=1/, '$1=2');
    assert.notEqual(other, url);
    const altered = await fetch(other, { method: 'PUT', headers, body: 'one' });
    await altered.arrayBuffer();
    assert.equal(altered.status, 403);
    assert.deepEqual(await list(), []);
    assert.equal(await send(1, Buffer.from('one')), 200);
  });

  it('a part is its body and nothing else: no other object is copied in its place', async () => {
    const { store, link, list } = await begun();
    const secret = freshKey();
    await store.put(secret, streamOf(Buffer.from('secret')), { limit: LIMIT });
    const { url, headers } = link(1, 0);
    const source = `/${store.bucket ?? ''}/${secret}`;
    const response = await fetch(url, { method: 'PUT', headers: { ...headers, 'x-amz-copy-source': source } });
    await response.arrayBuffer();
    const sizes = (await list())?.map(({ size }) => size) ?? [];
    assert.ok(sizes.every((size) => size === 0));
  });

  it('a part that breaks off is none, and leaves the one that was there', async () => {
    const { link, send, list } = await begun();
    await send(1, Buffer.from('whole'));
    const before = await list();
    const { url, headers } = link(1, 20_000);
    const half = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(Buffer.alloc(10_000));
        controller.error(new Error('the line was cut'));
      },
    });
    const request = { method: 'PUT', headers: { ...headers, 'content-length': '20000' }, body: half, duplex: 'half' };
    await assert.rejects(fetch(url, request as RequestInit));
    assert.deepEqual(await list(), before);
  });

  it('uploads that are under way are no leftovers', async () => {
    const { store, send, list } = await begun();
    await send(1, Buffer.from('one'));
    await store.removeLeftovers();
    assert.equal((await list())?.length, 1);
  });

  it('parts of what never began are none', async () => {
    const { store } = tried();
    const { multipartId } = await begun();
    assert.equal(await store.multipart.list(freshKey(), randomId(multipartId)), null);
    await assert.rejects(store.multipart.complete(freshKey(), randomId(multipartId), []));
  });
}

/** Of the same form, and nobody's. */
function randomId(multipartId: string): string {
  return multipartId.replace(/[0-9a-f]{8}/, () => randomBytes(4).toString('hex'));
}
