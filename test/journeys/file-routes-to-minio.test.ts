import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { openS3Store } from '../contracts/opened-s3-store.js';
import { keysIn } from '../contracts/tried-store.js';
import { bareRefusal, fileIn, FileRoutes, keptIn, refusalOf } from '../support/file-routes.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;
/** It comes in parts. */
const LARGE = 12 * MIB;

describe('files by their routes, on a MinIO', { skip: UNLESS_MINIO }, () => {
  const bucket = freshBucket();
  let thingstore: TestThingstore;
  let records: Records;
  let files: FileRoutes;
  let count = 0;
  before(async () => {
    const settings = {
      ...settingsOf(bucket),
      OBJECT_SIZE_LIMIT: '12MB',
      PURGE_GRACE: '0s',
      OPERATIONS_PER_VIEWER: '4',
    };
    thingstore = await startThingstore({ settings });
    records = await Records.open(thingstore.databaseUrl);
    files = FileRoutes.ofThing(await thingstore.thing('cam-1'));
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const freshName = () => `file-${(count += 1).toString()}.bin`;

  /** How many objects are on their way in, or were given up and are not yet gone. */
  async function underWay(): Promise<number> {
    return (await records.ask(`select id from stored_object where state = 'AWAITED'`)).length;
  }

  it('are made, read, changed and deleted, of every size', async () => {
    for (const size of [0, 1, 5 * MIB, 5 * MIB + 1, 10 * MIB, LARGE]) {
      const [name, first, second] = [freshName(), randomBytes(size), randomBytes(size + (size < LARGE ? 1 : 0))];
      const made = await files.post({ name, bytes: first, metadata: { class: 'binary', time: 5 } });
      assert.deepEqual([made.status, fileIn(made)], [201, { name, class: 'binary', format: 'bin', time: 5 }]);
      assert.ok((await files.download(name)).bytes.equals(first));
      assert.equal((await files.put(name, { name: 'x', bytes: second })).status, 200);
      assert.ok((await files.download(name)).bytes.equals(second));
      assert.equal((await files.delete(name)).status, 204);
      assert.equal((await files.download(name)).status, 404);
    }
  });

  it('are read in ranges, and not at all by who has them', async () => {
    const [name, bytes] = [freshName(), randomBytes(6 * MIB)];
    await files.post({ name, bytes });
    for (const [range, part] of [
      ['bytes=0-0', bytes.subarray(0, 1)],
      ['bytes=5000000-5999999', bytes.subarray(5_000_000, 6_000_000)],
      ['bytes=-10', bytes.subarray(-10)],
      ['bytes=-99999999', bytes],
      ['bytes=6000000-', bytes.subarray(6_000_000)],
    ] as const) {
      const answer = await files.download(name, { range });
      assert.equal(answer.status, 206, range);
      assert.ok(answer.bytes.equals(part), range);
    }
    const beyond = await files.download(name, { range: `bytes=${bytes.length.toString()}-` });
    assert.deepEqual(refusalOf(beyond), [416, 'RANGE_NOT_SATISFIABLE']);
    assert.equal(beyond.headers.get('content-range'), `bytes */${bytes.length.toString()}`);
    const etag = (await files.download(name)).headers.get('etag') ?? '';
    assert.equal((await files.download(name, { 'if-none-match': etag })).status, 304);
  });

  it('are refused one byte above the limit, and under a name that is taken', async () => {
    const name = freshName();
    await files.post({ name, bytes: 'first' });
    const before = await keptIn(records);
    const over = { name: 'x', bytes: randomBytes(LARGE + 1) };
    assert.deepEqual(refusalOf(await files.post(over)), [413, 'PAYLOAD_TOO_LARGE']);
    assert.deepEqual(refusalOf(await files.put(name, over)), [413, 'PAYLOAD_TOO_LARGE']);
    assert.deepEqual(refusalOf(await files.post({ name, bytes: 'second' })), [409, 'FILE_EXISTS', 'name']);
    assert.deepEqual(await keptIn(records), before);
    assert.equal((await files.download(name)).bytes.toString(), 'first');
  });

  for (const [method, statuses] of [
    ['POST', [201, 409]],
    ['PUT', [200, 200]],
  ] as const) {
    it(`sent twice at once by ${method} are one of the two, whole`, async () => {
      const name = freshName();
      if (method === 'PUT') await files.post({ name, bytes: 'first' });
      const rest = method === 'PUT' ? `/${name}` : '';
      const bodies = [randomBytes(LARGE), randomBytes(LARGE)];
      const halves = await Promise.all(
        bodies.map((bytes) => files.beginForm({ method, rest }, { name, bytes, first: LARGE / 2 })),
      );
      await until(async () => (await underWay()) === 2);
      const answers = await Promise.all(halves.map((half) => half.finish()));
      assert.deepEqual(answers.map(({ status }) => status).sort(), statuses);
      const { bytes } = await files.download(name);
      assert.ok(bodies.some((body) => body.equals(bytes)));
      const loser = answers.find(({ status }) => status === 409);
      if (loser !== undefined) assert.deepEqual(bareRefusal(loser), [409, 'FILE_EXISTS', 'name']);
    });
  }

  it('that are cut off leave the old ones, and nothing on its way', async () => {
    const [name, old] = [freshName(), randomBytes(LARGE)];
    await files.post({ name, bytes: old });
    const before = await keptIn(records);
    const sent = { name: 'new.bin', bytes: randomBytes(LARGE), first: 11 * MIB };
    for (const [method, rest] of [
      ['POST', ''],
      ['PUT', `/${name}`],
    ] as const) {
      const { line } = await files.beginForm({ method, rest }, sent);
      await until(async () => (await underWay()) === 1);
      await line.cut();
      await until(async () => (await underWay()) === 0);
      assert.deepEqual(await keptIn(records), before);
      assert.ok((await files.download(name)).bytes.equals(old));
    }
  });

  it('leave in the bucket no objects but theirs [S2-002]', async () => {
    const store = await openS3Store(bucket);
    try {
      const kept = await records.ask<{ readonly key: string }>(
        `select details->>'key' as key from resource where state = 'READY'`,
      );
      const keys = kept.map(({ key }) => key).sort();
      await until(async () => JSON.stringify([...(await keysIn(store, {}))].sort()) === JSON.stringify(keys));
    } finally {
      store.close();
    }
  });
});
