import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Forbidden } from '../../errors/forbidden.js';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { SignedLinks, type LinkClaim } from './signed-link.js';

const key = 'farm/2026/02/01912345-6789-7abc-8def-0123456789ab';
const otherKey = 'farm/2026/02/01912345-6789-7abc-8def-0123456789ac';
const start = new Date('2026-02-03T04:05:06.789Z');
const secret = Buffer.alloc(32, 's');
const read = {
  expiresIn: 60,
  contentType: 'image/png',
  disposition: 'inline',
  filename: 'Käfer & Blüte 100%+.png',
} as const;
const write = { expiresIn: 60, contentType: 'video/mp4', limit: 1000, uploadId: 'upload-1' } as const;

function linksAt(now: Date, secretInUse: Uint8Array = secret): SignedLinks {
  return new SignedLinks({
    publicUrl: () => 'https://things.example/base',
    secret: secretInUse,
    clock: { now: () => now },
  });
}

function after(milliseconds: number): Date {
  return new Date(start.getTime() + milliseconds);
}

function open(url: string | URL, options: { readonly method: string; readonly links?: SignedLinks }): LinkClaim {
  const { pathname, search } = new URL(url);
  const path = pathname.replace(/^\/base/, '');
  return (options.links ?? linksAt(start)).verify({ method: options.method, path, query: search.slice(1) });
}

function assertRefused(work: () => unknown, sentence: RegExp, about?: string): void {
  assert.throws(work, (error) => error instanceof Forbidden && sentence.test(error.message), about);
}

const readUrl = linksAt(start).signGet(key, read).url;
const writeUrl = linksAt(start).signPut(key, write).url;

describe('a read link', () => {
  it('says how the bytes are to be served', () => {
    assert.ok(readUrl.startsWith(`https://things.example/base/objects/${key}?`));
    assert.deepEqual(open(readUrl, { method: 'GET' }), {
      method: 'GET',
      key,
      expiresAt: after(60_000),
      contentType: 'image/png',
      disposition: 'inline',
      filename: read.filename,
    });
  });

  it('may be asked for the headers only', () => {
    assert.equal(open(readUrl, { method: 'HEAD' }).method, 'GET');
  });

  it('is for no other method', () => {
    for (const method of ['PUT', 'POST', 'DELETE']) {
      assertRefused(() => open(readUrl, { method }), new RegExp(`for GET, not for ${method}`));
    }
  });

  it('holds until the millisecond in which it expires', () => {
    const { expiresAt } = linksAt(start).signGet(key, read);
    assert.deepEqual(expiresAt, after(60_000));
    assert.equal(open(readUrl, { method: 'GET', links: linksAt(after(59_999)) }).key, key);
    assertRefused(() => open(readUrl, { method: 'GET', links: linksAt(after(60_000)) }), /expired/);
  });

  it('carries names of any letters, and half a letter as a replacement', () => {
    for (const [filename, carried] of [
      ['日本 "x"; a=b&c=d#?.png', '日本 "x"; a=b&c=d#?.png'],
      ['\ud83d.png', '\ufffd.png'],
      ['', ''],
      [null, null],
    ] as const) {
      const { url } = linksAt(start).signGet(key, { ...read, filename });
      const claim = open(url, { method: 'GET' });
      assert.ok(claim.method === 'GET');
      assert.equal(claim.filename, carried);
    }
  });
});

