import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { graphql } from '../support/generated/index.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { answerOf, capture, picture, put, requestUpload, sha256 } from '../support/uploads.js';

const LINKS = graphql(`
  query ServedLinks($id: ID!, $download: Boolean, $expiresIn: Int) {
    resource(id: $id) {
      data
      signedUrl(download: $download, expiresIn: $expiresIn) {
        url
        method
        headers
        expiresAt
        uploadId
      }
    }
  }
`);

const CREATE_VALUE = graphql(`
  mutation ServedCreateValue($input: CreateResourceInput!) {
    createResource(input: $input) {
      data
      details {
        size
      }
      signedUrl {
        url
      }
    }
  }
`);

describe('the bytes behind a read URL', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore({ clock });
    camera = await thingstore.thing('cam-1');
  });
  after(() => thingstore.stop());

  /** Uploads bytes; answers the id of their resource. */
  async function stored(
    bytes: Uint8Array,
    facts: { readonly type: string; readonly filename?: string },
  ): Promise<string> {
    count += 1;
    const ticket = await requestUpload(camera, { ownerId: 'cam-1', path: `served/${String(count)}/a.bin`, ...facts });
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    return ticket.resource.id;
  }

  async function linkOf(id: string, options: { readonly download?: boolean; readonly expiresIn?: number } = {}) {
    const { resource } = await camera.request(LINKS, { id, ...options });
    assert.ok(resource?.signedUrl);
    return { ...resource.signedUrl, data: resource.data };
  }

  const urlOf = async (bytes: Uint8Array, facts: { readonly type: string; readonly filename?: string }) =>
    (await linkOf(await stored(bytes, facts))).url;

  it('come without a login and without any header [S1-121]', async () => {
    const bytes = await picture('jpeg');
    const url = new URL(await urlOf(bytes, { type: 'image/jpeg' }));
    const { status, body, headers } = await bareGet(url);
    assert.equal(status, 200);
    assert.equal(sha256(body), sha256(bytes));
    assert.equal(headers['content-type'], 'image/jpeg');
    assert.equal(headers['content-length'], String(bytes.length));
  });

  it('are told by data as a URL and its end, and by signedUrl with the life that was asked for [S1-039]', async () => {
    const id = await stored(await picture('png'), { type: 'image/png' });
    const link = await linkOf(id, { expiresIn: 30 });
    assert.deepEqual([link.method, link.headers, link.uploadId], ['GET', {}, null]);
    assert.equal(Date.parse(link.expiresAt), clock.now().getTime() + 30_000);
    const data = link.data as { signedUrl: string; expiresAt: string };
    assert.deepEqual(Object.keys(data).sort(), ['expiresAt', 'signedUrl']);
    assert.equal(Date.parse(data.expiresAt), clock.now().getTime() + 15 * 60 * 1000);
    assert.equal((await fetched(data.signedUrl)).status, 200);
    clock.advance(30_000);
    const late = await answerOf(await fetch(link.url));
    assert.deepEqual([late.status, late.body.error?.code], [403, 'FORBIDDEN']);
    assert.equal((await fetched(data.signedUrl)).status, 200);
  });

  it('are none of a value: it has no details and no URL [S1-041]', async () => {
    const input = { ownerId: 'cam-1', path: 'served/value', data: { a: [1] } };
    const { createResource } = await camera.request(CREATE_VALUE, { input });
    assert.deepEqual(createResource, { data: { a: [1] }, details: null, signedUrl: null });
  });

  it('come in parts', async () => {
    const url = await urlOf(Buffer.from('0123456789'), { type: 'text/plain' });
    const part = async (range: string, more: Readonly<Record<string, string>> = {}) => {
      const response = await fetch(url, { headers: { range, ...more } });
      return [response.status, response.headers.get('content-range'), await response.text()];
    };
    assert.deepEqual(await part('bytes=2-4'), [206, 'bytes 2-4/10', '234']);
    assert.deepEqual(await part('bytes=7-'), [206, 'bytes 7-9/10', '789']);
    assert.deepEqual(await part('bytes=-3'), [206, 'bytes 7-9/10', '789']);
    assert.deepEqual(await part('bytes=5-99'), [206, 'bytes 5-9/10', '56789']);
    assert.deepEqual(await part('bytes=0-1,8-9'), [200, null, '0123456789']);
    assert.deepEqual(await part('lines=1-2'), [200, null, '0123456789']);
    const etag = (await fetched(url)).headers.get('etag') ?? '';
    assert.deepEqual(await part('bytes=2-4', { 'if-range': etag }), [206, 'bytes 2-4/10', '234']);
    assert.deepEqual(await part('bytes=2-4', { 'if-range': '"other"' }), [200, null, '0123456789']);
  });

  it('have no part outside of them: 416 as JSON, with their length', async () => {
    const url = await urlOf(Buffer.from('0123456789'), { type: 'image/png' });
    const empty = await urlOf(Buffer.alloc(0), { type: 'text/plain' });
    for (const [link, range, length] of [
      [url, 'bytes=10-', 10],
      [url, 'bytes=20-30', 10],
      [empty, 'bytes=0-', 0],
    ] as const) {
      const response = await fetch(link, { headers: { range } });
      assert.equal(response.status, 416);
      assert.equal(response.headers.get('content-range'), `bytes */${String(length)}`);
      assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
      assert.equal((await answerOf(response)).body.error?.code, 'RANGE_NOT_SATISFIABLE');
    }
  });

  it('are told by HEAD without being sent, the whole of them', async () => {
    const url = await urlOf(Buffer.from('0123456789'), { type: 'text/csv' });
    for (const headers of [{}, { range: 'bytes=0-1' }]) {
      const response = await fetch(url, { method: 'HEAD', headers });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-length'), '10');
      assert.equal(response.headers.get('accept-ranges'), 'bytes');
      assert.equal(await response.text(), '');
    }
  });

  it('are not sent to whoever has them', async () => {
    const id = await stored(Buffer.from('0123456789'), { type: 'text/plain' });
    const { url } = await linkOf(id);
    const etag = (await fetched(url)).headers.get('etag') ?? '';
    assert.equal(etag, `"${(await capture(camera, id)).details?.etag ?? ''}"`);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await bareGet(new URL(url), { 'if-none-match': known });
      assert.deepEqual([response.status, response.body.length, response.headers['etag']], [304, 0, etag], known);
    }
    assert.equal((await fetched(url, { headers: { 'if-none-match': '"other"' } })).status, 200);
  });

  it('are what they are, whatever was declared: a page is never a picture', async () => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const [bytes, type] of [
      [page, 'text/html'],
      [drawing, 'image/svg+xml'],
    ] as const) {
      const id = await stored(bytes, { type: 'image/png' });
      const { details } = await capture(camera, id);
      assert.deepEqual([details?.declaredType, details?.detectedType, details?.contentType], ['image/png', type, type]);
      const { headers } = await fetched((await linkOf(id)).url);
      assert.match(headers.get('content-type') ?? '', new RegExp(`^${type.replace('+', '\\+')}`));
      assert.match(headers.get('content-disposition') ?? '', /^attachment/);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    }
    const png = await stored(await picture('png'), { type: 'text/plain' });
    const { details, kind } = await capture(camera, png);
    assert.deepEqual(
      [details?.declaredType, details?.detectedType, details?.contentType, details?.width, kind],
      ['text/plain', 'image/png', 'image/png', 64, 'FILE'],
    );
    assert.equal((await fetched((await linkOf(png)).url)).headers.get('content-type'), 'image/png');
  });

  it('never run on our origin: every answer forbids it', async () => {
    const url = await urlOf(await picture('jpeg'), { type: 'image/jpeg' });
    const { headers } = await fetched(url);
    assert.match(headers.get('content-disposition') ?? '', /^inline/);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.match(headers.get('cache-control') ?? '', /private/);
  });

  it('are saved under their name, any script of the world, when that is asked for', async () => {
    const id = await stored(await picture('png'), { type: 'image/png', filename: 'Straße "東京" 📷.png' });
    const shown = await fetched((await linkOf(id)).url);
    const saved = await fetched((await linkOf(id, { download: true })).url);
    assert.match(shown.headers.get('content-disposition') ?? '', /^inline;/);
    const disposition = saved.headers.get('content-disposition') ?? '';
    assert.match(disposition, /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/);
    const full = /filename\*=UTF-8''(.*)$/.exec(disposition)?.[1] ?? '';
    assert.equal(decodeURIComponent(full), 'Straße "東京" 📷.png');
    const nameless = await stored(await picture('png'), { type: 'image/png' });
    const byPath = await fetched((await linkOf(nameless, { download: true })).url);
    assert.equal(byPath.headers.get('content-disposition'), 'attachment; filename="a.bin"');
  });

  it('leave no signature in the log', () => {
    assert.ok(thingstore.logLines.every((line) => !line.includes('signature')));
  });
});

/** The answer to a GET, its body read and put away. */
async function fetched(url: string, init: { readonly headers?: Record<string, string> } = {}): Promise<Response> {
  const response = await fetch(url, init);
  await response.arrayBuffer();
  return response;
}

/** A GET that sends what it must and nothing else. */
function bareGet(url: URL, headers: Readonly<Record<string, string>> = {}) {
  return new Promise<{
    readonly status: number | undefined;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly body: Buffer;
  }>((resolve, reject) => {
    request(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    })
      .on('error', reject)
      .end();
  });
}
