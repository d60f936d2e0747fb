import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import type { ObjectStore, SignedRequest } from '../../src/storage/object-store.js';
import { assertNothingAt, freshKey, LIMIT, streamOf, type TriedStore } from './tried-store.js';

const HOUR_MS = 60 * 60 * 1000;
const SHOWN = { expiresIn: 600, contentType: 'image/png', disposition: 'inline', filename: 'a.png' } as const;
const WRITE = { expiresIn: 600, contentType: 'image/png', limit: 100_000, uploadId: 'u' } as const;

async function send(link: SignedRequest, body: Uint8Array, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(link.url, {
    method: 'PUT',
    headers: { ...link.headers, ...headers },
    body: Buffer.from(body),
  });
  await response.arrayBuffer();
  return response;
}

async function textAt(store: ObjectStore, key: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await store.read(key)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** What the links of every object store keep to, whoever answers them. */
export function describeLinks(tried: () => TriedStore): void {
  describeReadLinks(tried);
  describeWriteLinks(tried);
}

function describeReadLinks(tried: () => TriedStore): void {
  async function stored(bytes: Uint8Array): Promise<string> {
    const key = freshKey();
    await tried().store.put(key, streamOf(bytes), { limit: LIMIT });
    return key;
  }

  it('a read link answers the bytes to anyone, as the type and under the name that it says', async () => {
    const bytes = randomBytes(100_000);
    const link = tried().store.signedGet(await stored(bytes), { ...SHOWN, filename: 'größe "1".png' });
    assert.deepEqual([link.method, link.headers], ['GET', {}]);
    const response = await fetch(link.url);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'image/png');
    assert.match(response.headers.get('content-disposition') ?? '', /^inline; .*filename\*=UTF-8''gr%C3%B6%C3%9Fe/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('cache-control'), 'private, no-cache');
    assert.match(response.headers.get('etag') ?? '', /^"[^"]+"$/);
    assert.equal(response.headers.get('content-length'), '100000');
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(bytes));
  });

  it('what a browser might run is an attachment, whatever was asked for', async () => {
    const key = await stored(Buffer.from('<script>alert(1)</script>'));
    for (const contentType of ['text/html', 'image/svg+xml', 'application/pdf']) {
      const response = await fetch(tried().store.signedGet(key, { ...SHOWN, contentType }).url);
      await response.arrayBuffer();
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment/, contentType);
    }
  });

  it('a read link answers any part, and that the client has the bytes already', async () => {
    const link = tried().store.signedGet(await stored(Buffer.from('0123456789')), SHOWN);
    const part = await fetch(link.url, { headers: { range: 'bytes=3-5' } });
    assert.deepEqual([part.status, await part.text()], [206, '345']);
    assert.equal(part.headers.get('content-range'), 'bytes 3-5/10');
    const beyond = await fetch(link.url, { headers: { range: 'bytes=10-' } });
    await beyond.arrayBuffer();
    assert.equal(beyond.status, 416);
    const known = await fetch(link.url, { headers: { 'if-none-match': part.headers.get('etag') ?? '' } });
    await known.arrayBuffer();
    assert.equal(known.status, 304);
  });

  it('a read link leads to nothing but its own bytes, and not for ever', async () => {
    const { store, clock } = tried();
    const [key, other] = [await stored(Buffer.from('mine')), await stored(Buffer.from('theirs'))];
    const { url } = store.signedGet(key, SHOWN);
    const altered = [
      url.replace(key, other),
      url.replace('image%2Fpng', 'text%2Fhtml'),
      url.replace('inline', 'attachment'),
      `${url}x`,
      url.replace(/[0-9a-f]([^0-9a-f]*)$/i, (sign) =>
        sign.startsWith('0') ? `1${sign.slice(1)}` : `0${sign.slice(1)}`,
      ),
    ];
    for (const wrong of altered) {
      assert.notEqual(wrong, url);
      const response = await fetch(wrong);
      assert.notEqual(await response.text(), 'theirs');
      assert.equal(response.status, 403, wrong.replace(url, '…'));
    }
    clock.advance(-2 * HOUR_MS);
    const { url: expired } = store.signedGet(key, SHOWN);
    clock.advance(2 * HOUR_MS);
    assert.equal((await fetch(expired)).status, 403);
    assert.equal((await fetch(url)).status, 200);
  });

  it('a read link is no link to write or to remove with', async () => {
    const key = await stored(Buffer.from('first'));
    const { url } = tried().store.signedGet(key, SHOWN);
    for (const method of ['PUT', 'POST', 'DELETE']) {
      const response = await fetch(url, { method, ...(method === 'DELETE' ? {} : { body: 'other' }) });
      await response.arrayBuffer();
      assert.ok(response.status >= 400 && response.status < 500, method);
    }
    assert.equal(await textAt(tried().store, key), 'first');
  });

  it('a link to what was never stored, or is removed, answers that it is not there', async () => {
    const key = await stored(Buffer.from('x'));
    await tried().store.remove(key);
    for (const missing of [key, freshKey()]) {
      const response = await fetch(tried().store.signedGet(missing, SHOWN).url);
      await response.arrayBuffer();
      assert.equal(response.status, 404);
    }
  });
}

