import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { servedType, sniffType } from './sniffed-type.js';

const image = sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } });

function utf16(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, 'utf16le');
}

describe('the first bytes', () => {
  it('tell real images apart', async () => {
    assert.equal(await sniffType(await image.clone().png().toBuffer()), 'image/png');
    assert.equal(await sniffType(await image.clone().jpeg().toBuffer()), 'image/jpeg');
    assert.equal(await sniffType(await image.clone().gif().toBuffer()), 'image/gif');
    assert.equal(await sniffType(await image.clone().webp().toBuffer()), 'image/webp');
    assert.equal(await sniffType(await image.clone().avif().toBuffer()), 'image/avif');
  });

  it('tell documents, archives and video apart', async () => {
    assert.equal(await sniffType(Buffer.from('%PDF-1.7\n1 0 obj')), 'application/pdf');
    assert.equal(
      await sniffType(Buffer.from('504b0506000000000000000000000000000000000000', 'hex')),
      'application/zip',
    );
    assert.equal(await sniffType(Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1')), 'video/mp4');
    assert.equal(await sniffType(Buffer.from('<?xml version="1.0"?><plan/>')), 'application/xml');
  });

  it('tell nothing of text, tables and JSON, even when a table begins like a program or a bitmap', async () => {
    for (const text of [
      '',
      'hello',
      'a,b\n1,2\n',
      '{"a":1}',
      '[1,2]',
      'BMI;weight\n22;70\n',
      'MZ,PLZ\n1,2\n',
      'BMI;Gr\xf6\xdfe\n22;1\n',
      'solid state,1\n',
      '# Title\n<p>text</p>',
      '<!-- lint: off -->\n# Title',
      'a < b and b > c',
    ]) {
      assert.equal(await sniffType(Buffer.from(text, 'latin1')), null, text);
    }
  });

  it('tell a page that a browser might recognise, however it is dressed', async () => {
    for (const text of [
      '<!DOCTYPE html><p>x',
      ' \n\t<HTML lang=en>',
      '<script>alert(1)</script>',
      '\ufeff<script src=x>',
      '<!-- a -->\n<!-- b --><body onload=alert(1)>',
      `<!-- ${'x'.repeat(5000)} --><script>`,
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><x/></html>',
      '<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml"/>',
      '<iframe/src=x>',
    ]) {
      assert.equal(await sniffType(Buffer.from(text)), 'text/html', text.slice(0, 60));
    }
    assert.equal(await sniffType(utf16('<script>alert(1)</script>')), 'text/html');
    assert.equal(await sniffType(utf16('<script>alert(1)</script>').swap16()), 'text/html');
  });

  it('tell SVG, however it is dressed', async () => {
    for (const text of [
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<svg>',
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n<svg>',
      '<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg">',
    ]) {
      assert.equal(await sniffType(Buffer.from(text)), 'image/svg+xml', text);
    }
    assert.equal(await sniffType(utf16('<svg onload=alert(1)>')), 'image/svg+xml');
  });

  it('never end in an error, whatever they are', async () => {
    const starts = [
      'PK\x03\x04',
      'ID3',
      '\x1a\x45\xdf\xa3',
      'OggS',
      'II*\0',
      'MM\0*',
      'RIFF',
      '\x89PNG\r\n\x1a\n',
      '0&\xb2u',
    ];
    const types = await Promise.all(
      Array.from({ length: 900 }, (_, nth) => {
        const start = Buffer.from(starts[nth % starts.length] ?? '', 'latin1');
        return sniffType(Buffer.concat([start, randomBytes(nth)]));
      }),
    );
    assert.ok(types.every((type) => type === null || type.includes('/')));
  });
});

describe('bytes are served', () => {
  it('as detected, else as declared, else as unknown', () => {
    assert.equal(servedType({ detected: 'image/png', declared: 'text/plain' }), 'image/png');
    assert.equal(servedType({ detected: 'text/html', declared: 'image/png' }), 'text/html');
    assert.equal(servedType({ detected: null, declared: 'text/csv' }), 'text/csv');
    assert.equal(servedType({ detected: null, declared: null }), 'application/octet-stream');
  });

  it('as declared when only the container was detected', () => {
    const declared = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    assert.equal(servedType({ detected: 'application/zip', declared }), declared);
    assert.equal(servedType({ detected: 'application/xml', declared: 'application/gpx+xml' }), 'application/gpx+xml');
  });

  it('as the container when they were declared to be something to look at', () => {
    for (const declared of ['image/png', 'text/html', 'video/mp4', 'application/pdf', 'text/plain', null]) {
      assert.equal(servedType({ detected: 'application/zip', declared }), 'application/zip');
    }
  });
});
