import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  bareRefusal,
  bodyOf,
  FileRoutes,
  FORM_TYPE,
  incomingIn,
  fileIn,
  keptIn,
  partHead,
  refusalOf,
  storedFiles,
  untilLetGo,
} from '../support/file-routes.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const DOCUMENTED = { name: 'sensor-data.csv', class: 'document', format: 'csv', time: 1710000000.0 };
const { name: NAME, ...PROPERTIES } = DOCUMENTED;

describe('an upload by a file route', () => {
  let thingstore: TestThingstore;
  let records: Records;
  let files: FileRoutes;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore();
    records = await Records.open(thingstore.databaseUrl);
    files = FileRoutes.ofThing(await thingstore.thing('cam-1'));
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const freshName = (extension = 'csv') => `file-${(count += 1).toString()}.${extension}`;

  async function sendByHand(method: string, rest: string, body: string) {
    const headers = { 'Content-Type': FORM_TYPE, 'Content-Length': body.length.toString() };
    const line = await files.begin({ method, rest, headers });
    line.send(body);
    return line.answer();
  }

  it('is stored, and answered with what is said of it [S2-001 S2-023 S2-024 S2-025 S2-026]', async () => {
    const made = await files.post({ name: NAME, bytes: 'a,b', metadata: PROPERTIES });
    assert.deepEqual([made.status, fileIn(made)], [201, DOCUMENTED]);
    assert.equal(made.headers.get('location'), '/files/sensor-data.csv');
    assert.equal((await files.download(NAME)).bytes.toString(), 'a,b');
  });

  it('has its bytes in one file of the store, byte for byte [S2-002]', async () => {
    const [name, bytes] = [freshName('bin'), randomBytes(70_000)];
    assert.equal((await files.post({ name, bytes })).status, 201);
    const [found] = await records.ask<{ readonly key: string }>(
      `select details->>'key' as key from resource where path = 'files/${name}'`,
    );
    assert.ok((await readFile(join(thingstore.dataFolder, 'objects', found?.key ?? ''))).equals(bytes));
  });

  it('may have its metadata before the file, or as a file of its own', async () => {
    const metadata = `${partHead('metadata')}${JSON.stringify(PROPERTIES)}`;
    const asFile = `${partHead('metadata', 'metadata.json')}${JSON.stringify(PROPERTIES)}`;
    const typed = metadata.replace('\r\n\r\n', '\r\nContent-Type: application/json\r\n\r\n');
    for (const said of [metadata, asFile, typed]) {
      for (const order of ['before', 'after']) {
        const name = freshName();
        const file = `${partHead('file', name)}a,b`;
        const body = order === 'before' ? bodyOf(said, file) : bodyOf(file, said);
        const { status, body: answered } = await sendByHand('POST', '', body);
        assert.deepEqual([status, JSON.parse(answered)], [201, { name, ...PROPERTIES }]);
      }
    }
  });

  it('takes class, format and time as parts of their own, over those in its metadata [S2-009 S2-010 S2-011]', async () => {
    const name = freshName();
    const fields = { class: 'Point Clouds', format: 'e57', time: '1710000000.25' };
    const made = await files.post({ name, bytes: 'x', metadata: { ...PROPERTIES, operator: 'Ada' }, fields });
    assert.deepEqual(fileIn(made), {
      ...{ name, class: 'pointcloud', format: 'e57', time: 1710000000.25 },
      metadata: { operator: 'Ada' },
    });
  });

  it('keeps keys of its own as metadata, and those nested in "metadata" [S2-012]', async () => {
    for (const metadata of [
      { class: 'x', a: 1, b: { c: [null, true] } },
      { class: 'x', metadata: { a: 1, b: { c: [null, true] } } },
      { class: 'x', a: 0, metadata: { a: 1, b: { c: [null, true] } } },
    ]) {
      const made = await files.post({ name: freshName(), bytes: 'x', metadata });
      assert.deepEqual(fileIn(made).metadata, { a: 1, b: { c: [null, true] } });
    }
    assert.equal('metadata' in fileIn(await files.post({ name: freshName(), bytes: 'x' })), false);
  });

  it('takes metadata of 64 KiB, nested ten deep, and no more', async () => {
    const sized = (bytes: number) => ({ metadata: { text: 'x'.repeat(bytes - '{"text":""}'.length) } });
    const deep = (levels: number): unknown => (levels === 1 ? {} : { a: deep(levels - 1) });
    for (const metadata of [sized(65_536), { metadata: deep(10) }]) {
      const made = await files.post({ name: freshName(), bytes: 'x', metadata });
      assert.deepEqual([made.status, fileIn(made).metadata], [201, metadata.metadata]);
    }
    const before = await keptIn(records);
    for (const metadata of [sized(65_537), { metadata: deep(11) }]) {
      const refused = await files.post({ name: freshName(), bytes: 'x', metadata });
      assert.deepEqual(refusalOf(refused), [400, 'INVALID_ARGUMENTS', 'metadata']);
    }
    assert.deepEqual(await keptIn(records), before);
    await untilLetGo(thingstore.dataFolder);
  });

  it('takes a class and a format of 254 characters', async () => {
    const text = 'ü'.repeat(254);
    const made = await files.post({ name: freshName(), bytes: 'x', fields: { class: text, format: text } });
    assert.deepEqual([fileIn(made).class, fileIn(made).format], [text, text]);
  });

  it('under a name that is taken is refused, the first bytes untouched [S2-007]', async () => {
    const name = freshName();
    await files.post({ name, bytes: 'first', metadata: PROPERTIES });
    const before = await keptIn(records);
    const again = await files.post({ name, bytes: 'second', metadata: { class: 'other' } });
    assert.deepEqual(refusalOf(again), [409, 'FILE_EXISTS', 'name']);
    assert.deepEqual(await keptIn(records), before);
    assert.equal((await files.download(name)).bytes.toString(), 'first');
  });

  it('of the same name as another that is under way is refused by whichever ends first [S2-007]', async () => {
    const name = freshName();
    const bodies = [randomBytes(400_000), randomBytes(400_000)];
    const halves = await Promise.all(
      bodies.map((bytes) => files.beginForm({ method: 'POST' }, { name, bytes, first: 200_000 })),
    );
    await until(async () => (await incomingIn(thingstore.dataFolder)).length === 2);
    const answers = await Promise.all(halves.map((half) => half.finish()));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
    const winner = bodies[answers.findIndex(({ status }) => status === 201)];
    assert.ok((await files.download(name)).bytes.equals(winner ?? Buffer.alloc(0)));
    const loser = answers.find(({ status }) => status === 409);
    assert.deepEqual(loser && bareRefusal(loser), [409, 'FILE_EXISTS', 'name']);
    await untilLetGo(thingstore.dataFolder);
  });

  it('by many at once under one name is that of one of them', async () => {
    const name = freshName();
    const texts = Array.from({ length: 12 }, (_, nth) => `written by ${nth.toString()}`);
    const answers = await Promise.all(texts.map((bytes) => files.post({ name, bytes })));
    const statuses = answers.map(({ status }) => status);
    assert.deepEqual([...statuses].sort(), [201, ...Array.from({ length: 11 }, () => 409)]);
    assert.equal((await files.download(name)).bytes.toString(), texts[statuses.indexOf(201)]);
  });

  it('leaves in the store no bytes but those of files', async () => {
    const [{ ready }] = (await records.ask<{ readonly ready: number }>(
      `select count(*)::int as ready from resource where state = 'READY'`,
    )) as [{ readonly ready: number }];
    await until(async () => (await storedFiles(thingstore.dataFolder)) === ready);
  });
});
