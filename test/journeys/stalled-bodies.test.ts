import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import type { ApiClient, ApiError } from '../support/api-client.js';
import { BareLine } from '../support/bare-line.js';
import { CREATE_MULTIPART, PART_URLS } from '../support/multipart.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, put, requestUpload } from '../support/uploads.js';
import { until } from '../support/until.js';

const STALL_MS = 600;
const NO_BYTE = /did not come whole: no byte for 0\.6 seconds/;

describe('a request that comes to a halt', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let count = 0;
  before(async () => {
    const settings = { BODY_STALL_TIMEOUT: `${STALL_MS}ms`, OPERATIONS_PER_VIEWER: '1' };
    thingstore = await startThingstore({ settings });
    camera = await thingstore.thing('cam-1');
  });
  after(() => thingstore.stop());

  /** A request whose head was sent. */
  async function begin(
    to: { readonly method: string; readonly url: string },
    headers: Readonly<Record<string, string>>,
  ): Promise<BareLine> {
    const line = await BareLine.open(thingstore.url);
    const all = { Host: 'x', Authorization: camera.authorization ?? '', ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    line.send([`${to.method} ${to.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    return line;
  }

  const beginGraphql = (headers: Readonly<Record<string, string>>) =>
    begin({ method: 'POST', url: '/graphql' }, headers);

  function graphqlError(body: string): ApiError | undefined {
    return (JSON.parse(body) as { readonly errors?: readonly ApiError[] }).errors?.[0];
  }

  async function upload() {
    count += 1;
    const path = `stalled/${count}`;
    const ticket = await requestUpload(camera, { ownerId: 'cam-1', path, type: 'video/mp4' });
    const { pathname, search } = new URL(ticket.upload.url);
    return { ...ticket, url: pathname + search };
  }

  const incoming = () => readdir(join(thingstore.dataFolder, 'objects', '.incoming'));

  it('in its JSON is answered so, its connection ended, and its operation over', async () => {
    const line = await beginGraphql({ 'Content-Type': 'application/json', 'Content-Length': '100' });
    line.send('{"query":');
    const { status, head, body } = await line.answer();
    const error = graphqlError(body);
    assert.deepEqual([status, error?.extensions.code, error?.extensions.property], [400, 'INVALID_ARGUMENTS', 'body']);
    assert.match(error?.message ?? '', NO_BYTE);
    assert.match(head, /connection: close/);
    assert.equal((await camera.send('{ viewer { kind } }')).status, 200);
  });

  it('before the first byte of its body is answered the same', async () => {
    const line = await beginGraphql({ 'Content-Type': 'application/json', 'Content-Length': '100' });
    assert.match(graphqlError((await line.answer()).body)?.message ?? '', NO_BYTE);
  });

  it('in a login is answered so too', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': '100' };
    const line = await begin({ method: 'POST', url: '/auth/login' }, headers);
    line.send('{"userName":');
    const { status, head, body } = await line.answer();
    assert.equal(status, 400);
    assert.match(body, NO_BYTE);
    assert.match(head, /connection: close/);
  });

  it('in the middle of a multipart body is answered the same, and nothing of it is done', async () => {
    const line = await beginGraphql({
      'Content-Type': 'multipart/form-data; boundary=b',
      'Transfer-Encoding': 'chunked',
    });
    const operations = JSON.stringify({
      query: 'mutation A($input: CreateResourceInput!) { createResource(input: $input) { id } }',
      variables: { input: { ownerId: 'cam-1', path: 'half', file: null } },
    });
    const parts = [
      `--b\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${operations}\r\n`,
      '--b\r\nContent-Disposition: form-data; name="map"\r\n\r\n{"f":["variables.input.file"]}\r\n',
      '--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhalf of',
    ].join('');
    line.send(`${parts.length.toString(16)}\r\n${parts}\r\n`);
    const { status, body } = await line.answer();
    assert.deepEqual([status, graphqlError(body)?.extensions.property], [400, 'body']);
    assert.match(body, NO_BYTE);
    assert.deepEqual((await camera.send('{ resources(path: "half") { totalCount } }')).data, {
      resources: { totalCount: 0 },
    });
  });

  it('in an upload is answered so, leaves no file behind, and may be sent again', async () => {
    const { url, resource, upload: link } = await upload();
    const line = await begin({ method: 'PUT', url }, { 'Content-Type': 'video/mp4', 'Content-Length': '1000' });
    line.send('half of it');
    await until(async () => (await incoming()).length === 1);
    const { status, head, body } = await line.answer();
    const { error } = JSON.parse(body) as { readonly error: { code: string; property: string; message: string } };
    assert.deepEqual([status, error.code, error.property], [400, 'INVALID_ARGUMENTS', 'body']);
    assert.match(error.message, NO_BYTE);
    assert.match(head, /connection: close/);
    assert.deepEqual(await incoming(), []);
    assert.equal((await capture(camera, resource.id)).details, null);
    assert.equal((await put(link, Buffer.from('all of it'))).status, 201);
  });

  it('in a part of an upload is answered the same', async () => {
    const input = { ownerId: 'cam-1', path: 'stalled/parts', type: 'video/mp4' };
    const { id } = (await camera.request(CREATE_MULTIPART, { input })).createMultipartUpload;
    const { multipartUpload } = await camera.request(PART_URLS, { id, numbers: [1] });
    const { pathname, search } = new URL(multipartUpload?.partUrls[0]?.url ?? '');
    const line = await begin({ method: 'PUT', url: pathname + search }, { 'Content-Length': '1000' });
    line.send('half of it');
    assert.match((await line.answer()).body, NO_BYTE);
  });

  it('again and again, and goes on each time before it is too late, is taken', async () => {
    const { url, resource } = await upload();
    const headers = { 'Content-Type': 'video/mp4', 'Content-Length': '12', Connection: 'close' };
    const line = await begin({ method: 'PUT', url }, headers);
    for (const letter of 'steady bytes') {
      line.send(letter);
      await delay(STALL_MS / 4);
    }
    assert.equal((await line.answer()).status, 201);
    assert.equal((await capture(camera, resource.id)).details?.size, 12);
  });

  it('in its headers is answered so, though bytes of them come', async () => {
    const line = await BareLine.open(thingstore.url);
    const drip = setInterval(() => {
      line.send('x');
    }, STALL_MS / 10);
    line.send('GET /readyz HTTP/1.1\r\nHost: x\r\nX-');
    const { status, body } = await line.answer();
    clearInterval(drip);
    assert.equal(status, 400);
    assert.match(body, /"INVALID_ARGUMENTS".*did not come to its end in time/);
  });

  it('before its first byte is a connection that is ended', async () => {
    const line = await BareLine.open(thingstore.url);
    await line.ended;
  });
});

describe('an answer that nobody takes', () => {
  const SIZE = 48 * 1024 * 1024;
  /** Of what was taken the system tells the server in steps, the larger the faster the line: here more than a megabyte. */
  const STEP = 3 * 1024 * 1024;
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let url: string;
  before(async () => {
    thingstore = await startThingstore({ settings: { BODY_STALL_TIMEOUT: `${STALL_MS}ms` } });
    camera = await thingstore.thing('cam-1');
    const ticket = await requestUpload(camera, { ownerId: 'cam-1', path: 'large', type: 'video/mp4' });
    await put(ticket.upload, Buffer.alloc(SIZE, 'x'));
    const { pathname, search } = new URL((await capture(camera, ticket.resource.id)).signedUrl?.url ?? '');
    url = pathname + search;
  });
  after(() => thingstore.stop());

  async function download(): Promise<BareLine> {
    const line = await BareLine.open(thingstore.url);
    line.socket.pause();
    line.send(`GET ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    return line;
  }

  it('is cut', async () => {
    const line = await download();
    await until(() => Promise.resolve(thingstore.logLines.some((text) => text.includes('A download ended early.'))));
    line.socket.resume();
    await line.ended;
    assert.ok(line.received.length < SIZE);
  });

  it('is not cut when it is taken slowly, a little at a time', async () => {
    const line = await download();
    while (line.received.length < SIZE) {
      await delay(STALL_MS / 4);
      const enough = Math.min(SIZE, line.received.length + STEP);
      line.socket.resume();
      await until(() => Promise.resolve(line.received.length >= enough));
      line.socket.pause();
    }
    line.socket.resume();
    await line.ended;
    assert.ok(line.received.endsWith('x'));
  });
});
