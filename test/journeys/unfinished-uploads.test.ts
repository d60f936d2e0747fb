import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs, type ClockedJobs } from '../support/clocked-jobs.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import {
  findCapture,
  capture,
  COMPLETE_UPLOAD,
  download,
  keyOf,
  put,
  requestUpload,
  sha256,
} from '../support/uploads.js';

const HOUR = 60 * 60 * 1000;

const CREATE_VALUE = graphql(`
  mutation UnfinishedCreateValue($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
    }
  }
`);

describe('an upload that is never finished', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  let jobs: ClockedJobs;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore({ clock });
    camera = await thingstore.thing('cam-1');
    records = await Records.open(thingstore.databaseUrl);
    jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: 24 * HOUR });
  });
  after(async () => {
    await jobs.close();
    await records.close();
    await thingstore.stop();
  });

  function ask() {
    count += 1;
    return { ownerId: 'cam-1', path: `unfinished/${String(count)}`, type: 'video/mp4', expiresIn: 60 };
  }

  const entry = async (id: string) => findCapture(camera, id);

  it('holds its place until one hour after its URL expired, and not a moment longer', async () => {
    const asked = ask();
    const ticket = await requestUpload(camera, asked);
    clock.set(new Date(Date.parse(ticket.upload.expiresAt) + HOUR - 1));
    await jobs.sweep.run();
    assert.equal((await capture(camera, ticket.resource.id)).state, 'AWAITING_UPLOAD');
    assert.equal(await records.stateOf(keyOf(ticket.upload.url)), 'AWAITED');

    clock.advance(1);
    await jobs.sweep.run();
    assert.equal(await entry(ticket.resource.id), null);
    assert.equal(await records.stateOf(keyOf(ticket.upload.url)), 'CONDEMNED');
    assert.deepEqual(await records.history(ticket.resource.id), []);
    const input = { resourceId: ticket.resource.id, uploadId: ticket.uploadId };
    assert.equal((await camera.refusal(COMPLETE_UPLOAD, { input })).extensions.code, 'RESOURCE_NOT_FOUND');
    await camera.request(CREATE_VALUE, { input: { ownerId: 'cam-1', path: asked.path, data: { free: true } } });
  });

  it('is completed at its end when its bytes are there after all, and given up when they are others', async () => {
    const bytes = randomBytes(1000);
    const tickets = [
      await requestUpload(camera, { ...ask(), sha256: sha256(bytes) }),
      await requestUpload(camera, ask()),
    ];
    const wrong = await requestUpload(camera, { ...ask(), sha256: sha256(Buffer.from('other')) });
    for (const { upload } of [...tickets, wrong]) {
      await jobs.store.put(keyOf(upload.url), Readable.from([bytes]), { limit: 1000 });
    }
    clock.advance(60_000 + HOUR);
    await jobs.sweep.run();
    for (const { resource } of tickets) {
      assert.deepEqual(
        [(await capture(camera, resource.id)).state, (await records.history(resource.id)).length],
        ['READY', 1],
      );
    }
    assert.equal(await entry(wrong.resource.id), null);
    assert.equal(await records.stateOf(keyOf(wrong.upload.url)), 'CONDEMNED');
  });

  it('whose bytes cannot be read stands in the way of no other, and is given up after a day', async () => {
    const damaged = await requestUpload(camera, ask());
    // A folder where a file should be: it is there, and every read fails.
    await mkdir(join(thingstore.dataFolder, 'objects', keyOf(damaged.upload.url)), { recursive: true });
    const [whole, abandoned] = [await requestUpload(camera, ask()), await requestUpload(camera, ask())];
    await jobs.store.put(keyOf(whole.upload.url), Readable.from(['whole']), { limit: 1000 });
    clock.advance(60_000 + HOUR);
    await jobs.sweep.run();
    assert.equal((await capture(camera, whole.resource.id)).state, 'READY');
    assert.equal(await entry(abandoned.resource.id), null);
    assert.equal(await records.stateOf(keyOf(damaged.upload.url)), 'AWAITED');
    clock.advance(24 * HOUR + 1);
    await jobs.sweep.run();
    assert.equal(await records.stateOf(keyOf(damaged.upload.url)), 'CONDEMNED');
  });

  it('keeps its place while another upload for it may still come', async () => {
    const asked = ask();
    const early = await requestUpload(camera, asked);
    clock.advance(30_000);
    const late = await requestUpload(camera, asked);
    clock.set(new Date(Date.parse(early.upload.expiresAt) + HOUR));
    await jobs.sweep.run();
    assert.equal(await records.stateOf(keyOf(early.upload.url)), 'CONDEMNED');
    assert.equal(await records.stateOf(keyOf(late.upload.url)), 'AWAITED');
    assert.equal((await capture(camera, late.resource.id)).state, 'AWAITING_UPLOAD');
    clock.set(new Date(Date.parse(late.upload.expiresAt) + HOUR));
    await jobs.sweep.run();
    assert.equal(await entry(late.resource.id), null);
  });

  it('lets go of its place an hour after expiry also when its bytes were refused', async () => {
    const ticket = await requestUpload(camera, { ...ask(), sha256: 'a'.repeat(64) });
    assert.equal((await put(ticket.upload, randomBytes(10))).body.error?.code, 'UPLOAD_MISMATCH');
    clock.set(new Date(Date.parse(ticket.upload.expiresAt) + HOUR - 1));
    await jobs.sweep.run();
    assert.equal((await capture(camera, ticket.resource.id)).state, 'AWAITING_UPLOAD');
    clock.advance(1);
    await jobs.sweep.run();
    assert.equal(await entry(ticket.resource.id), null);
    assert.deepEqual(await records.history(ticket.resource.id), []);
  });

  it('takes nothing from a file that stands: only the replacement is given up', async () => {
    const [asked, bytes] = [ask(), randomBytes(1000)];
    const first = await requestUpload(camera, asked);
    await put(first.upload, bytes);
    const replacement = await requestUpload(camera, { ...asked, replace: true });
    clock.set(new Date(Date.parse(replacement.upload.expiresAt) + HOUR));
    await jobs.sweep.run();
    assert.equal(await records.stateOf(keyOf(replacement.upload.url)), 'CONDEMNED');
    assert.equal(await records.stateOf(keyOf(first.upload.url)), 'STORED');
    const stands = await capture(camera, first.resource.id);
    assert.deepEqual([stands.state, stands.version], ['READY', 1]);
    assert.ok((await download(stands.signedUrl?.url ?? '')).equals(bytes));
  });

  it('is spared while somebody is just requesting its place anew, and the sweeper does not wait for that', async () => {
    const ticket = await requestUpload(camera, ask());
    clock.set(new Date(Date.parse(ticket.upload.expiresAt) + HOUR));
    await records.ask('begin');
    await records.ask('select 1 from resource where id = $1 for no key update', ticket.resource.id);
    await jobs.sweep.run();
    await records.ask('rollback');
    assert.equal((await capture(camera, ticket.resource.id)).state, 'AWAITING_UPLOAD');
    await jobs.sweep.run();
    assert.equal(await entry(ticket.resource.id), null);
  });

  it('is swept in batches, by several sweepers at once, each upload once', async () => {
    await records.ask(
      `insert into stored_object (project_id, id, resource_id, key, state, declared_type, intent, actor_kind, created_at, expires_at)
       select 'default', gen_random_uuid(), gen_random_uuid(), 'batch/' || n, 'AWAITED', 'a/b', '{}', 'SYSTEM', $1, $1
       from generate_series(1, 1200) n`,
      new Date(clock.now().getTime() - HOUR),
    );
    const first = await jobs.sweep.run();
    assert.equal(first.hasMore, true);
    await Promise.all([jobs.sweep.run(), jobs.sweep.run()]);
    for (let more = true; more;) ({ hasMore: more } = await jobs.sweep.run());
    const states = await records.ask(
      `select state, count(*)::int from stored_object where key like 'batch/%' group by state`,
    );
    assert.deepEqual(states, [{ state: 'CONDEMNED', count: 1200 }]);
    await records.ask(`delete from stored_object where key like 'batch/%'`);
  });
});
