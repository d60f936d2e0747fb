import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseMimeType } from './mime-type.js';

describe('a MIME type', () => {
  it('is kept in lower case, the values of its parameters as given', () => {
    const kept = {
      'image/jpeg': 'image/jpeg',
      ' Image/SVG+XML ': 'image/svg+xml',
      'text/plain;Charset=UTF-8': 'text/plain; charset=UTF-8',
      'text/plain ; charset=utf-8 ; format=flowed;': 'text/plain; charset=utf-8; format=flowed',
      'video/mp4; codecs="avc1.42E01E, mp4a.40.2"': 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    };
    for (const [given, expected] of Object.entries(kept)) assert.equal(parseMimeType(given), expected);
  });

  it('has a type and a subtype, and nothing that breaks a header', () => {
    for (const text of [
      '',
      'image',
      'image/',
      '/png',
      '*/*',
      'image/*',
      'image/png/x',
      'ima ge/png',
      'text/plain\r\nX: y',
      'text/plain; charset=utf-8\r\nX: y',
      'text/plain; a="\n"',
      'text/plain; a="open',
      'text/plain; charset',
      'text/plain charset=utf-8',
      'bild/größe',
      'text/plain\0',
    ]) {
      assert.throws(
        () => parseMimeType(text),
        (error) => error instanceof InvalidArguments && error.property === 'type',
        JSON.stringify(text),
      );
    }
  });

  it('has up to 255 characters', () => {
    const start = 'text/plain; a=';
    assert.equal(parseMimeType(start + 'x'.repeat(255 - start.length)).length, 255);
    assert.throws(() => parseMimeType(start + 'x'.repeat(256 - start.length)), InvalidArguments);
    assert.throws(() => parseMimeType('text/plain;a=' + 'x'.repeat(242)), InvalidArguments);
  });
});
