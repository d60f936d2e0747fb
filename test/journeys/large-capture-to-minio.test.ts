import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, completeUpload, requestUpload, sendTo } from '../support/uploads.js';
import { until } from '../support/until.js';

const HASHED_AT_ONCE = 64 * 1024 * 1024;

describe('a large file that goes straight to a MinIO', { skip: UNLESS_MINIO }, () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  const bytes = Buffer.alloc(HASHED_AT_ONCE + 1, 'video');
  const hash = createHash('sha256').update(bytes).digest('hex');
  before(async () => {
    thingstore = await startThingstore({ settings: settingsOf(freshBucket()) });
    camera = await thingstore.thing('cam-1');
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  async function sent(path: string, facts: { readonly sha256?: string }, body = bytes) {
    const ticket = await requestUpload(camera, { ownerId: 'cam-1', path, type: 'video/mp4', ...facts });
    assert.equal(await sendTo(ticket.upload, body), 200);
    const input = { resourceId: ticket.resource.id, uploadId: ticket.uploadId };
    const key = new URL(ticket.upload.url).pathname.split('/').slice(2).join('/');
    return { key, id: ticket.resource.id, answer: await completeUpload(camera, input) };
  }
  const shown = async (id: string) => {
    const { state, version, details } = await capture(camera, id);
    return { state, version, sha256: details?.sha256 ?? null };
  };

  it('is READY at once, and has its hash a little later, which is no change', async () => {
    const { id, answer } = await sent('large/plain', {});
    assert.deepEqual([answer.state, answer.details?.size], ['READY', bytes.length]);
    await until(async () => (await shown(id)).sha256 !== null);
    assert.deepEqual(await shown(id), { state: 'READY', version: 1, sha256: hash });
  });

  it('whose hash was announced is READY when that is checked', async () => {
    const { id, answer } = await sent('large/announced', { sha256: hash });
    assert.ok(['AWAITING_UPLOAD', 'READY'].includes(answer.state));
    await until(async () => (await shown(id)).state === 'READY');
    assert.equal((await shown(id)).sha256, hash);
  });

  it('whose hash is another one never becomes READY', async () => {
    const wrong = createHash('sha256').update('other').digest('hex');
    const { id, key } = await sent('large/wrong', { sha256: wrong });
    await until(async () => (await records.stateOf(key)) === 'CONDEMNED');
    assert.equal((await shown(id)).state, 'AWAITING_UPLOAD');
  });

  it('of exactly as many bytes as are hashed at once has its hash at once', async () => {
    const { answer } = await sent('large/limit', {}, bytes.subarray(1));
    assert.equal(answer.details?.sha256, createHash('sha256').update(bytes.subarray(1)).digest('hex'));
  });
});
