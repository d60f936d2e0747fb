import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { print } from 'graphql';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs } from '../support/clocked-jobs.js';
import { graphql } from '../support/generated/index.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
import {
  ABORT_MULTIPART,
  COMPLETE_MULTIPART,
  completeMultipart,
  CREATE_MULTIPART,
  createMultipart,
  FIND_MULTIPART,
  PART_URLS,
  partUrls,
  putPart,
  sendPart,
  uploadedParts,
} from '../support/multipart.js';
import { Records } from '../support/records.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, COMPLETE_UPLOAD, download, sha256 } from '../support/uploads.js';

const MIB = 1024 * 1024;
const PART = 8 * MIB;
const HOUR_MS = 60 * 60 * 1000;

const CREATE_VALUE = graphql(`
  mutation InPartsCreateValue($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
    }
  }
`);

for (const [name, makeSettings, skip] of [
  ['the disk', () => ({}), false],
  ['a MinIO', () => settingsOf(freshBucket()), UNLESS_MINIO],
] as const) {
  describe(`an upload in parts to ${name}`, { skip }, () => {
    let thingstore: TestThingstore;
    let camera: ApiClient;
    let records: Records;
    let count = 0;
    before(async () => {
      thingstore = await startThingstore({ settings: { ...makeSettings(), OBJECT_SIZE_LIMIT: '100MB' } });
      camera = await thingstore.thing('cam-1');
      records = await Records.open(thingstore.databaseUrl);
    });
    after(async () => {
      await records.close();
      await thingstore.stop();
    });

    function ask() {
      count += 1;
      return { ownerId: 'cam-1', path: `parts/${String(count)}`, type: 'video/mp4' };
    }

    it('is READY when all parts are there, with their bytes in order, and is completed again without effect', async () => {
      const bytes = randomBytes(PART + 1000);
      const facts = { size: bytes.length, sha256: sha256(bytes), filename: 'film.mp4' };
      const upload = await createMultipart(camera, { ...ask(), ...facts });
      assert.deepEqual([upload.partSize, upload.uploadedParts, upload.resource.state], [PART, [], 'AWAITING_UPLOAD']);
      assert.equal(await sendPart(camera, { id: upload.id, number: 2, bytes: bytes.subarray(PART) }), 200);
      const early = await camera.refusal(COMPLETE_MULTIPART, { input: { id: upload.id } });
      assert.deepEqual([early.extensions.code, early.extensions.params], ['UPLOAD_MISSING', { missingParts: [1] }]);
      assert.equal(await sendPart(camera, { id: upload.id, number: 1, bytes: bytes.subarray(0, PART) }), 200);
      assert.deepEqual(await uploadedParts(camera, upload.id), [1, 2]);
      const answers = await Promise.all([1, 2, 3].map(() => completeMultipart(camera, upload.id)));
      for (const { state, version, details } of answers) {
        assert.deepEqual([state, version, details?.sha256], ['READY', 1, sha256(bytes)]);
      }
      assert.equal((await completeMultipart(camera, upload.id)).version, 1);
      assert.deepEqual(await uploadedParts(camera, upload.id), []);
      assert.equal((await records.history(upload.resource.id)).length, 1);
      const { signedUrl, details } = await capture(camera, upload.resource.id);
      assert.equal(details?.filename, 'film.mp4');
      assert.ok((await download(signedUrl?.url ?? '')).equals(bytes));
    });

    it('of an unknown size ends with its last part', async () => {
      const upload = await createMultipart(camera, ask());
      const bytes = randomBytes(PART + 1);
      for (const [number, part] of [bytes.subarray(0, PART), bytes.subarray(PART)].entries()) {
        assert.equal(await sendPart(camera, { id: upload.id, number: number + 1, bytes: part }), 200);
      }
      assert.equal((await completeMultipart(camera, upload.id)).details?.sha256, sha256(bytes));
    });

    it('with a gap, or with a part that is too short, says which parts are to come', async () => {
      const upload = await createMultipart(camera, ask());
      assert.deepEqual((await missing(upload.id)).missingParts, [1]);
      await sendPart(camera, { id: upload.id, number: 1, bytes: randomBytes(PART - 1) });
      await sendPart(camera, { id: upload.id, number: 4, bytes: randomBytes(10) });
      assert.deepEqual((await missing(upload.id)).missingParts, [1, 2, 3]);
    });

    it('of other bytes than were announced is refused, and never READY', async () => {
      const upload = await createMultipart(camera, { ...ask(), sha256: sha256(Buffer.from('other')) });
      await sendPart(camera, { id: upload.id, number: 1, bytes: Buffer.from('mine') });
      const refusal = await camera.refusal(COMPLETE_MULTIPART, { input: { id: upload.id } });
      assert.deepEqual([refusal.extensions.code, refusal.extensions.property], ['UPLOAD_MISMATCH', 'sha256']);
      assert.equal((await capture(camera, upload.resource.id)).state, 'AWAITING_UPLOAD');
      assert.equal((await refusalOf(upload.id)).code, 'UPLOAD_NOT_FOUND');
    });

    it('holds its limits on both sides', async () => {
      const limit = 100 * MIB;
      assert.ok(await createMultipart(camera, { ...ask(), size: limit }));
      for (const [wrong, code] of [
        [{ size: limit + 1 }, 'PAYLOAD_TOO_LARGE'],
        [{ size: 0 }, 'INVALID_ARGUMENTS'],
        [{ expiresIn: 604_801 }, 'INVALID_ARGUMENTS'],
      ] as const) {
        const input = { ...ask(), ...wrong };
        assert.equal((await camera.refusal(CREATE_MULTIPART, { input })).extensions.code, code);
      }
      const { id } = await createMultipart(camera, { ...ask(), size: 2 * PART + 1 });
      assert.equal(
        (
          await partUrls(
            camera,
            id,
            Array.from({ length: 100 }, () => 3),
          )
        ).length,
        100,
      );
      for (const numbers of [[0], [4], [-1], [], Array.from({ length: 101 }, () => 1)]) {
        const { extensions } = await camera.refusal(PART_URLS, { id, numbers });
        assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'numbers'], String(numbers));
      }
      const [last] = await partUrls(camera, id, [3]);
      assert.ok(last);
      assert.ok([403, 413].includes(await putPart(last, Buffer.alloc(2))));
      assert.equal(await putPart(last, Buffer.alloc(1)), 200);
    });

    it('that grows beyond the limit of objects is refused when it is to be completed', async () => {
      const small = await startThingstore({
        settings: { ...makeSettings(), OBJECT_SIZE_LIMIT: '9MB' },
      });
      const client = await small.thing('cam-1');
      const { id } = await createMultipart(client, ask());
      await sendPart(client, { id, number: 1, bytes: randomBytes(PART) });
      await sendPart(client, { id, number: 2, bytes: randomBytes(MIB + 1) });
      const refusal = await client.refusal(COMPLETE_MULTIPART, { input: { id } });
      assert.equal(refusal.extensions.code, 'PAYLOAD_TOO_LARGE');
      await sendPart(client, { id, number: 2, bytes: randomBytes(MIB) });
      assert.equal((await completeMultipart(client, id)).state, 'READY');
      await small.stop();
    });

    it('that is aborted is gone with its parts, and its place is free', async () => {
      const asked = ask();
      const upload = await createMultipart(camera, asked);
      const [link] = await partUrls(camera, upload.id, [1]);
      assert.ok(link);
      assert.equal(await putPart(link, Buffer.from('one')), 200);
      const { abortMultipartUpload } = await camera.request(ABORT_MULTIPART, { input: { id: upload.id } });
      assert.equal(abortMultipartUpload, upload.id);
      assert.equal(await putPart(link, Buffer.from('one')), 404);
      assert.equal((await refusalOf(upload.id)).code, 'UPLOAD_NOT_FOUND');
      assert.equal(
        (await camera.refusal(ABORT_MULTIPART, { input: { id: upload.id } })).extensions.code,
        'UPLOAD_NOT_FOUND',
      );
      await camera.request(CREATE_VALUE, { input: { ownerId: 'cam-1', path: asked.path, data: { free: true } } });
      assert.deepEqual(await records.history(upload.resource.id), []);
    });

    it('that is aborted leaves the place to another upload that waits for it', async () => {
      const asked = ask();
      const [one, other] = [await createMultipart(camera, asked), await createMultipart(camera, asked)];
      assert.equal(one.resource.id, other.resource.id);
      await camera.request(ABORT_MULTIPART, { input: { id: one.id } });
      await sendPart(camera, { id: other.id, number: 1, bytes: Buffer.from('other') });
      assert.equal((await completeMultipart(camera, other.id)).state, 'READY');
    });

    it('replaces the standing bytes, which stay readable until then', async () => {
      const asked = ask();
      const [first, second] = [Buffer.from('first'), Buffer.from('second')];
      const one = await createMultipart(camera, asked);
      await sendPart(camera, { id: one.id, number: 1, bytes: first });
      await completeMultipart(camera, one.id);
      assert.equal((await camera.refusal(CREATE_MULTIPART, { input: asked })).extensions.code, 'RESOURCE_EXISTS');
      const two = await createMultipart(camera, { ...asked, replace: true });
      await sendPart(camera, { id: two.id, number: 1, bytes: second });
      const before = await capture(camera, one.resource.id);
      assert.ok((await download(before.signedUrl?.url ?? '')).equals(first));
      assert.equal((await completeMultipart(camera, two.id)).version, 2);
      const shown = await capture(camera, one.resource.id);
      assert.ok((await download(shown.signedUrl?.url ?? '')).equals(second));
    });

    it('is nobody else’s: not there for strangers, and not to be changed by those who may only read', async () => {
      const { id } = await createMultipart(camera, ask());
      const stranger = await thingstore.thing('cam-2');
      const tenant = await secondProject(thingstore);
      for (const client of [stranger, tenant]) {
        assert.equal((await client.request(FIND_MULTIPART, { id })).multipartUpload, null);
        for (const document of [COMPLETE_MULTIPART, ABORT_MULTIPART] as const) {
          const { errors } = await client.send(print(document), { input: { id } });
          assert.equal(errors?.[0]?.extensions.code, 'UPLOAD_NOT_FOUND');
        }
      }
      const reader = await accountOf(thingstore, { projectId: 'default', role: 'READ' });
      assert.equal((await reader.request(FIND_MULTIPART, { id })).multipartUpload, null);
      for (const nothing of ['no such', '01a1fd33-d729-709d-9c12-4d83b14b1f9c']) {
        assert.equal((await camera.request(FIND_MULTIPART, { id: nothing })).multipartUpload, null);
        assert.equal((await refusalOf(nothing)).code, 'UPLOAD_NOT_FOUND');
      }
    });

    it('is not completed by completeUpload while it is in parts', async () => {
      const upload = await createMultipart(camera, ask());
      await sendPart(camera, { id: upload.id, number: 1, bytes: Buffer.from('one') });
      const input = { resourceId: upload.resource.id, uploadId: upload.id };
      assert.equal((await camera.refusal(COMPLETE_UPLOAD, { input })).extensions.code, 'UPLOAD_MISSING');
    });

    async function missing(id: string): Promise<{ readonly missingParts?: readonly number[] }> {
      const { code, params } = await refusalOf(id);
      assert.equal(code, 'UPLOAD_MISSING');
      return params ?? {};
    }

    async function refusalOf(id: string) {
      return (await camera.refusal(COMPLETE_MULTIPART, { input: { id } })).extensions;
    }
  });
}

