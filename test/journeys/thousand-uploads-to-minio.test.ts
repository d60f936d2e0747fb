import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../../src/clock/clock.js';
import { hashObject } from '../../src/storage/read-object.js';
import type { S3Store } from '../../src/storage/s3/s3-store.js';
import { openS3Store } from '../contracts/opened-s3-store.js';
import { keysIn } from '../contracts/tried-store.js';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs } from '../support/clocked-jobs.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { requestUpload, sendTo, sha256 } from '../support/uploads.js';

const COUNT = 1000;
const HOUR_MS = 60 * 60 * 1000;
const AT_ONCE = 16;

describe(
  'a thousand uploads to a MinIO, of which a third is abandoned and a third is wrong',
  { skip: UNLESS_MINIO },
  () => {
    const bucket = freshBucket();
    let thingstore: TestThingstore;
    let camera: ApiClient;
    let records: Records;
    let store: S3Store;
    before(async () => {
      thingstore = await startThingstore({ settings: { ...settingsOf(bucket), PURGE_GRACE: '1h' } });
      camera = await thingstore.thing('cam-1');
      records = await Records.open(thingstore.databaseUrl);
      store = await openS3Store(bucket);
    });
    after(async () => {
      store.close();
      await records.close();
      await thingstore.stop();
    });

    /** Sends one; what became of it shows later. */
    async function upload(nth: number): Promise<void> {
      const bytes = Buffer.from(`capture ${String(nth)}`);
      const ask = { ownerId: 'cam-1', path: `captures/${String(nth)}`, type: 'text/plain' };
      switch (nth % 6) {
        case 0:
        case 1: {
          const { upload: link } = await requestUpload(camera, { ...ask, size: bytes.length, sha256: sha256(bytes) });
          assert.equal(await sendTo(link, bytes), 200);
          break;
        }
        case 2: {
          const { upload: link } = await requestUpload(camera, { ...ask, size: bytes.length });
          assert.equal(await sendTo(link, Buffer.concat([bytes, bytes])), 403);
          break;
        }
        case 3: {
          const { upload: link } = await requestUpload(camera, { ...ask, sha256: sha256(Buffer.from('other')) });
          assert.equal(await sendTo(link, bytes), 200);
          break;
        }
        default:
          await requestUpload(camera, ask);
      }
    }

    it('end with an object of the right hash for every READY row, and a row for every object', async () => {
      const numbers = Array.from({ length: COUNT }, (_, nth) => nth);
      const workers = Array.from({ length: AT_ONCE }, async () => {
        for (let nth = numbers.shift(); nth !== undefined; nth = numbers.shift()) await upload(nth);
      });
      await Promise.all(workers);

      const clock = new SetClock(systemClock.now());
      const jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: HOUR_MS, store });
      clock.advance(2 * HOUR_MS + 1);
      while ((await jobs.sweep.run()).hasMore);
      clock.advance(2 * HOUR_MS);
      while ((await jobs.purge.run()).hasMore);
      await jobs.close();

      const ready = await records.ask<{ path: string; key: string; sha256: string; size: number }>(
        `select path, details->>'key' as key, details->>'sha256' as sha256, (details->>'size')::int as size
       from resource where state = 'READY' and details is not null`,
      );
      const expected = numbersOf((nth) => nth % 6 < 2).map((nth) => `captures/${String(nth)}`);
      assert.deepEqual(ready.map(({ path }) => path).sort(), [...expected].sort());
      for (const { key, sha256: hash } of ready) assert.equal(await hashObject(store, key), hash);
      assert.deepEqual([...(await keysIn(store, {}))].sort(), ready.map(({ key }) => key).sort());
      const [left] = await records.ask<{ waiting: number; awaited: number }>(
        `select (select count(*)::int from resource where state = 'AWAITING_UPLOAD') as waiting,
         (select count(*)::int from stored_object where state <> 'STORED') as awaited`,
      );
      assert.deepEqual(left, { waiting: 0, awaited: 0 });
    });
  },
);

function numbersOf(isChosen: (nth: number) => boolean): readonly number[] {
  return Array.from({ length: COUNT }, (_, nth) => nth).filter(isChosen);
}
