import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ServiceUnavailable } from '../../src/errors/service-unavailable.js';
import { RemoveLeftoversJob } from '../../src/lifecycle/remove-leftovers.job.js';
import type { DiskStore } from '../../src/storage/disk/disk-store.js';
import { ObjectExists, ObjectNotFound } from '../../src/storage/storage.errors.js';
import { SetClock } from '../support/set-clock.js';
import { describeObjectStore } from './object-store.contract.js';
import { makeFolder, openDiskStore } from './opened-disk-store.js';
import { servedDiskStore } from './served-disk-store.js';
import { freshKey, streamOf } from './tried-store.js';

const HOUR = 60 * 60 * 1000;
const limit = 1_000_000;
const hello = Buffer.from('hello');

describeObjectStore('the disk', servedDiskStore);

/** Every file and folder below, as paths. */
async function everythingIn(path: string): Promise<readonly string[]> {
  return (await readdir(path, { recursive: true })).sort();
}

describe('the folder of the disk store', () => {
  let folder: Awaited<ReturnType<typeof makeFolder>>;
  let objects: string;
  let store: DiskStore;
  beforeEach(async () => {
    folder = await makeFolder();
    objects = join(folder.path, 'data', 'objects');
    store = await openDiskStore(objects);
  });
  afterEach(async () => folder.remove());

  async function assertAway(key: string): Promise<void> {
    await assert.rejects(store.check(), ServiceUnavailable);
    await assert.rejects(store.put(key, streamOf(hello), { limit }), ServiceUnavailable);
    await assert.rejects(store.stat(key), ServiceUnavailable);
    await assert.rejects(store.read(key), ServiceUnavailable);
    await assert.rejects(store.remove(key), ServiceUnavailable);
    await assert.rejects(store.removeLeftovers(), ServiceUnavailable);
    await assert.rejects(async () => {
      for await (const object of store.list()) assert.fail(object.key);
    }, ServiceUnavailable);
  }

  it('holds an object at its key, readable by us alone', async () => {
    const key = freshKey();
    await store.put(key, streamOf(hello), { limit });
    const file = await stat(join(objects, key));
    assert.equal(file.mode & 0o777, 0o600);
    assert.equal(file.nlink, 1);
    for (const path of [objects, join(objects, '.incoming'), join(objects, 'farm'), join(objects, 'farm', '2026')]) {
      assert.equal((await stat(path)).mode & 0o777, 0o700, path);
    }
    assert.ok((await readFile(join(objects, key))).equals(hello));
  });

  it('holds nothing of an upload that failed', async () => {
    const before = await everythingIn(objects);
    const cut = new PassThrough();
    cut.write(Buffer.alloc(100_000), () => cut.destroy(new Error('cut')));
    await assert.rejects(store.put(freshKey(), cut, { limit }), /cut/);
    await assert.rejects(store.put(freshKey(), streamOf(Buffer.alloc(limit + 1)), { limit }));
    assert.deepEqual(await everythingIn(objects), before);
  });

  it('holds nothing of those who lost a race for a key', async () => {
    const key = freshKey();
    await Promise.allSettled(Array.from({ length: 5 }, () => store.put(key, streamOf(hello), { limit })));
    assert.deepEqual(await readdir(join(objects, '.incoming')), []);
    assert.equal((await stat(join(objects, key))).nlink, 1);
  });

  it('is not read to the end before a key that is long taken is refused', async () => {
    const key = freshKey();
    await store.put(key, streamOf(hello), { limit });
    const endless = new PassThrough();
    await assert.rejects(store.put(key, endless, { limit }), ObjectExists);
    assert.equal(endless.destroyed, false);
  });

  it('without its marker is a disk that is not mounted: away, and nothing is written', async () => {
    const key = freshKey();
    await store.put(key, streamOf(hello), { limit });
    const mounted = `${objects}.mounted`;
    await rename(objects, mounted);
    await mkdir(objects);
    await assertAway(key);
    await assertAway(freshKey());
    assert.deepEqual(await readdir(objects), []);

    await rm(objects, { recursive: true });
    await rename(mounted, objects);
    await store.check();
    assert.ok((await buffer(await store.read(key))).equals(hello));
  });

  it('is not made anew while the server runs', async () => {
    await rm(objects, { recursive: true });
    await assertAway(freshKey());
    await assert.rejects(stat(objects), { code: 'ENOENT' });
  });

  it('without its marker at the start is left alone, and used as soon as its disk is mounted', async () => {
    const key = freshKey();
    await store.put(key, streamOf(hello), { limit });
    const mounted = `${objects}.mounted`;
    await rename(objects, mounted);
    await mkdir(objects);
    store = await openDiskStore(objects);
    await assertAway(key);
    assert.deepEqual(await readdir(objects), []);

    await rm(objects, { recursive: true });
    await rename(mounted, objects);
    assert.equal((await store.stat(key))?.size, hello.length);
  });

  it('that went away while objects are listed is no early end of the list', async () => {
    for (let nth = 0; nth < 3; nth += 1) await store.put(freshKey(`p${String(nth)}`), streamOf(hello), { limit });
    const listed: string[] = [];
    await assert.rejects(async () => {
      for await (const { key } of store.list()) {
        listed.push(key);
        await rm(objects, { recursive: true, force: true });
      }
    }, ServiceUnavailable);
    assert.equal(listed.length, 1);
  });

  it('may hold what is no object: that is neither listed nor opened', async () => {
    const key = freshKey();
    await store.put(key, streamOf(hello), { limit });
    await mkdir(join(objects, 'lost+found'), { mode: 0 });
    await writeFile(join(objects, 'notes'), 'a');
    await writeFile(join(objects, 'farm', '2026', '02', 'notes'), 'b');
    await symlink('/', join(objects, 'root'));
    const listed: string[] = [];
    for await (const object of store.list()) listed.push(object.key);
    assert.deepEqual(listed, [key]);
  });

  it('is opened again with all it held, by several at once', async () => {
    const key = freshKey();
    await store.put(key, streamOf(hello), { limit });
    const stores = await Promise.all(Array.from({ length: 4 }, () => openDiskStore(objects)));
    for (const other of stores) assert.equal((await other.stat(key))?.size, hello.length);
  });

  it('is made once by several that start at once', async () => {
    const fresh = join(folder.path, 'fresh', 'objects');
    const stores = await Promise.all(Array.from({ length: 6 }, () => openDiskStore(fresh)));
    const key = freshKey();
    await stores[0]?.put(key, streamOf(hello), { limit });
    for (const other of stores) assert.equal((await other.stat(key))?.size, hello.length);
    assert.deepEqual(await readdir(join(folder.path, 'fresh')), ['objects']);
  });

  it('loses leftovers of more than a day ago at the start, and no younger ones', async () => {
    const now = new Date('2026-02-03T04:05:06Z');
    const dayBefore = now.getTime() - 24 * 3600 * 1000;
    for (const [name, time] of [
      ['old', dayBefore - 1],
      ['young', dayBefore],
    ] as const) {
      const path = join(objects, '.incoming', name);
      await writeFile(path, 'half a file');
      await utimes(path, new Date(time), new Date(time));
    }
    await openDiskStore(objects, { now: () => now });
    assert.deepEqual(await readdir(join(objects, '.incoming')), ['young']);
  });

  it('loses them also while the server runs on, and never an object', async () => {
    const clock = new SetClock();
    const open = await openDiskStore(objects, clock);
    const job = new RemoveLeftoversJob(open);
    const [leftover, key] = [join(objects, '.incoming', 'half'), freshKey()];
    await open.put(key, streamOf(hello), { limit });
    await writeFile(leftover, 'half a file');
    clock.advance(23 * HOUR);
    await job.run();
    assert.deepEqual(await readdir(dirname(leftover)), ['half']);
    clock.advance(2 * HOUR);
    await job.run();
    assert.deepEqual(await readdir(dirname(leftover)), []);
    assert.equal((await open.stat(key))?.size, hello.length);
  });

  it('tells no path of the machine when it fails', async () => {
    await rm(objects, { recursive: true });
    const error: unknown = await store.put(freshKey(), streamOf(hello), { limit }).catch((cause: unknown) => cause);
    assert.ok(error instanceof ServiceUnavailable);
    assert.ok(!`${error.message} ${JSON.stringify(error.params)}`.includes(folder.path));
    const missing: unknown = await openDiskStore(objects).then((opened) =>
      opened.read(freshKey()).catch((cause: unknown) => cause),
    );
    assert.ok(missing instanceof ObjectNotFound);
    assert.ok(!missing.message.includes('/'));
  });
});