describe('a write link', () => {
  it('says what may be sent', () => {
    assert.deepEqual(open(writeUrl, { method: 'PUT' }), {
      method: 'PUT',
      key,
      expiresAt: after(60_000),
      contentType: 'video/mp4',
      limit: 1000,
      uploadId: 'upload-1',
      part: null,
    });
    assert.deepEqual(linksAt(start).signPut(key, write).headers, { 'content-type': 'video/mp4' });
  });

  it('of a part says which, and is no link for another one', () => {
    const part = { expiresIn: 60, multipartId: 'm', number: 3, limit: 1000, uploadId: 'upload-1' };
    const { url } = linksAt(start).signPart(key, part);
    assert.deepEqual(open(url, { method: 'PUT' }), {
      method: 'PUT',
      key,
      expiresAt: after(60_000),
      contentType: null,
      limit: 1000,
      uploadId: 'upload-1',
      part: 3,
    });
    assertRefused(() => open(url.replace('part=3', 'part=4'), { method: 'PUT' }), /altered/);
    assertRefused(() => open(url.replace('&part=3', ''), { method: 'PUT' }), /altered/);
  });

  it('takes any type when none was named', () => {
    const { url, headers } = linksAt(start).signPut(key, { expiresIn: 60, limit: 1, uploadId: 'u' });
    const claim = open(url, { method: 'PUT' });
    assert.equal(claim.contentType, null);
    assert.deepEqual(headers, {});
  });

  it('reads nothing', () => {
    assertRefused(() => open(writeUrl, { method: 'GET' }), /for PUT, not for GET/);
    assertRefused(() => open(writeUrl, { method: 'HEAD' }), /for PUT, not for HEAD/);
  });
});

describe('an altered link', () => {
  it('is refused whichever part was changed, emptied or left out', () => {
    for (const [url, method] of [
      [readUrl, 'GET'],
      [writeUrl, 'PUT'],
    ] as const) {
      for (const [name, value] of new URL(url).searchParams) {
        const swapped =
          value === 'inline' ? 'attachment' : value === 'GET' ? 'PUT' : value === 'PUT' ? 'GET' : `${value}0`;
        for (const changed of [swapped, '']) {
          const altered = new URL(url);
          altered.searchParams.set(name, changed);
          assertRefused(() => open(altered, { method }), /altered/, `${name}=${changed}`);
        }
        const shortened = new URL(url);
        shortened.searchParams.delete(name);
        assertRefused(() => open(shortened, { method }), /altered/, `without ${name}`);
      }
    }
  });

  it('is refused for another key, or the same key written in another way', () => {
    for (const changed of [otherKey, key.replace('farm', '%66arm'), `x/../${key}`, `${key}/`, '', '%']) {
      const query = new URL(readUrl).search.slice(1);
      const work = () => linksAt(start).verify({ method: 'GET', path: `/objects/${changed}`, query });
      assertRefused(work, /altered/, changed);
    }
    const query = new URL(readUrl).search.slice(1);
    assertRefused(() => linksAt(start).verify({ method: 'GET', path: `/other/${key}`, query }), /altered/);
  });

  it('is refused when a parameter comes twice or was added', () => {
    assertRefused(() => open(`${readUrl}&type=text/html`, { method: 'GET' }), /altered/);
    assertRefused(() => open(`${readUrl}&limit=5`, { method: 'GET' }), /altered/);
    assertRefused(() => open(`${readUrl}&more=1`, { method: 'GET' }), /altered/);
  });

  it('does not become another link by moving text from one parameter into the next', () => {
    const one = linksAt(start).signPut(key, { ...write, contentType: 'video/mp4', uploadId: 'a' });
    const other = linksAt(start).signPut(key, { ...write, contentType: 'video/mp', uploadId: '4a' });
    const signatureOf = (url: string) => new URL(url).searchParams.get('signature');
    assert.notEqual(signatureOf(one.url), signatureOf(other.url));
  });

  it('is refused when it was signed with another secret', () => {
    const links = linksAt(start, Buffer.alloc(32, 't'));
    assertRefused(() => open(readUrl, { method: 'GET', links }), /altered/);
  });
});

describe('signing', () => {
  it('refuses a weak secret, a foreign key and a lifetime of more than seven days', () => {
    assert.throws(() => linksAt(start, Buffer.alloc(31)), RangeError);
    assert.throws(() => linksAt(start).signGet('../secrets', read), InvalidArguments);
    assert.throws(() => linksAt(start).signGet(key, { ...read, expiresIn: 604_801 }), InvalidArguments);
  });
});
