import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { objectKey } from '../../src/storage/object-key.js';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs, type ClockedJobs } from '../support/clocked-jobs.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, download, keyOf, put, requestUpload, sha256 } from '../support/uploads.js';
import { until } from '../support/until.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const GRACE = 3 * HOUR;

const DELETE = graphql(`
  mutation CondemnedDelete($input: DeleteResourcesInput!) {
    deleteResources(input: $input)
  }
`);

const WRITEABLE = graphql(`
  query CondemnedWriteable($id: ID!) {
    resource(id: $id) {
      ... on Resource {
        writeableUrl(expiresIn: 604800) {
          url
          headers
        }
      }
    }
  }
`);

describe('bytes that nothing holds any more', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  let jobs: ClockedJobs;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { PURGE_GRACE: '3h' } });
    camera = await thingstore.thing('cam-1');
    records = await Records.open(thingstore.databaseUrl);
    jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: GRACE });
  });
  after(async () => {
    await jobs.close();
    await records.close();
    await thingstore.stop();
  });

  /** A READY file. */
  async function stored() {
    count += 1;
    const asked = { ownerId: 'cam-1', path: `condemned/${String(count)}`, type: 'video/mp4' };
    const [ticket, bytes] = [await requestUpload(camera, asked), randomBytes(500)];
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    return { id: ticket.resource.id, key: keyOf(ticket.upload.url), asked, bytes, upload: ticket.upload };
  }

  const isThere = async (key: string) => (await jobs.store.stat(key)) !== null;

  async function without<Result>(work: () => Promise<Result>): Promise<Result> {
    const folder = join(thingstore.dataFolder, 'objects');
    await rename(folder, `${folder}.away`);
    try {
      return await work();
    } finally {
      await rename(`${folder}.away`, folder);
    }
  }

  it('are kept for the grace time after their resource was deleted, and removed then, row and all', async () => {
    const file = await stored();
    const kept = await stored();
    await camera.request(DELETE, { input: { ids: [file.id] } });
    clock.advance(GRACE - 1);
    await jobs.purge.run();
    assert.equal(await isThere(file.key), true);
    assert.equal(await records.stateOf(file.key), 'CONDEMNED');
    clock.advance(1);
    await jobs.purge.run();
    assert.equal(await isThere(file.key), false);
    assert.equal(await records.stateOf(file.key), null);
    assert.equal(await records.stateOf(kept.key), 'STORED');
    assert.ok((await download((await capture(camera, kept.id)).signedUrl?.url ?? '')).equals(kept.bytes));
  });

  it('are kept for the grace time after they were replaced', async () => {
    const file = await stored();
    const bytes = randomBytes(400);
    await put((await requestUpload(camera, { ...file.asked, replace: true })).upload, bytes);
    clock.advance(GRACE - 1);
    await jobs.purge.run();
    assert.equal(await isThere(file.key), true);
    clock.advance(1);
    await jobs.purge.run();
    assert.equal(await isThere(file.key), false);
    const now = await capture(camera, file.id);
    assert.equal(now.details?.sha256, sha256(bytes));
    assert.ok((await download(now.signedUrl?.url ?? '')).equals(bytes));
  });

  it('are removed within seconds by the server itself when that was asked for', async () => {
    const file = await stored();
    const url = (await capture(camera, file.id)).signedUrl?.url ?? '';
    await camera.request(DELETE, { input: { ids: [file.id], purge: true } });
    await until(async () => !(await isThere(file.key)));
    const gone = await fetch(url);
    assert.equal(gone.status, 404);
    assert.equal(((await gone.json()) as { error: { code: string } }).error.code, 'FILE_NOT_FOUND');
  });

  it('never come back by a URL that was used, however long that lives', async () => {
    const file = await stored();
    const { resource } = await camera.request(WRITEABLE, { id: file.id });
    const link = resource != null && 'writeableUrl' in resource ? resource.writeableUrl : null;
    assert.ok(link);
    const [second, third] = [randomBytes(100), randomBytes(100)];
    assert.equal((await put(link, second)).status, 201);
    await put((await requestUpload(camera, { ...file.asked, replace: true })).upload, third);
    clock.advance(GRACE);
    await jobs.purge.run();
    assert.equal(await isThere(keyOf(link.url)), false);
    const again = await put(link, second);
    assert.deepEqual([again.status, again.body.error?.code], [404, 'UPLOAD_NOT_FOUND']);
    assert.equal(await isThere(keyOf(link.url)), false);
    assert.equal((await capture(camera, file.id)).details?.sha256, sha256(third));
    clock.advance(7 * DAY);
    await jobs.purge.run();
    assert.equal(await records.stateOf(keyOf(link.url)), null, 'the URL has expired: nothing has to be remembered');
  });

  it('are still known while the disk is away, and removed when it is back', async () => {
    const file = await stored();
    await camera.request(DELETE, { input: { ids: [file.id] } });
    clock.advance(GRACE);
    await without(async () => {
      await assert.rejects(jobs.purge.run(), { code: 'SERVICE_UNAVAILABLE' });
      assert.equal(await records.stateOf(file.key), 'CONDEMNED');
    });
    await jobs.purge.run();
    assert.equal(await isThere(file.key), false);
    assert.equal(await records.stateOf(file.key), null);
  });

  it('are removed by several at once without trouble', async () => {
    const files = await Promise.all(Array.from({ length: 12 }, () => stored()));
    await camera.request(DELETE, { input: { ids: files.map(({ id }) => id) } });
    clock.advance(GRACE);
    await Promise.all([jobs.purge.run(), jobs.purge.run(), jobs.purge.run()]);
    for (const { key } of files) {
      assert.equal(await isThere(key), false);
      assert.equal(await records.stateOf(key), null);
    }
  });

  it('are removed a day after they were written when no row ever knew them, and only then', async () => {
    const known = await stored();
    const place = (key: string) => join(thingstore.dataFolder, 'objects', key);
    const write = async (at: Date) => {
      const key = objectKey({ projectId: 'default', createdAt: new Date('2026-01-01'), id: randomUUID() });
      await jobs.store.put(key, Readable.from([Buffer.from('lost')]), { limit: 10 });
      await utimes(place(key), at, at);
      return key;
    };
    const now = clock.now().getTime();
    const [old, young] = [await write(new Date(now - DAY - 2000)), await write(new Date(now - DAY + 2000))];
    const longAgo = new Date('2020-01-01');
    await utimes(place(known.key), longAgo, longAgo);
    await without(() => assert.rejects(jobs.removeUntracked.run(), { code: 'SERVICE_UNAVAILABLE' }));
    assert.equal(await isThere(old), true);
    await jobs.removeUntracked.run();
    assert.deepEqual([await isThere(old), await isThere(young), await isThere(known.key)], [false, true, true]);
    clock.advance(4000);
    await jobs.removeUntracked.run();
    assert.deepEqual([await isThere(young), await isThere(known.key)], [false, true]);
  });
});
