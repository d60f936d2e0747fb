import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { print, type DocumentNode } from 'graphql';
import type { ApiClient } from '../support/api-client.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
import {
  ABORT_MULTIPART,
  COMPLETE_MULTIPART,
  completeMultipart,
  createMultipart,
  partUrls,
  putPart,
  sendPart,
} from '../support/multipart.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { findCapture, capture, download, sha256 } from '../support/uploads.js';

const PART = 8 * 1024 * 1024;

for (const [name, makeSettings, skip] of [
  ['the disk', () => ({}), false],
  ['a MinIO', () => settingsOf(freshBucket()), UNLESS_MINIO],
] as const) {
  describe(`an upload in parts to ${name} that many are at`, { skip }, () => {
    let thingstore: TestThingstore;
    let camera: ApiClient;
    let count = 0;
    before(async () => {
      thingstore = await startThingstore({ settings: makeSettings() });
      camera = await thingstore.thing('cam-1');
    });
    after(() => thingstore.stop());

    function ask() {
      count += 1;
      return { ownerId: 'cam-1', path: `races/${String(count)}`, type: 'video/mp4' };
    }

    it('of which parts come again while it is completed is whole all the same', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { id, resource } = await createMultipart(camera, ask());
        const first = randomBytes(PART);
        await sendPart(camera, { id, number: 1, bytes: first });
        await sendPart(camera, { id, number: 2, bytes: Buffer.from('last') });
        const [link] = await partUrls(camera, id, [1]);
        assert.ok(link);
        const resend = async () => {
          for (const bytes of [randomBytes(PART), Buffer.alloc(100), first]) {
            assert.ok([200, 404].includes(await putPart(link, bytes)));
          }
        };
        const complete = async () => {
          const { errors } = await camera.send(print(COMPLETE_MULTIPART), { input: { id } });
          const code = errors?.[0]?.extensions.code ?? 'none';
          assert.ok(['none', 'UPLOAD_MISSING', 'UPLOAD_NOT_FOUND'].includes(code), code);
        };
        await Promise.all([complete(), resend(), complete()]);
        if ((await capture(camera, resource.id)).state !== 'READY') await completeMultipart(camera, id);
        const { details, signedUrl } = await capture(camera, resource.id);
        const bytes = await download(signedUrl?.url ?? '');
        assert.deepEqual([bytes.length, details?.size, details?.sha256], [PART + 4, PART + 4, sha256(bytes)]);
      }
    });

    it('is completed or aborted by many at once, and ends as one of the two', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { id, resource } = await createMultipart(camera, ask());
        await sendPart(camera, { id, number: 1, bytes: randomBytes(100_000) });
        const codes = await Promise.all(
          [COMPLETE_MULTIPART, ABORT_MULTIPART, COMPLETE_MULTIPART, ABORT_MULTIPART].map(async (document) => {
            const { errors } = await camera.send(print(document as DocumentNode), { input: { id } });
            return errors?.[0]?.extensions.code ?? 'none';
          }),
        );
        assert.ok(
          codes.every((code) => ['none', 'UPLOAD_NOT_FOUND'].includes(code)),
          codes.join(),
        );
        const left = await findCapture(camera, resource.id);
        if (left === null) continue;
        assert.equal(sha256(await download(left.signedUrl?.url ?? '')), left.details?.sha256);
      }
    });
  });
}
