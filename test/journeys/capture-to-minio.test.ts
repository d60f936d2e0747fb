import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
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

describe('a capture that goes straight to a MinIO', { skip: UNLESS_MINIO }, () => {
  const bucket = freshBucket();
  let thingstore: TestThingstore;
  let camera: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ settings: { ...settingsOf(bucket), OBJECT_SIZE_LIMIT: '1MB' } });
    camera = await thingstore.thing('cam-1');
  });
  after(() => thingstore.stop());
  const ask = (path: string) => ({ ownerId: 'cam-1', path, type: 'image/jpeg' });
  const isReady = async (id: string) => (await capture(camera, id)).state === 'READY';

  it('is READY by itself, since the store tells of it, and is read from there [S1-040]', async () => {
    const bytes = await picture('jpeg', { width: 320, height: 200 });
    const ticket = await requestUpload(camera, ask('captures/one'));
    assert.ok(ticket.upload.url.startsWith(`${bucket.endpoint}/${bucket.bucket}/`));
    assert.equal(await sendTo(ticket.upload, bytes), 200);
    await until(() => isReady(ticket.resource.id));
    const { details, signedUrl, version } = await capture(camera, ticket.resource.id);
    assert.equal(details?.sha256, sha256(bytes));
    assert.deepEqual([details.width, details.height, details.bucket, version], [320, 200, bucket.bucket, 1]);
    assert.equal(sha256(await download(signedUrl?.url ?? '')), sha256(bytes));
  });

  it('is READY at once when the camera says that it is there, also when the store says so too', async () => {
    const ticket = await requestUpload(camera, ask('captures/two'));
    await sendTo(ticket.upload, await picture('jpeg'));
    const input = { resourceId: ticket.resource.id, uploadId: ticket.uploadId };
    const answers = await Promise.all([1, 2, 3].map(() => completeUpload(camera, input)));
    for (const { state, version } of answers) assert.deepEqual([state, version], ['READY', 1]);
  });

  it('that goes to a writeableUrl replaces the bytes, and its URL takes no others afterwards', async () => {
    const ticket = await requestUpload(camera, ask('captures/three'));
    await sendTo(ticket.upload, await picture('jpeg', { shade: 1 }));
    await until(() => isReady(ticket.resource.id));
    const { writeableUrl } = await capture(camera, ticket.resource.id);
    assert.ok(writeableUrl);
    const [better, worse] = [await picture('jpeg', { shade: 2 }), await picture('jpeg', { shade: 3 })];
    assert.equal(await sendTo(writeableUrl, better), 200);
    await until(async () => (await capture(camera, ticket.resource.id)).version === 2);
    assert.equal(await sendTo(writeableUrl, worse), 412);
    const { signedUrl } = await capture(camera, ticket.resource.id);
    assert.equal(sha256(await download(signedUrl?.url ?? '')), sha256(better));
  });

  it('that was announced with another size or hash never becomes READY', async () => {
    const bytes = await picture('jpeg');
    const sized = await requestUpload(camera, { ...ask('captures/sized'), size: bytes.length + 1 });
    assert.equal(await sendTo(sized.upload, bytes), 403);
    const hashed = await requestUpload(camera, { ...ask('captures/hashed'), sha256: sha256(Buffer.from('other')) });
    assert.equal(await sendTo(hashed.upload, bytes), 200);
    const input = { resourceId: hashed.resource.id, uploadId: hashed.uploadId };
    const refusal = await camera.refusal(COMPLETE_UPLOAD, { input });
    assert.ok(['UPLOAD_MISMATCH', 'UPLOAD_NOT_FOUND'].includes(refusal.extensions.code), refusal.extensions.code);
    assert.equal((await capture(camera, hashed.resource.id)).state, 'AWAITING_UPLOAD');
  });

  it('beyond the limit of objects is refused when it is there, whatever URL it came by', async () => {
    const limit = 1024 * 1024;
    const send = async (path: string, size: number) => {
      const ticket = await requestUpload(camera, ask(path));
      assert.equal(await sendTo(ticket.upload, Buffer.alloc(size)), 200);
      return { resourceId: ticket.resource.id, uploadId: ticket.uploadId };
    };
    const taken = await send('captures/limit', limit);
    assert.equal((await completeUpload(camera, taken)).details?.size, limit);
    const refused = await send('captures/beyond', limit + 1);
    const { extensions } = await camera.refusal(COMPLETE_UPLOAD, { input: refused });
    assert.ok(['PAYLOAD_TOO_LARGE', 'UPLOAD_NOT_FOUND'].includes(extensions.code), extensions.code);
    assert.equal((await capture(camera, refused.resourceId)).state, 'AWAITING_UPLOAD');
    const { writeableUrl } = await capture(camera, taken.resourceId);
    assert.ok(writeableUrl);
    assert.equal(await sendTo(writeableUrl, Buffer.alloc(limit + 1)), 200);
    const input = { resourceId: taken.resourceId, uploadId: writeableUrl.uploadId };
    const again = await camera.refusal(COMPLETE_UPLOAD, { input });
    assert.ok(['PAYLOAD_TOO_LARGE', 'UPLOAD_NOT_FOUND'].includes(again.extensions.code), again.extensions.code);
    assert.equal((await capture(camera, taken.resourceId)).version, 1);
  });

  it('tells nobody who may read it who sent it', async () => {
    const ticket = await requestUpload(camera, ask('captures/sealed'));
    await sendTo(ticket.upload, await picture('jpeg'));
    await until(() => isReady(ticket.resource.id));
    const { writeableUrl } = await capture(camera, ticket.resource.id);
    assert.ok(writeableUrl);
    await sendTo(writeableUrl, await picture('jpeg', { shade: 9 }));
    await until(async () => (await capture(camera, ticket.resource.id)).version === 2);
    const { signedUrl } = await capture(camera, ticket.resource.id);
    const response = await fetch(signedUrl?.url ?? '');
    await response.arrayBuffer();
    const opened = Buffer.from(response.headers.get('x-amz-meta-upload-id')?.slice(3) ?? '', 'base64url');
    assert.ok(opened.length > 0);
    for (const secret of ['cam-1', 'THING', ticket.resource.id]) assert.ok(!opened.includes(secret), secret);
  });

  it('has no way through our own door', async () => {
    assert.equal((await fetch(`${thingstore.url}/objects/default/2026/01/x`)).status, 404);
  });
});
