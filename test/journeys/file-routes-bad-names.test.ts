import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  bareRefusal,
  bodyOf,
  FileRoutes,
  FORM_TYPE,
  fileIn,
  keptIn,
  partHead,
  refusalOf,
  untilLetGo,
} from '../support/file-routes.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const LONGEST = `${'é'.repeat(507)}.bin`;
const INVALID = [400, 'INVALID_ARGUMENTS', 'name'];

describe('the name of a file', () => {
  let thingstore: TestThingstore;
  let records: Records;
  let files: FileRoutes;
  before(async () => {
    thingstore = await startThingstore();
    records = await Records.open(thingstore.databaseUrl);
    files = FileRoutes.ofThing(await thingstore.thing('cam-1'));
    assert.equal((await files.post({ name: 'old.bin', bytes: 'old bytes' })).status, 201);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  /** A POST whose upload has this parameter of Content-Disposition. */
  async function postAs(filename: string) {
    const head = `--b0undary\r\nContent-Disposition: form-data; name="file"; ${filename}\r\n\r\n`;
    const body = bodyOf(`${head}bytes`);
    const headers = { 'Content-Type': FORM_TYPE, 'Content-Length': body.length.toString() };
    const line = await files.begin({ method: 'POST', headers });
    line.send(body);
    return line.answer();
  }

  /** A request whose path goes on with just this. */
  async function askAt(method: string, rest: string) {
    const body = method === 'PUT' ? '{"class":"x"}' : '';
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length.toString() };
    const line = await files.begin({ method, rest, headers });
    line.send(body);
    return line.answer();
  }

  async function changesNothing(work: () => Promise<void>): Promise<void> {
    const before = await keptIn(records);
    await work();
    assert.deepEqual(await keptIn(records), before);
    await untilLetGo(thingstore.dataFolder);
  }

  it('is refused in an upload when it leads elsewhere, is none, or is too long', async () => {
    await changesNothing(async () => {
      for (const filename of [
        ...['../old.bin', '/etc/passwd', 'a/b', 'C:\\\\old.bin', 'a\\\\b', '.', '..', ''].map(
          (name) => `filename="${name}"`,
        ),
        `filename="${Buffer.from(`a${LONGEST}`).toString('latin1')}"`,
        `filename*=UTF-8''..%2Fold.bin`,
        `filename*=UTF-8''a%00b`,
        `filename*=UTF-8''a%0D%0Ab`,
        `filename*=UTF-8''a%7Fb`,
        `filename="a\xffb"`,
        `filename*=UTF-8''a%FFb`,
      ]) {
        const answer = await postAs(filename);
        assert.deepEqual(
          bareRefusal(answer),
          filename === 'filename=""' ? [400, 'INVALID_ARGUMENTS', 'file'] : INVALID,
          filename,
        );
      }
    });
  });

  it('is refused in a URL too, however it is written', async () => {
    await changesNothing(async () => {
      for (const rest of [
        ...[
          '/..',
          '/.',
          '/%2e%2e',
          '/%2E',
          '/a%2fb',
          '/..%2Fold.bin',
          '/a%5Cb',
          '/a\\b',
          '/%00',
          '/a%0ab',
          '/a%7F',
          '/%C2%80',
        ],
        `/${encodeURIComponent(`a${LONGEST}`)}`,
      ]) {
        for (const method of ['GET', 'PUT', 'DELETE']) {
          assert.deepEqual(bareRefusal(await askAt(method, rest)), INVALID, `${method} ${rest}`);
        }
      }
    });
  });

  it('is not there when it is decoded twice, or was never one', async () => {
    await changesNothing(async () => {
      for (const rest of [
        '/%252e%252e',
        '/old%252ebin',
        '/OLD.bin',
        '/old.bin.',
        '/old',
        '/__proto__',
        '/constructor',
      ]) {
        for (const method of ['GET', 'PUT', 'DELETE']) {
          assert.deepEqual(
            bareRefusal(await askAt(method, rest)),
            [404, 'FILE_NOT_FOUND', 'name'],
            `${method} ${rest}`,
          );
        }
      }
    });
  });

  it('is refused where its escapes are none, or are no UTF-8', async () => {
    await changesNothing(async () => {
      for (const rest of ['/%', '/%zz', '/%c3', '/%ff%fe', '/%ed%a0%80']) {
        for (const method of ['GET', 'PUT', 'DELETE']) {
          assert.deepEqual(
            bareRefusal(await askAt(method, rest)),
            [400, 'INVALID_ARGUMENTS', 'url'],
            `${method} ${rest}`,
          );
        }
      }
    });
  });

  it('is no path: what lies below it is no route', async () => {
    await changesNothing(async () => {
      for (const rest of ['/a/b', '/old.bin/x', '/../auth', '//old.bin', '/old.bin//']) {
        assert.deepEqual(bareRefusal(await askAt('GET', rest)), [404, 'ROUTE_NOT_FOUND'], rest);
      }
    });
  });

  it('has 1,018 bytes at most, and any characters else', async () => {
    const names = [
      LONGEST,
      '.hidden',
      '...',
      '%2e%2e',
      '%41',
      'a b+c&d=e?f#g;h.txt',
      `it's "quoted"`.replaceAll('"', ''),
      '温度計.csv',
      '🛰️ log.txt',
      '__proto__',
      'metadata',
      ' spaces around ',
    ];
    assert.equal(Buffer.byteLength(LONGEST), 1018);
    for (const name of names) {
      const made = await files.post({ name, bytes: `of ${name}` });
      assert.deepEqual([made.status, fileIn(made).name], [201, name], name);
      const found = await fetch(`${thingstore.url}${made.headers.get('location') ?? ''}`, {
        headers: { authorization: files.authorization ?? '' },
      });
      assert.equal(await found.text(), `of ${name}`);
      assert.equal((await files.put(name, { name: 'other', bytes: 'new' })).status, 200);
      assert.equal((await files.delete(name)).status, 204);
      assert.deepEqual(refusalOf(await files.download(name)), [404, 'FILE_NOT_FOUND', 'name']);
    }
  });

  it('is the same however its accents are written', async () => {
    const [composed, decomposed] = ['é.txt', 'é.txt'.normalize('NFD')];
    assert.equal(fileIn(await files.post({ name: decomposed, bytes: 'x' })).name, composed);
    assert.deepEqual(refusalOf(await files.post({ name: composed, bytes: 'y' })), [409, 'FILE_EXISTS', 'name']);
    for (const name of [composed, decomposed]) assert.equal((await files.download(name)).bytes.toString(), 'x');
    assert.equal((await files.delete(decomposed)).status, 204);
    assert.equal((await files.download(composed)).status, 404);
  });

  it('has quotes as its client writes them', async () => {
    const { status, body } = await postAs(String.raw`filename="a \"b\" c.txt"`);
    assert.deepEqual([status, (JSON.parse(body) as { readonly name: string }).name], [201, 'a "b" c.txt']);
    assert.equal((await files.download('a "b" c.txt')).bytes.toString(), 'bytes');
  });

  it('in UTF-8 comes by filename* too', async () => {
    const { status, body } = await postAs(`filename="plain.txt"; filename*=UTF-8''%E6%B8%A9.txt`);
    const { name } = JSON.parse(Buffer.from(body, 'latin1').toString()) as { readonly name: string };
    assert.deepEqual([status, name], [201, '温.txt']);
  });

  it('of a whole form by hand is taken as curl sends it', async () => {
    const body = bodyOf(`${partHead('file', 'by-hand.txt')}bytes`);
    const line = await files.begin({
      method: 'POST',
      headers: { 'Content-Type': FORM_TYPE, 'Content-Length': body.length.toString() },
    });
    line.send(body);
    assert.equal((await line.answer()).status, 201);
  });
});
