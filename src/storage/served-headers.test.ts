import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { describe, it } from 'node:test';
import { servedHeaders } from './served-headers.js';

const picture = { contentType: 'image/png', disposition: 'inline', filename: 'a.png', etag: '1f-2a' } as const;

function dispositionOf(contentType: string): string | undefined {
  return servedHeaders({ ...picture, contentType, filename: null })['Content-Disposition'];
}

function namedAs(filename: string): string | undefined {
  return servedHeaders({ ...picture, filename })['Content-Disposition'];
}

describe('stored bytes are served', () => {
  it('as what they are, without guessing, running or following', () => {
    const headers = servedHeaders(picture);
    assert.equal(headers['Content-Type'], 'image/png');
    assert.equal(headers['X-Content-Type-Options'], 'nosniff');
    assert.match(headers['Content-Security-Policy'] ?? '', /^default-src 'none';.*\bsandbox$/);
    assert.equal(headers['Cross-Origin-Resource-Policy'], 'cross-origin');
    assert.equal(headers['Referrer-Policy'], 'no-referrer');
    assert.match(headers['Cache-Control'] ?? '', /^private/);
    assert.equal(headers['Accept-Ranges'], 'bytes');
    assert.equal(headers['ETag'], '"1f-2a"');
  });

  it('for looking at when that is safe', () => {
    for (const type of [
      'image/png',
      'IMAGE/JPEG',
      'video/mp4',
      'audio/mpeg',
      'text/plain; charset=utf-8',
      'text/csv',
    ]) {
      assert.equal(dispositionOf(type), 'inline', type);
    }
  });

  it('only for saving when a browser might run them, whatever was asked for', () => {
    for (const type of [
      'text/html',
      'Text/HTML; charset=utf-8',
      'image/svg+xml',
      'application/xhtml+xml',
      'text/xml',
      'video/funny+xml',
      'audio/xml',
      'application/pdf',
      'text/javascript',
      'application/octet-stream',
      'multipart/x-mixed-replace',
      'nonsense',
      '',
    ]) {
      assert.equal(dispositionOf(type), 'attachment', type);
    }
  });

  it('only for saving when that was asked for', () => {
    const headers = servedHeaders({ ...picture, disposition: 'attachment' });
    assert.equal(headers['Content-Disposition'], 'attachment; filename="a.png"');
    assert.equal(headers['Content-Security-Policy'], "default-src 'none'; sandbox");
  });

  it('under their name, in plain letters and in full', () => {
    assert.equal(namedAs('report 1.csv'), 'inline; filename="report 1.csv"');
    assert.equal(namedAs('Käfer.png'), `inline; filename="K_fer.png"; filename*=UTF-8''K%C3%A4fer.png`);
    assert.equal(
      namedAs(`it's (1)*"100%".txt`),
      `inline; filename="it's (1)*_100__.txt"; filename*=UTF-8''it%27s%20%281%29%2A%22100%25%22.txt`,
    );
    assert.equal(namedAs('🐞.png'), `inline; filename="_.png"; filename*=UTF-8''%F0%9F%90%9E.png`);
  });

  it('under a name that leads nowhere, breaks nothing and hides nothing', () => {
    assert.equal(namedAs('../../etc/passwd'), 'inline; filename=".._.._etc_passwd"');
    assert.equal(namedAs('a\r\nSet-Cookie: x=1\0.txt'), 'inline; filename="aSet-Cookie: x=1.txt"');
    assert.equal(namedAs('gpj.\u202eexe'), 'inline; filename="gpj.exe"');
    assert.equal(namedAs('gpj.\u061cexe'), 'inline; filename="gpj.exe"');
    assert.equal(namedAs('\ud83d.png'), `inline; filename="_.png"; filename*=UTF-8''%EF%BF%BD.png`);
    assert.equal(namedAs('\n'), 'inline');
  });

  it('with headers that a real server sends, even for the strangest name', async () => {
    const headers = servedHeaders({ ...picture, filename: 'ä\u0000"\\\r\n\u2028日\ud800.png' });
    const server = createServer((_, response) => response.writeHead(200, headers).end('x')).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const address = server.address();
      assert.ok(address !== null && typeof address === 'object');
      const received = await new Promise<string | undefined>((resolve, reject) => {
        request({ port: address.port, host: '127.0.0.1' }, (response) => {
          response.resume();
          resolve(response.headers['content-disposition']);
        })
          .on('error', reject)
          .end();
      });
      assert.equal(received, headers['Content-Disposition']);
    } finally {
      server.close();
    }
  });
});
