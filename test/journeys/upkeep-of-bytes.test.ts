import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { objectKey } from '../../src/storage/object-key.js';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs, type ClockedJobs } from '../support/clocked-jobs.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, download, keyOf, put, requestUpload } from '../support/uploads.js';

const DAY = 24 * 60 * 60 * 1000;

describe('the upkeep of stored bytes', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  let jobs: ClockedJobs;
  before(async () => {
    thingstore = await startThingstore({ clock });
    camera = await thingstore.thing('cam-1');
    records = await Records.open(thingstore.databaseUrl);
    jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: DAY });
  });
  after(async () => {
    await jobs.close();
    await records.close();
    await thingstore.stop();
  });

  const isThere = async (key: string) => (await jobs.store.stat(key)) !== null;
  const place = (key: string) => join(thingstore.dataFolder, 'objects', key);

  /** A READY file. */
  async function stored(path: string) {
    const ticket = await requestUpload(camera, { ownerId: 'cam-1', path, type: 'video/mp4' });
    const bytes = randomBytes(500);
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    return { id: ticket.resource.id, key: keyOf(ticket.upload.url), bytes };
  }

  /** Condemns bytes behind the back of the server, whatever refers to them. */
  async function condemn(key: string, at: Date): Promise<void> {
    await records.ask(
      `update stored_object set state = 'CONDEMNED', purge_at = $2, expires_at = $2 where key = $1`,
      key,
      at,
    );
  }

  it('takes no bytes that a resource refers to, whatever their row says, and lets nothing wait for them', async () => {
    const referred = await stored('upkeep/referred');
    const loose = await stored('upkeep/let-go');
    await condemn(referred.key, new Date(clock.now().getTime() - DAY));
    await records.ask('delete from resource where id = $1', loose.id);
    await condemn(loose.key, clock.now());
    await jobs.purge.run();
    assert.equal(await isThere(loose.key), false);
    assert.equal(await records.stateOf(loose.key), null);
    assert.equal(await records.stateOf(referred.key), 'CONDEMNED');
    const { state, signedUrl } = await capture(camera, referred.id);
    assert.equal(state, 'READY');
    assert.ok((await download(signedUrl?.url ?? '')).equals(referred.bytes));
  });

  /** Writes bytes, two days old, that no row knows of; answers their keys in order. */
  async function writeUntracked(createdAt: Date, ids: readonly string[]): Promise<readonly string[]> {
    const keys = ids.map((id) => objectKey({ projectId: 'default', createdAt, id })).sort();
    const at = new Date(clock.now().getTime() - 2 * DAY);
    await mkdir(dirname(place(keys[0] ?? '')), { recursive: true });
    for (const key of keys) {
      await writeFile(place(key), 'lost');
      await utimes(place(key), at, at);
    }
    return keys;
  }

  async function walk(): Promise<number> {
    let batches = 1;
    while ((await jobs.removeUntracked.run()).hasMore) batches += 1;
    return batches;
  }

  async function without(work: () => Promise<unknown>): Promise<void> {
    const folder = join(thingstore.dataFolder, 'objects');
    await rename(folder, `${folder}.away`);
    try {
      await work();
    } finally {
      await rename(`${folder}.away`, folder);
    }
  }

  const LAST = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
  const many = (count: number) => Array.from({ length: count }, () => `0${randomUUID().slice(1)}`);

  it('goes through untracked bytes in batches, and reads what a folder holds once a walk [S1-012]', async () => {
    const month = new Date('2026-01-01');
    const keys = await writeUntracked(month, many(1100));
    const known = await stored('upkeep/known');
    assert.equal((await jobs.removeUntracked.run()).hasMore, true);
    assert.deepEqual([await isThere(keys[499] ?? ''), await isThere(keys[500] ?? '')], [false, true]);
    const [later = ''] = await writeUntracked(month, [LAST]);
    assert.equal(await walk(), 2);
    assert.deepEqual(await readdir(dirname(place(later))), [LAST]);
    assert.equal(await walk(), 1);
    assert.deepEqual([await isThere(later), await isThere(known.key)], [false, true]);
  });

  it('goes on where it failed, and begins anew after the end', async () => {
    const month = new Date('2026-01-01');
    const keys = await writeUntracked(month, many(600));
    assert.equal((await jobs.removeUntracked.run()).hasMore, true);
    const [before = ''] = await writeUntracked(month, ['00000000-0000-4000-8000-000000000000']);
    await without(() => assert.rejects(walk(), { code: 'SERVICE_UNAVAILABLE' }));
    assert.equal(await isThere(keys.at(-1) ?? ''), true);
    assert.equal(await walk(), 1);
    assert.deepEqual([await isThere(keys.at(-1) ?? ''), await isThere(before)], [false, true]);
    await walk();
    assert.equal(await isThere(before), false);
  });
});
