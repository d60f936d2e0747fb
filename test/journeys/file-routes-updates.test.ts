import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  bareRefusal,
  FileRoutes,
  FORM_TYPE,
  incomingIn,
  fileIn,
  keptIn,
  partHead,
  refusalOf,
  untilLetGo,
} from '../support/file-routes.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const NAME = 'sensor-data.csv';
const SAID = { class: 'document', format: 'csv', time: 1710000000.25, metadata: { operator: 'Ada' } };

describe('an update by a file route', () => {
  let thingstore: TestThingstore;
  let records: Records;
  let files: FileRoutes;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore();
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  /** A thing of its own, which has the file. */
  async function begin(bytes: Uint8Array | string = 'first'): Promise<void> {
    count += 1;
    files = FileRoutes.ofThing(await thingstore.thing(`cam-${count.toString()}`));
    assert.equal((await files.post({ name: NAME, bytes, metadata: SAID })).status, 201);
  }

  async function row() {
    const [found] = await records.ask<{ readonly id: string; readonly version: number; readonly updated_at: Date }>(
      'select id, version, updated_at from resource where owner_id = $1',
      `cam-${count.toString()}`,
    );
    assert.ok(found !== undefined);
    return found;
  }

  const actions = async () =>
    (await records.history((await row()).id)).map(({ action, changed }) => [action, ...changed]);

  it('replaces the bytes and keeps the rest, the name too [S2-033 S2-034 S2-035]', async () => {
    await begin();
    const before = await row();
    const changed = await files.put(NAME, { name: 'sensor-data-v2.csv', bytes: 'second' });
    assert.deepEqual([changed.status, fileIn(changed)], [200, { name: NAME, ...SAID }]);
    assert.equal((await files.download(NAME)).bytes.toString(), 'second');
    const after = await row();
    assert.deepEqual([after.id, after.version], [before.id, 2]);
    assert.ok(after.updated_at > before.updated_at);
    assert.deepEqual((await actions()).at(-1), ['UPDATED', 'file']);
    assert.doesNotMatch((await files.list()).bytes.toString(), /v2/);
  });

  it('keeps the rest also when the new file is of another sort [S2-035]', async () => {
    count += 1;
    files = FileRoutes.ofThing(await thingstore.thing(`cam-${count.toString()}`));
    const { time, ...told } = fileIn(await files.post({ name: 'notes', bytes: 'text', type: 'text/plain' }));
    assert.deepEqual(told, { name: 'notes', class: 'document', format: '' });
    const changed = await files.put('notes', {
      name: 'a.bin',
      bytes: randomBytes(100),
      type: 'application/octet-stream',
    });
    assert.deepEqual(fileIn(changed), { ...told, time });
  });

  it('of the very same bytes changes nothing', async () => {
    await begin();
    const before = await keptIn(records);
    assert.equal((await files.put(NAME, { name: 'x', bytes: 'first' })).status, 200);
    assert.equal((await files.put(NAME, { name: 'x', bytes: 'first', metadata: SAID })).status, 200);
    assert.equal((await files.putJson(NAME, SAID)).status, 200);
    assert.deepEqual(await keptIn(records), before);
    await untilLetGo(thingstore.dataFolder);
  });

  it('replaces bytes and what is said of them together', async () => {
    await begin();
    const changed = await files.put(NAME, { name: 'x', bytes: 'second', metadata: { class: 'binary', own: 1 } });
    assert.deepEqual(fileIn(changed), { name: NAME, ...SAID, class: 'binary', metadata: { own: 1 } });
    assert.equal((await row()).version, 2);
  });

  it('changes what is said alone, as JSON or as a form without a file, and keeps the bytes', async () => {
    await begin();
    const asJson = await files.putJson(NAME, { class: 'videos', time: 5 });
    assert.deepEqual(fileIn(asJson), { name: NAME, ...SAID, class: 'video', time: 5 });
    const asForm = await files.put(NAME, { metadata: { metadata: {} }, fields: { format: 'txt' } });
    assert.deepEqual(fileIn(asForm), { name: NAME, class: 'video', format: 'txt', time: 5 });
    assert.equal((await files.download(NAME)).bytes.toString(), 'first');
    assert.equal((await row()).version, 3);
    assert.deepEqual(fileIn(await files.putJson(NAME, { class: null, format: null })), {
      ...{ name: NAME, class: 'document', format: 'csv', time: 5 },
    });
  });

  it('as JSON is refused where it is none, and changes nothing', async () => {
    await begin();
    const before = await keptIn(records);
    for (const [body, property] of [
      ['{', 'body'],
      ['[]', 'body'],
      ['null', 'body'],
      ['{"class":1}', 'class'],
      ['{"time":"5"}', 'time'],
      ['{"time":1e999}', 'time'],
      ['{"metadata":[]}', 'metadata'],
      ['{"metadata":{"a":"\\u0000"}}', 'metadata'],
      ['{"__proto__":{"class":"x"}}', 'metadata'],
      [`{"metadata":{"text":"${'x'.repeat(65_526)}"}}`, 'metadata'],
    ] as const) {
      assert.deepEqual(
        refusalOf(await files.putJson(NAME, body)),
        [400, 'INVALID_ARGUMENTS', property],
        body.slice(0, 50),
      );
    }
    assert.deepEqual(await keptIn(records), before);
  });

  it('of a file that is not there is refused before its bytes are taken [S2-046]', async () => {
    await begin();
    const headers = { 'Content-Type': FORM_TYPE, 'Content-Length': '100000000', Expect: '100-continue' };
    const line = await files.begin({ method: 'PUT', rest: '/no-such-file', headers });
    const answer = await line.answer();
    assert.deepEqual(bareRefusal(answer), [404, 'FILE_NOT_FOUND', 'name']);
  });

  it('is asked for its bytes only when they are wanted', async () => {
    await begin();
    const body = `${partHead('file', 'x')}second\r\n--b0undary--\r\n`;
    const headers = { 'Content-Type': FORM_TYPE, 'Content-Length': body.length.toString(), Expect: '100-continue' };
    const line = await files.begin({ method: 'PUT', rest: `/${NAME}`, headers });
    await until(() => Promise.resolve(line.received.includes('100 Continue')));
    line.send(body);
    await line.ended;
    assert.match(line.received, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
    assert.equal((await files.download(NAME)).bytes.toString(), 'second');
  });

  it('at the same time as another ends as one of them, whole', async () => {
    await begin();
    const bodies = [randomBytes(400_000), randomBytes(400_000)];
    const halves = await Promise.all(
      bodies.map((bytes) => files.beginForm({ method: 'PUT', rest: `/${NAME}` }, { name: 'x', bytes, first: 200_000 })),
    );
    await until(async () => (await incomingIn(thingstore.dataFolder)).length === 2);
    assert.equal((await files.download(NAME)).bytes.toString(), 'first');
    const answers = await Promise.all(halves.map((half) => half.finish()));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    const { bytes } = await files.download(NAME);
    assert.ok(bodies.some((body) => body.equals(bytes)));
    assert.deepEqual(
      (await actions()).map(([action]) => action),
      ['CREATED', 'UPDATED', 'UPDATED'],
    );
    await untilLetGo(thingstore.dataFolder);
  });

  it('that dies half-way leaves the old file', async () => {
    const old = randomBytes(300_000);
    await begin(old);
    const before = await keptIn(records);
    const sent = { name: 'x', bytes: randomBytes(400_000), first: 200_000 };
    const { line } = await files.beginForm({ method: 'PUT', rest: `/${NAME}` }, sent);
    await until(async () => (await incomingIn(thingstore.dataFolder)).length === 1);
    assert.ok((await files.download(NAME)).bytes.equals(old));
    await line.cut();
    await untilLetGo(thingstore.dataFolder);
    assert.ok((await files.download(NAME)).bytes.equals(old));
    // Its row is given up when the request is over, a moment after its file is gone.
    await until(async () => JSON.stringify(await keptIn(records)) === JSON.stringify(before));
  });

  it('of a file that is deleted meanwhile makes none', async () => {
    await begin();
    const sent = { name: 'x', bytes: randomBytes(400_000), first: 200_000 };
    const half = await files.beginForm({ method: 'PUT', rest: `/${NAME}` }, sent);
    await until(async () => (await incomingIn(thingstore.dataFolder)).length === 1);
    assert.equal((await files.delete(NAME)).status, 204);
    assert.deepEqual(bareRefusal(await half.finish()), [404, 'FILE_NOT_FOUND', 'name']);
    assert.equal((await files.download(NAME)).status, 404);
    await untilLetGo(thingstore.dataFolder);
  });

  it('leaves a download of the old bytes that is under way whole', async () => {
    const old = Buffer.alloc(24 * 1024 * 1024, 'old ');
    await begin(old);
    const line = await files.begin({ method: 'GET', rest: `/${NAME}`, headers: {} });
    line.socket.pause();
    await until(() => Promise.resolve(line.socket.bytesRead > 0));
    assert.equal((await files.put(NAME, { name: 'x', bytes: 'new' })).status, 200);
    line.socket.resume();
    const { body } = await line.answer();
    assert.ok(Buffer.from(body, 'latin1').equals(old));
    assert.equal((await files.download(NAME)).bytes.toString(), 'new');
  });
});
