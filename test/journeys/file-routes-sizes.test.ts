import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  bareRefusal,
  FileRoutes,
  FORM_TYPE,
  formOf,
  fileIn,
  keptIn,
  partHead,
  refusalOf,
  untilLetGo,
} from '../support/file-routes.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const KIB = 1024;
/** Larger than the other two limits, which are not those of the routes. */
const OBJECT_SIZE_LIMIT = 300 * KIB;
const BODY_SIZE_LIMIT = 20 * KIB;
const TOO_LARGE = [413, 'PAYLOAD_TOO_LARGE'];

describe('the size of a file that comes by a route', () => {
  let thingstore: TestThingstore;
  let records: Records;
  let files: FileRoutes;
  before(async () => {
    const settings = { OBJECT_SIZE_LIMIT: '300KB', BODY_SIZE_LIMIT: '20KB', UPLOAD_SIZE_LIMIT: '10KB' };
    thingstore = await startThingstore({ settings });
    records = await Records.open(thingstore.databaseUrl);
    files = FileRoutes.ofThing(await thingstore.thing('cam-1'));
    assert.equal((await files.post({ name: 'old.bin', bytes: 'old bytes' })).status, 201);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  async function changesNothing(work: () => Promise<void>): Promise<void> {
    const before = await keptIn(records);
    await work();
    assert.deepEqual(await keptIn(records), before);
    await untilLetGo(thingstore.dataFolder);
    assert.equal((await files.download('old.bin')).bytes.toString(), 'old bytes');
  }

  /** As a client sends it that does not know the length before. */
  async function sendInChunks(method: string, at: string, sent: { readonly name: string; readonly bytes: Uint8Array }) {
    const whole = new Response(formOf(sent));
    const headers = { 'content-type': whole.headers.get('content-type') ?? '' };
    return files.ask(at, { method, headers, body: whole.body, duplex: 'half' });
  }

  it('is that of the largest object at most, and neither that of bodies nor that of uploads', async () => {
    const bytes = randomBytes(OBJECT_SIZE_LIMIT);
    assert.equal((await files.post({ name: 'whole.bin', bytes, metadata: { class: 'x' } })).status, 201);
    assert.ok((await files.download('whole.bin')).bytes.equals(bytes));
    assert.equal((await sendInChunks('POST', '', { name: 'chunks.bin', bytes })).status, 201);
    assert.equal(
      (await sendInChunks('PUT', '/chunks.bin', { name: 'x', bytes: randomBytes(OBJECT_SIZE_LIMIT) })).status,
      200,
    );
  });

  it('is refused one byte above, announced or not, by POST and PUT', async () => {
    const bytes = randomBytes(OBJECT_SIZE_LIMIT + 1);
    await changesNothing(async () => {
      assert.deepEqual(refusalOf(await files.post({ name: 'new.bin', bytes })), TOO_LARGE);
      assert.deepEqual(refusalOf(await files.put('old.bin', { name: 'x', bytes })), TOO_LARGE);
      assert.deepEqual(refusalOf(await sendInChunks('POST', '', { name: 'new.bin', bytes })), TOO_LARGE);
      assert.deepEqual(refusalOf(await sendInChunks('PUT', '/old.bin', { name: 'x', bytes })), TOO_LARGE);
    });
  });

  it('is told as the limit of objects, also when far more is announced, of which nothing is read', async () => {
    await changesNothing(async () => {
      const far = await files.begin({
        method: 'POST',
        headers: { 'Content-Type': FORM_TYPE, 'Content-Length': '5000000000' },
      });
      const answer = await far.answer();
      assert.deepEqual(bareRefusal(answer), TOO_LARGE);
      const near = await files.post({ name: 'new.bin', bytes: randomBytes(OBJECT_SIZE_LIMIT + 1) });
      for (const body of [answer.body, near.bytes.toString()]) {
        const { error } = JSON.parse(body) as {
          readonly error: { readonly params: unknown; readonly message: string };
        };
        assert.deepEqual(error.params, { limit: OBJECT_SIZE_LIMIT });
        assert.match(error.message, /OBJECT_SIZE_LIMIT/);
      }
    });
  });

  it('has an end also where the body has none', async () => {
    await changesNothing(async () => {
      const headers = { 'Content-Type': FORM_TYPE, 'Transfer-Encoding': 'chunked' };
      const line = await files.begin({ method: 'POST', headers });
      const send = (text: string) => {
        line.send(`${text.length.toString(16)}\r\n${text}\r\n`);
      };
      send(partHead('file', 'endless.bin'));
      const flow = setInterval(() => {
        send('x'.repeat(64 * KIB));
      }, 1);
      const ended = line.ended.then(() => {
        clearInterval(flow);
      });
      while (!line.received.includes('requestId')) await new Promise((resolve) => setImmediate(resolve));
      clearInterval(flow);
      line.send('0\r\n\r\n');
      await line.cut();
      await ended;
      assert.match(line.received, /^HTTP\/1\.1 413 /);
    });
  });

  it('of properties alone is that of any body', async () => {
    const json = (size: number) => {
      const empty = JSON.stringify({ metadata: { text: '' } });
      return JSON.stringify({ metadata: { text: 'x'.repeat(size - empty.length) } });
    };
    const taken = await files.putJson('whole.bin', json(BODY_SIZE_LIMIT));
    assert.deepEqual([taken.status, fileIn(taken).name], [200, 'whole.bin']);
    await changesNothing(async () => {
      assert.deepEqual(refusalOf(await files.putJson('whole.bin', json(BODY_SIZE_LIMIT + 1))), TOO_LARGE);
      const form = await files.post({ metadata: json(OBJECT_SIZE_LIMIT + BODY_SIZE_LIMIT) });
      assert.deepEqual(refusalOf(form), TOO_LARGE);
    });
  });
});
