import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { InvalidArguments } from '../../src/errors/invalid-arguments.js';
import { PayloadTooLarge } from '../../src/errors/payload-too-large.js';
import type { ObjectStore } from '../../src/storage/object-store.js';
import { ObjectExists, RangeNotSatisfiable } from '../../src/storage/storage.errors.js';
import { describeLinks } from './object-links.contract.js';
import { describeMultipart } from './object-multipart.contract.js';
import { assertNothingAt, freshKey, keysIn, LIMIT, streamOf, type TriedStore } from './tried-store.js';

/** What every object store keeps to, whatever it is made of. */
export function describeObjectStore(
  name: string,
  makeStore: () => Promise<TriedStore>,
  options: { readonly skip?: string | false } = {},
): void {
  describe(`${name} as an object store`, options, () => {
    let made: TriedStore | undefined;
    before(async () => {
      made = await makeStore();
    });
    after(async () => made?.close());
    const triedStore = (): TriedStore => {
      if (made === undefined) throw new Error('The store was not made.');
      return made;
    };
    const tried = (): ObjectStore => triedStore().store;
    describeWriting(tried);
    describeReading(tried);
    describeListing(tried);
    describeKeys(tried);
    describeLinks(triedStore);
    describeMultipart(triedStore);
  });
}

function describeWriting(tried: () => ObjectStore): void {
  it('gives back the bytes it was given, with their size and hash', async () => {
    const store = tried();
    await store.check();
    for (const size of [0, 1, 65_537, 3_000_000]) {
      const [key, bytes] = [freshKey(), randomBytes(size)];
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      assert.deepEqual(await store.put(key, streamOf(bytes), { limit: LIMIT }), { size, sha256 });
      assert.equal((await store.stat(key))?.size, size);
      assert.ok((await buffer(await store.read(key))).equals(bytes));
    }
  });

  it('takes a stream of text as UTF-8', async () => {
    const key = freshKey();
    const source = Readable.from([Buffer.from('grün')]).setEncoding('utf8');
    assert.equal((await tried().put(key, source, { limit: LIMIT })).size, 5);
    assert.equal((await buffer(await tried().read(key))).toString(), 'grün');
  });

  it('never overwrites', async () => {
    const [store, key] = [tried(), freshKey()];
    await store.put(key, streamOf(Buffer.from('first')), { limit: LIMIT });
    const { etag } = (await store.stat(key)) ?? {};
    await assert.rejects(store.put(key, streamOf(Buffer.from('second')), { limit: LIMIT }), ObjectExists);
    assert.equal((await buffer(await store.read(key))).toString(), 'first');
    assert.equal((await store.stat(key))?.etag, etag);
  });

  it('lets exactly one of many win a key', async () => {
    const [store, key] = [tried(), freshKey()];
    const all = Array.from({ length: 8 }, (_, nth) => Buffer.alloc(200_000, nth));
    const results = await Promise.allSettled(all.map((bytes) => store.put(key, streamOf(bytes), { limit: LIMIT })));
    const winners = results.flatMap((result, nth) => (result.status === 'fulfilled' ? [nth] : []));
    const losses = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    assert.equal(winners.length, 1);
    assert.ok(losses.every((reason) => reason instanceof ObjectExists));
    assert.ok((await buffer(await store.read(key))).equals(all[winners[0] ?? -1] ?? Buffer.alloc(0)));
  });

  it('takes a body of exactly the limit and refuses one byte more, leaving nothing', async () => {
    const [store, key] = [tried(), freshKey()];
    const advice = 'Ask for a write URL.';
    await assert.rejects(
      store.put(key, streamOf(randomBytes(100_001)), { limit: 100_000, advice }),
      (error) => error instanceof PayloadTooLarge && error.message.endsWith(advice),
    );
    await assertNothingAt(store, key);
    assert.equal((await store.put(key, streamOf(randomBytes(100_000)), { limit: 100_000 })).size, 100_000);
  });

  it('leaves a source alive that it refused, so that its sender can still be answered', async () => {
    const source = streamOf(randomBytes(300_000), 1000);
    await assert.rejects(tried().put(freshKey(), source, { limit: 1000 }), PayloadTooLarge);
    assert.equal(source.destroyed, false);
    source.destroy();
  });

  it('leaves nothing when the source dies half-way', async () => {
    const [store, key] = [tried(), freshKey()];
    const source = new PassThrough();
    source.write(randomBytes(200_000), () => source.destroy(new Error('the line was cut')));
    await assert.rejects(store.put(key, source, { limit: LIMIT }), /the line was cut/);
    await assertNothingAt(store, key);
  });

  it('leaves nothing when the source ends without saying so', async () => {
    const [store, key] = [tried(), freshKey()];
    const source = new PassThrough();
    source.write(randomBytes(200_000), () => source.destroy());
    await assert.rejects(store.put(key, source, { limit: LIMIT }));
    await assertNothingAt(store, key);
    await assert.rejects(store.put(key, source, { limit: LIMIT }));
    await assertNothingAt(store, key);
  });
}

