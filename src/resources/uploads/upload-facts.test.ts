import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSha256, parseUploadFilename, parseUploadSize } from './upload-facts.js';

const refusal = (property: string) => ({ code: 'INVALID_ARGUMENTS', property });

describe('the announced size of an upload', () => {
  it('may be left out', () => {
    assert.equal(parseUploadSize(undefined, 10), null);
    assert.equal(parseUploadSize(null, 10), null);
  });

  it('is a whole number of bytes up to the limit', () => {
    for (const size of [0, 1, 10]) assert.equal(parseUploadSize(size, 10), size);
    for (const size of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.throws(() => parseUploadSize(size, 10), refusal('size'), String(size));
    }
  });

  it('is PAYLOAD_TOO_LARGE above the limit, even before a byte is sent', () => {
    assert.throws(() => parseUploadSize(11, 10), {
      code: 'PAYLOAD_TOO_LARGE',
      message: /Request entity too large/,
      params: { limit: 10 },
    });
  });
});

describe('the announced SHA-256 of an upload', () => {
  it('may be left out, and is 64 hexadecimal digits in any case', () => {
    assert.equal(parseSha256(undefined), null);
    assert.equal(parseSha256(null), null);
    assert.equal(parseSha256('AbCdEf01'.repeat(8)), 'abcdef01'.repeat(8));
  });

  it('is refused when it is anything else', () => {
    const hash = 'a'.repeat(64);
    for (const text of [
      '',
      'a'.repeat(63),
      `${hash}a`,
      `g${hash.slice(1)}`,
      ` ${hash}`,
      `${hash}\n`,
      `sha256:${hash}`,
    ]) {
      assert.throws(() => parseSha256(text), refusal('sha256'), JSON.stringify(text));
    }
  });
});

describe('the file name of an upload', () => {
  it('may be left out; a name of nothing is none', () => {
    for (const text of [undefined, null, '', '   ', 'folder/', '\\']) assert.equal(parseUploadFilename(text), null);
  });

  it('comes without the folders of whoever sent it', () => {
    assert.equal(parseUploadFilename('C:\\Users\\me\\frame.jpg'), 'frame.jpg');
    assert.equal(parseUploadFilename('../../etc/passwd'), 'passwd');
    assert.equal(parseUploadFilename(' frame 1.jpg '), 'frame 1.jpg');
  });

  it('is of any script, the same name always in the same form', () => {
    assert.equal(parseUploadFilename('東京 📷.png'), '東京 📷.png');
    assert.equal(parseUploadFilename('Zu\u0308rich.csv'), 'Z\u00fcrich.csv');
  });

  it('has at most 255 characters and none that control', () => {
    assert.equal(parseUploadFilename('a'.repeat(255))?.length, 255);
    for (const text of ['a'.repeat(256), 'a\nb', 'a\0b', 'a\u007fb', 'a\u0085b']) {
      assert.throws(() => parseUploadFilename(text), refusal('filename'), JSON.stringify(text));
    }
  });
});
