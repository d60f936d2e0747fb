import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, completeUpload, download, headersOf, picture, requestUpload, sha256 } from '../support/uploads.js';

describe('a capture that goes straight to a MinIO', { skip: UNLESS_MINIO }, () => {
  const bucket = freshBucket();
  let thingstore: TestThingstore;
  let camera: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ settings: settingsOf(bucket) });
    camera = await thingstore.thing('cam-1');
  });
  after(() => thingstore.stop());

  it('is READY when the camera says so, and is read from there', async () => {
    const bytes = await picture('jpeg', { width: 320, height: 200 });
    const ticket = await requestUpload(camera, { ownerId: 'cam-1', path: 'captures/one', type: 'image/jpeg' });
    assert.ok(ticket.upload.url.startsWith(`${bucket.endpoint}/${bucket.bucket}/`));
    const { status } = await fetch(ticket.upload.url, {
      method: 'PUT',
      headers: headersOf(ticket.upload),
      body: Buffer.from(bytes),
    });
    assert.equal(status, 200);
    await completeUpload(camera, { resourceId: ticket.resource.id, uploadId: ticket.uploadId });
    const shown = await capture(camera, ticket.resource.id);
    assert.equal(shown.state, 'READY');
    assert.equal(shown.details?.sha256, sha256(bytes));
    assert.deepEqual([shown.details.width, shown.details.height, shown.details.bucket], [320, 200, bucket.bucket]);
    assert.equal(sha256(await download(shown.signedUrl?.url ?? '')), sha256(bytes));
  });
});
