import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { S3Config } from '../../src/config/config.js';
import { openS3Store } from '../contracts/opened-s3-store.js';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs } from '../support/clocked-jobs.js';
import { FaultyLink, type Fault } from '../support/faulty-link.js';
import { graphql } from '../support/generated/index.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import {
  capture,
  COMPLETE_UPLOAD,
  completeUpload,
  download,
  picture,
  requestUpload,
  sendTo,
  sha256,
} from '../support/uploads.js';
import { until } from '../support/until.js';

const HOUR_MS = 60 * 60 * 1000;

const CREATE = graphql(`
  mutation MinioAwayCreate($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
      data
    }
  }
`);

describe('while a MinIO is away from the server', { skip: UNLESS_MINIO }, () => {
  const { endpoint } = freshBucket();
  const link = new FaultyLink(endpoint);
  let thingstore: TestThingstore;
  let bucket: S3Config;
  let settings: Readonly<Record<string, string>>;
  let camera: ApiClient;
  before(async () => {
    bucket = freshBucket({ endpoint: await link.listen(), publicEndpoint: endpoint, timeoutMs: 500 });
    settings = settingsOf(bucket);
    thingstore = await startThingstore({ settings });
    camera = await thingstore.thing('cam-1');
  });
  afterEach(() => {
    link.put({ kind: 'none' });
  });
  after(async () => {
    await thingstore.stop();
    await link.close();
  });
  const ask = (path: string) => ({ ownerId: 'cam-1', path, type: 'image/png' });

  async function ready(): Promise<readonly unknown[]> {
    const response = await fetch(`${thingstore.url}/readyz`);
    const { objectStore } = (await response.json()) as { objectStore: string };
    return [response.status, objectStore];
  }

  for (const [name, fault] of [
    ['refuses', { kind: 'refuse' }],
    ['hangs', { kind: 'hang' }],
  ] as const satisfies readonly (readonly [string, Fault])[]) {
    it(`and ${name}, what needs it says so, the rest goes on, and all works again by itself`, async () => {
      const bytes = await picture('png');
      const ticket = await requestUpload(camera, ask(`away/${name}`));
      link.put(fault);
      const later = await requestUpload(camera, ask(`away/${name}-later`));
      assert.equal(await sendTo(ticket.upload, bytes), 200, 'clients reach it all the same');
      const input = { resourceId: ticket.resource.id, uploadId: ticket.uploadId };
      const refusal = await camera.refusal(COMPLETE_UPLOAD, { input });
      assert.deepEqual(
        [refusal.extensions.code, refusal.extensions.params],
        ['SERVICE_UNAVAILABLE', { missing: 'The object store' }],
      );
      const file = { path: 'variables.input.file', bytes, name: 'a.png', type: 'image/png' };
      const direct = await camera.upload(CREATE, { input: { ...ask(`away/${name}-direct`), file: null } }, file);
      assert.equal(direct.errors?.[0]?.extensions.code, 'SERVICE_UNAVAILABLE');
      const value = { ownerId: 'cam-1', path: `away/${name}-value`, data: { celsius: 21.5 } };
      const { createResource } = await camera.request(CREATE, { input: value });
      assert.deepEqual(createResource.data, { celsius: 21.5 });
      assert.deepEqual(await ready(), [503, 'unavailable']);
      assert.equal((await fetch(`${thingstore.url}/healthz`)).status, 200);
      assert.equal((await capture(camera, ticket.resource.id)).state, 'AWAITING_UPLOAD');

      link.put({ kind: 'none' });
      assert.deepEqual(await ready(), [200, 'ok']);
      assert.equal((await completeUpload(camera, input)).state, 'READY');
      assert.equal(await sendTo(later.upload, bytes), 200);
      await until(async () => (await capture(camera, later.resource.id)).state === 'READY');
      const { signedUrl } = await capture(camera, later.resource.id);
      assert.equal(sha256(await download(signedUrl?.url ?? '')), sha256(bytes));
    });
  }

  it('what arrives meanwhile is READY as soon as it is back, though nobody was told', async () => {
    const ticket = await requestUpload(camera, ask('away/missed'));
    link.put({ kind: 'refuse' });
    assert.equal(await sendTo(ticket.upload, await picture('png')), 200);
    link.put({ kind: 'none' });
    await until(async () => (await capture(camera, ticket.resource.id)).state === 'READY');
  });

  it('what arrives while no server runs is READY after the next start', async () => {
    const ticket = await requestUpload(camera, ask('away/unattended'));
    link.put({ kind: 'refuse' });
    assert.equal(await sendTo(ticket.upload, await picture('png')), 200);
    const other = await startThingstore({
      settings: { ...settings, S3_ENDPOINT: endpoint },
      databaseUrl: thingstore.databaseUrl,
    });
    await until(async () => (await capture(camera, ticket.resource.id)).state === 'READY');
    await other.stop();
  });

  it('what arrives by a writeableUrl while nobody hears of it is found in the bucket, and becomes the content', async () => {
    const ticket = await requestUpload(camera, ask('away/granted'));
    await sendTo(ticket.upload, await picture('png'));
    await until(async () => (await capture(camera, ticket.resource.id)).state === 'READY');
    const { writeableUrl } = await capture(camera, ticket.resource.id);
    assert.ok(writeableUrl);
    link.put({ kind: 'refuse' });
    assert.equal(await sendTo(writeableUrl, await picture('png', { shade: 7 })), 200);
    const clock = new SetClock();
    const store = await openS3Store({ ...bucket, endpoint });
    const jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: 24 * HOUR_MS, store });
    clock.advance(25 * HOUR_MS);
    await jobs.removeUntracked.run();
    await jobs.sweep.run();
    await jobs.close();
    store.close();
    assert.equal((await capture(camera, ticket.resource.id)).version, 2);
  });

  it('no log line carries a signature or a secret', () => {
    const lines = thingstore.logLines.join('\n');
    assert.match(lines, /object store/i);
    assert.doesNotMatch(lines, /X-Amz-Signature|Signature=|AWS4-HMAC|minioadmin/);
  });
});