describe('an upload in parts that is abandoned', () => {
  const clock = new SetClock();

  it('ends with its time, is swept with all of its parts, and leaves the place free', async (t) => {
    const thingstore = await startThingstore({ clock });
    const records = await Records.open(thingstore.databaseUrl);
    const jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: HOUR_MS });
    t.after(async () => {
      await jobs.close();
      await records.close();
      await thingstore.stop();
    });
    const camera = await thingstore.thing('cam-1');
    const upload = await createMultipart(camera, { ownerId: 'cam-1', path: 'film', type: 'video/mp4' });
    assert.equal(Date.parse(upload.expiresAt), clock.now().getTime() + 24 * HOUR_MS);
    const [link] = await partUrls(camera, upload.id, [1]);
    assert.ok(link);
    assert.equal(Date.parse(link.expiresAt), clock.now().getTime() + HOUR_MS);
    await putPart(link, Buffer.from('one'));
    const folder = join(thingstore.dataFolder, 'objects', '.multipart');
    assert.equal((await readdir(folder)).length, 1);

    clock.advance(24 * HOUR_MS - 1000);
    const [late] = await partUrls(camera, upload.id, [2]);
    assert.equal(Date.parse(late?.expiresAt ?? ''), clock.now().getTime() + 1000);
    clock.advance(1000);
    const { extensions } = await camera.refusal(PART_URLS, { id: upload.id, numbers: [2] });
    assert.equal(extensions.code, 'UPLOAD_NOT_FOUND');
    clock.advance(HOUR_MS);
    await jobs.sweep.run();
    assert.equal((await camera.request(FIND_MULTIPART, { id: upload.id })).multipartUpload, null);
    clock.advance(HOUR_MS);
    await jobs.purge.run();
    assert.deepEqual(await readdir(folder), []);
    const [left] = await records.ask<{ rows: number }>('select count(*)::int as rows from stored_object');
    assert.equal(left?.rows, 0);
  });
});