function describeReading(tried: () => ObjectStore): void {
  it('reads any part, first and last byte included', async () => {
    const [store, key] = [tried(), freshKey()];
    await store.put(key, streamOf(Buffer.from('0123456789')), { limit: LIMIT });
    for (const [start, end, expected] of [
      [0, 0, '0'],
      [3, 5, '345'],
      [9, 9, '9'],
      [0, 9, '0123456789'],
    ] as const) {
      assert.equal((await buffer(await store.read(key, { range: { start, end } }))).toString(), expected);
    }
  });

  it('refuses a part that does not lie within the object', async () => {
    const [store, key, empty] = [tried(), freshKey(), freshKey()];
    await store.put(key, streamOf(Buffer.from('0123456789')), { limit: LIMIT });
    await store.put(empty, streamOf(Buffer.alloc(0)), { limit: LIMIT });
    for (const [start, end] of [
      [0, 10],
      [10, 10],
      [5, 4],
      [-1, 3],
      [0.5, 3],
      [0, Number.NaN],
    ] as const) {
      await assert.rejects(
        store.read(key, { range: { start, end } }),
        RangeNotSatisfiable,
        `${String(start)}-${String(end)}`,
      );
    }
    await assert.rejects(store.read(empty, { range: { start: 0, end: 0 } }), RangeNotSatisfiable);
  });

  it('tells two objects apart by their etag, and keeps it', async () => {
    const store = tried();
    const [one, other] = [freshKey(), freshKey()];
    await store.put(one, streamOf(Buffer.from('one')), { limit: LIMIT });
    await store.put(other, streamOf(Buffer.from('other')), { limit: LIMIT });
    const { etag } = (await store.stat(one)) ?? {};
    assert.match(etag ?? '', /^[\x21\x23-\x7e]+$/);
    assert.equal((await store.stat(one))?.etag, etag);
    assert.notEqual((await store.stat(other))?.etag, etag);
  });

  it('knows no object that was never written', async () => {
    await assertNothingAt(tried(), freshKey());
    await assertNothingAt(tried(), freshKey('nobody', new Date('1999-01-01T00:00:00Z')));
  });

  it('removes an object for good, and once more without complaint', async () => {
    const [store, key, neighbour] = [tried(), freshKey(), freshKey()];
    await store.put(key, streamOf(Buffer.from('x')), { limit: LIMIT });
    await store.put(neighbour, streamOf(Buffer.from('y')), { limit: LIMIT });
    await store.remove(key);
    await assertNothingAt(store, key);
    await store.remove(key);
    await store.remove(freshKey('nobody', new Date('1999-01-01T00:00:00Z')));
    assert.equal((await store.stat(neighbour))?.size, 1);
  });

  it('gives a stream to the end though the object is removed meanwhile, or an error, but never less', async () => {
    const [store, key, bytes] = [tried(), freshKey(), randomBytes(2_000_000)];
    await store.put(key, streamOf(bytes), { limit: LIMIT });
    const stream = await store.read(key);
    await store.remove(key);
    const [result] = await Promise.allSettled([buffer(stream)]);
    assert.ok(result.status === 'rejected' || result.value.equals(bytes));
  });
}

