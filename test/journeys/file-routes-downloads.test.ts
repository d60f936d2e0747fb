import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { BareLine } from '../support/bare-line.js';
import { FileRoutes, fileIn, openObjects, refusalOf } from '../support/file-routes.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';
import { picture, sha256 } from '../support/uploads.js';

const SIZE = 300_000;

describe('a download by a file route', () => {
  let thingstore: TestThingstore;
  let files: FileRoutes;
  const bytes = randomBytes(SIZE);
  before(async () => {
    thingstore = await startThingstore();
    files = FileRoutes.ofThing(await thingstore.thing('cam-1'));
    assert.equal((await files.post({ name: 'log.bin', bytes })).status, 201);
  });
  after(() => thingstore.stop());

  it('is the bytes, with their length, type, name and tag [S2-032]', async () => {
    const { status, headers, bytes: answered } = await files.download('log.bin');
    assert.equal(status, 200);
    assert.ok(answered.equals(bytes));
    assert.deepEqual(
      ['content-length', 'content-type', 'etag', 'accept-ranges', 'cache-control'].map((name) => headers.get(name)),
      [SIZE.toString(), 'application/octet-stream', `"${sha256(bytes)}"`, 'bytes', 'private, no-cache'],
    );
    assert.equal(headers.get('content-disposition'), 'attachment; filename="log.bin"');
  });

  it('is one range of them where one is asked for', async () => {
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 0],
      ['bytes=0-99', 0, 99],
      ['bytes=100-299998', 100, 299_998],
      ['bytes=299999-', 299_999, 299_999],
      ['bytes=1000-', 1000, 299_999],
      ['bytes=-1', 299_999, 299_999],
      ['bytes=-1000', 299_000, 299_999],
      ['bytes=-999999', 0, 299_999],
      ['bytes=10-999999', 10, 299_999],
      ['bytes=0-9,10-19', 0, 19],
    ] as const) {
      const { status, headers, bytes: part } = await files.download('log.bin', { range });
      assert.deepEqual(
        [status, headers.get('content-range'), headers.get('content-length')],
        [206, `bytes ${String(from)}-${String(to)}/300000`, String(to - from + 1)],
        range,
      );
      assert.ok(part.equals(bytes.subarray(from, to + 1)), range);
    }
  });

  it('is the whole where several ranges, none, or something else is asked for', async () => {
    for (const range of ['bytes=0-0,5-5', 'bytes=', 'bytes=a-b', 'lines=1-2', 'x']) {
      const { status, bytes: whole, headers } = await files.download('log.bin', { range });
      assert.deepEqual([status, headers.get('content-range')], [200, null], range);
      assert.ok(whole.equals(bytes));
    }
  });

  it('of a range behind the end is refused, with the length', async () => {
    for (const range of ['bytes=300000-', 'bytes=300000-300001', 'bytes=-0']) {
      const answer = await files.download('log.bin', { range });
      assert.deepEqual(refusalOf(answer), [416, 'RANGE_NOT_SATISFIABLE'], range);
      assert.equal(answer.headers.get('content-range'), 'bytes */300000');
    }
  });

  it('goes on where it was cut off, if the bytes are still the same', async () => {
    const etag = (await files.download('log.bin')).headers.get('etag') ?? '';
    const range = 'bytes=100000-';
    const rest = await files.download('log.bin', { range, 'if-range': etag });
    assert.deepEqual([rest.status, rest.bytes.length], [206, SIZE - 100_000]);
    for (const other of [`"${sha256(randomBytes(1))}"`, `W/${etag}`, new Date().toUTCString()]) {
      const whole = await files.download('log.bin', { range, 'if-range': other });
      assert.deepEqual([whole.status, whole.bytes.length], [200, SIZE], other);
    }
  });

  it('is saved for who has the bytes', async () => {
    const etag = (await files.download('log.bin')).headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const answer = await files.download('log.bin', { 'if-none-match': known });
      assert.deepEqual([answer.status, answer.bytes.length, answer.headers.get('etag')], [304, 0, etag], known);
    }
    const ranged = await files.download('log.bin', { 'if-none-match': etag, range: 'bytes=0-9' });
    assert.equal(ranged.status, 304);
    for (const other of ['"x"', etag.slice(0, -2), 'x']) {
      assert.equal((await files.download('log.bin', { 'if-none-match': other })).status, 200, other);
    }
  });

  it('has another tag for other bytes, and the same whatever else is said of them', async () => {
    await files.post({ name: 'tag.txt', bytes: 'one' });
    const tag = async () => (await files.download('tag.txt')).headers.get('etag');
    const one = await tag();
    await files.putJson('tag.txt', { class: 'other', time: 5, metadata: { a: 1 } });
    assert.equal(await tag(), one);
    await files.put('tag.txt', { name: 'x', bytes: 'two' });
    const two = await tag();
    assert.notEqual(two, one);
    await files.put('tag.txt', { name: 'x', bytes: 'one' });
    assert.equal(await tag(), one);
  });

  it('is its headers alone for HEAD', async () => {
    const whole = await files.download('log.bin');
    const head = await files.ask('/log.bin', { method: 'HEAD', headers: { range: 'bytes=0-1' } });
    assert.deepEqual([head.status, head.bytes.length], [200, 0]);
    for (const name of ['content-length', 'content-type', 'etag', 'content-disposition', 'accept-ranges']) {
      assert.equal(head.headers.get(name), whole.headers.get(name), name);
    }
    assert.equal((await files.ask('/no-such-file', { method: 'HEAD' })).status, 404);
    assert.equal(await openObjects(thingstore.dataFolder), 0);
  });

  it('of an empty file is empty', async () => {
    const made = await files.post({ name: 'empty.txt', bytes: '' });
    assert.equal(made.status, 201);
    const whole = await files.download('empty.txt');
    assert.deepEqual([whole.status, whole.bytes.length, whole.headers.get('content-length')], [200, 0, '0']);
    const ranged = await files.download('empty.txt', { range: 'bytes=0-' });
    assert.deepEqual([ranged.status, ranged.headers.get('content-range')], [416, 'bytes */0']);
  });

  it('names the file for every client, in whatever script', async () => {
    for (const [name, disposition] of [
      ['温度計.csv', `filename="___.csv"; filename*=UTF-8''%E6%B8%A9%E5%BA%A6%E8%A8%88.csv`],
      ['données é.txt', `filename="donn_es _.txt"; filename*=UTF-8''donn%C3%A9es%20%C3%A9.txt`],
      ["it's (1)*.txt", `filename="it's (1)*.txt"`],
      ['50%.txt', `filename="50_.txt"; filename*=UTF-8''50%25.txt`],
      ['مرحبا.txt', `filename="_____.txt"; filename*=UTF-8''%D9%85%D8%B1%D8%AD%D8%A8%D8%A7.txt`],
      ['a;b=c.txt', `filename="a;b=c.txt"`],
    ]) {
      assert.ok(name !== undefined);
      const made = await files.post({ name, bytes: 'text', type: 'text/plain' });
      assert.equal(fileIn(made).name, name);
      const { headers } = await files.download(name);
      assert.equal(headers.get('content-disposition'), `inline; ${disposition ?? ''}`);
    }
  });

  it('never runs as code on this origin', async () => {
    const script = '<script>fetch("/graphql")</script>';
    for (const [name, type, sent] of [
      ['page.html', 'text/html', `<!doctype html>${script}`],
      ['page.txt', 'text/html', `<!doctype html>${script}`],
      ['hidden.png', 'image/png', `<!doctype html><html>${script}</html>`],
      ['picture.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
      ['page.xhtml', 'application/xhtml+xml', `<html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`],
      ['code.js', 'text/javascript', 'alert(1)'],
      ['paper.pdf', 'application/pdf', '%PDF-1.7'],
    ] as const) {
      await files.post({ name, bytes: sent, type });
      const { headers } = await files.download(name);
      assert.match(headers.get('content-disposition') ?? '', /^attachment; /, name);
      assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox");
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    }
    await files.post({ name: 'real.png', bytes: await picture('png'), type: 'image/png' });
    const { headers } = await files.download('real.png');
    assert.equal(headers.get('content-disposition'), 'inline; filename="real.png"');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/);
  });

  it('that is cut off, or waits behind one, holds nothing open', async () => {
    await files.post({ name: 'large.bin', bytes: Buffer.alloc(32 * 1024 * 1024, 'x') });
    const head = `GET /files/large.bin HTTP/1.1\r\nHost: x\r\nAuthorization: ${files.authorization ?? ''}\r\n\r\n`;
    const line = await BareLine.open(thingstore.url);
    line.socket.pause();
    line.send(head + head);
    await until(async () => (await openObjects(thingstore.dataFolder)) > 0);
    await line.cut();
    await until(async () => (await openObjects(thingstore.dataFolder)) === 0);
  });

  it('follows another on the same connection', async () => {
    const line = await BareLine.open(thingstore.url);
    const head = (range: string, connection: string) =>
      `GET /files/log.bin HTTP/1.1\r\nHost: x\r\nAuthorization: ${files.authorization ?? ''}\r\n` +
      `Range: ${range}\r\nConnection: ${connection}\r\n\r\n`;
    line.send(head('bytes=0-99999', 'keep-alive') + head('bytes=100000-', 'close'));
    await line.ended;
    const parts = line.received.split(/HTTP\/1\.1 206[^]*?\r\n\r\n/).slice(1);
    assert.ok(Buffer.from(parts.join(''), 'latin1').equals(bytes));
  });
});