function describeWriteLinks(tried: () => TriedStore): void {
  it('a write link takes bytes once, and never over those that are there', async () => {
    const [{ store }, key] = [tried(), freshKey()];
    const link = store.signedPut(key, WRITE);
    assert.ok((await send(link, Buffer.from('first'))).ok);
    assert.equal(await textAt(store, key), 'first');
    await send(link, Buffer.from('other'));
    await send(store.signedPut(key, WRITE), Buffer.from('other'));
    assert.equal(await textAt(store, key), 'first');
  });

  it('a write link takes its body and nothing else: no other object, no encoding, no other time', async () => {
    const { store } = tried();
    const [secret, ready, fresh] = [freshKey(), freshKey(), freshKey()];
    await store.put(secret, streamOf(Buffer.from('secret')), { limit: LIMIT });
    const [used, unused] = [store.signedPut(ready, WRITE), store.signedPut(fresh, WRITE)];
    await send(used, Buffer.from('first'));
    const source = `/${store.bucket ?? ''}/${secret}`;
    for (const headers of [
      { 'x-amz-copy-source': source },
      { 'x-amz-copy-source': source.replaceAll('/', '%2F') },
      { 'x-amz-copy-source': `/${store.bucket ?? ''}/${ready}`, 'x-amz-metadata-directive': 'REPLACE' },
      { 'content-encoding': 'gzip' },
      { 'x-minio-source-mtime': '2001-01-01T00:00:00Z' },
      { 'x-minio-source-etag': 'deadbeef' },
    ]) {
      await send(used, Buffer.from(''), headers);
      assert.equal(await textAt(store, ready), 'first', JSON.stringify(headers));
      await send(unused, Buffer.from('plain'), headers);
      const found = await store.stat(fresh);
      if (found !== null) assert.deepEqual([await textAt(store, fresh), found.contentEncoding], ['plain', null]);
      assert.notEqual(found?.etag, 'deadbeef');
    }
    const served = await fetch(store.signedGet(ready, SHOWN).url);
    assert.deepEqual([await served.text(), served.headers.get('content-encoding')], ['first', null]);
  });

  it('a write link takes a type that is written with spaces', async () => {
    const contentType = 'text/plain; charset="a  b"';
    const link = tried().store.signedPut(freshKey(), { ...WRITE, contentType });
    assert.ok((await send(link, Buffer.from('x'))).ok);
  });

  it('a write link without what keeps it from overwriting is none', async () => {
    const [{ store }, key] = [tried(), freshKey()];
    const link = store.signedPut(key, WRITE);
    await send(link, Buffer.from('first'));
    await send({ ...link, headers: { 'content-type': 'image/png' } }, Buffer.from('other'));
    await send(link, Buffer.from('other'), { 'if-none-match': '"x"' });
    assert.equal(await textAt(store, key), 'first');
  });

  it('a write link lets exactly one of many win', async () => {
    const [{ store }, key] = [tried(), freshKey()];
    const link = store.signedPut(key, WRITE);
    const bodies = Array.from({ length: 6 }, (_, nth) => Buffer.alloc(50_000, 97 + nth));
    await Promise.all(bodies.map((body) => send(link, body)));
    const winner = await textAt(store, key);
    assert.ok(bodies.some((body) => body.toString() === winner));
  });

  it('a write link of an announced size takes that size alone, and leaves nothing of another', async () => {
    const { store } = tried();
    for (const [size, isTaken] of [
      [5, true],
      [6, false],
    ] as const) {
      const key = freshKey();
      const response = await send(store.signedPut(key, { ...WRITE, limit: 5, size: 5 }), Buffer.alloc(size, 'a'));
      assert.equal(response.ok, isTaken, String(size));
      if (!isTaken) {
        assert.ok(response.status >= 400 && response.status < 500);
        await assertNothingAt(store, key);
      }
    }
  });

  it('a write link takes no other type than its own', async () => {
    const [{ store }, key] = [tried(), freshKey()];
    const response = await send(store.signedPut(key, WRITE), Buffer.from('x'), { 'content-type': 'text/html' });
    assert.ok(response.status >= 400 && response.status < 500);
    await assertNothingAt(store, key);
  });

  it('a write link leads to nothing but its own key, with no other method, and not for ever', async () => {
    const { store, clock } = tried();
    const [key, other] = [freshKey(), freshKey()];
    const link = store.signedPut(key, WRITE);
    assert.equal((await send({ ...link, url: link.url.replace(key, other) }, Buffer.from('x'))).status, 403);
    assert.equal((await fetch(link.url, { headers: link.headers })).status, 403);
    clock.advance(-2 * HOUR_MS);
    const expired = store.signedPut(key, WRITE);
    clock.advance(2 * HOUR_MS);
    assert.equal((await send(expired, Buffer.from('x'))).status, 403);
    await assertNothingAt(store, key);
    await assertNothingAt(store, other);
  });

  it('a body that breaks off leaves nothing, and the link still works', async () => {
    const [{ store }, key] = [tried(), freshKey()];
    const link = store.signedPut(key, WRITE);
    const half = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(Buffer.alloc(10_000));
        controller.error(new Error('the line was cut'));
      },
    });
    const headers = { ...link.headers, 'content-length': '20000' };
    await assert.rejects(fetch(link.url, { method: 'PUT', headers, body: half, duplex: 'half' }));
    await assertNothingAt(store, key);
    assert.ok((await send(link, Buffer.from('whole'))).ok);
    assert.equal(await textAt(store, key), 'whole');
  });

  it('tells the end of a link no later than it is', () => {
    const { store, clock } = tried();
    const latest = clock.now().getTime() + 600_000;
    for (const link of [store.signedGet(freshKey(), SHOWN), store.signedPut(freshKey(), WRITE)]) {
      assert.ok(link.expiresAt.getTime() <= latest && link.expiresAt.getTime() > latest - 1000);
    }
  });
}