function describeListing(tried: () => ObjectStore): void {
  it('lists every object in the byte order of keys, from any key on, below any prefix', async () => {
    const store = tried();
    // Names chosen so that the order of folders and that of whole keys differ: "-" comes before "/", letters after.
    const name = `list${randomBytes(6).toString('hex')}`;
    const projects = [name, `${name}-b`, `${name}A`, `${name}_`];
    const months = ['2025-12-01', '2026-01-01', '2026-02-01'].map((day) => new Date(`${day}T00:00:00Z`));
    const keys = projects.flatMap((project) =>
      months.flatMap((month) => [freshKey(project, month), freshKey(project, month)]),
    );
    for (const key of keys) await store.put(key, streamOf(Buffer.from(key)), { limit: LIMIT });
    const sorted = [...keys].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    assert.deepEqual(await keysIn(store, { prefix: name }), sorted);
    for (const [nth, key] of sorted.entries()) {
      assert.deepEqual(await keysIn(store, { prefix: name, after: key }), sorted.slice(nth + 1));
    }
    for (const prefix of [`${name}/`, `${name}/2026/`, `${name}-`, `${name}_/2025/1`, sorted[0] ?? '', `${name}/9`]) {
      assert.deepEqual(
        await keysIn(store, { prefix }),
        sorted.filter((key) => key.startsWith(prefix)),
      );
    }
    assert.deepEqual(await keysIn(store, { prefix: name, after: 'zzz' }), []);
  });

  it('has no leftover in an object, nor in an upload that is under way', async () => {
    const [store, key, pending, bytes] = [tried(), freshKey(), new PassThrough(), randomBytes(100_000)];
    const unfinished = store.put(key, pending, { limit: LIMIT });
    pending.write(bytes);
    await store.removeLeftovers();
    pending.end(bytes);
    assert.equal((await unfinished).size, 200_000);
    await store.removeLeftovers();
    assert.equal((await store.stat(key))?.size, 200_000);
  });

  it('lists size and time, and only what is complete', async () => {
    const store = tried();
    const project = `list${randomBytes(6).toString('hex')}`;
    const complete = freshKey(project);
    const pending = new PassThrough();
    const unfinished = store.put(freshKey(project), pending, { limit: LIMIT });
    pending.write(randomBytes(100_000));
    await store.put(complete, streamOf(Buffer.alloc(7)), { limit: LIMIT });
    const listed = [];
    for await (const object of store.list({ prefix: project })) listed.push(object);
    pending.end();
    await unfinished;
    assert.deepEqual(
      listed.map(({ key, size }) => ({ key, size })),
      [{ key: complete, size: 7 }],
    );
    assert.ok(Math.abs((listed[0]?.modifiedAt.getTime() ?? 0) - Date.now()) < 24 * 3600 * 1000);
    assert.equal((await keysIn(store, { prefix: project })).length, 2);
  });
}

function describeKeys(tried: () => ObjectStore): void {
  it('refuses keys that are not ours', async () => {
    const store = tried();
    const uuid = randomUUID();
    for (const key of [
      '',
      '.',
      '..',
      `../2026/02/${uuid}`,
      `farm/../../${uuid}`,
      `/etc/2026/02/${uuid}`,
      `farm/2026/02/${uuid}/..`,
      `farm/2026/02/${uuid}\0`,
      `.incoming/${uuid}`,
      '.thingstore-objects',
      `farm/2026/02/größe`,
    ]) {
      await assert.rejects(store.put(key, streamOf(Buffer.from('x')), { limit: LIMIT }), InvalidArguments, key);
      await assert.rejects(store.stat(key), InvalidArguments, key);
      await assert.rejects(store.read(key), InvalidArguments, key);
      await assert.rejects(store.remove(key), InvalidArguments, key);
      const read = { expiresIn: 60, contentType: 'text/plain', disposition: 'inline', filename: null } as const;
      assert.throws(() => store.signedGet(key, read), InvalidArguments, key);
      assert.throws(() => store.signedPut(key, { expiresIn: 60, limit: 1, uploadId: 'u' }), InvalidArguments, key);
    }
  });

  it('signs links that live no longer than seven days', () => {
    const key = freshKey();
    const read = { contentType: 'text/plain', disposition: 'inline', filename: 'a.txt' } as const;
    const link = tried().signedGet(key, { ...read, expiresIn: 604_800 });
    assert.equal(link.method, 'GET');
    assert.ok(URL.canParse(link.url) && link.url.includes(key));
    assert.throws(() => tried().signedGet(key, { ...read, expiresIn: 604_801 }), InvalidArguments);
    assert.throws(() => tried().signedPut(key, { limit: 1, uploadId: 'u', expiresIn: 0 }), InvalidArguments);
  });
}
