import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nameOfFile, parseFileName, pathOfFile } from './file-name.js';

const REFUSED = { code: 'INVALID_ARGUMENTS', property: 'name' };

/** "a", "é" and "🛰" are 1, 2 and 4 bytes. */
const long = (bytes: number, letter = 'a') => letter.repeat(bytes / Buffer.byteLength(letter));

describe('the name of a file', () => {
  it('has 1 to 1,018 bytes, so that it is a path with "files/" before it', () => {
    for (const name of ['a', long(1018), long(1018, 'é'), long(1016, '🛰'), '🛰', ' ', '...', '.csv', 'a..b', '%2e%2e']) {
      const path = pathOfFile(parseFileName(name));
      assert.equal(path, `files/${name}`);
      assert.equal(nameOfFile(path), name);
    }
    for (const name of ['', long(1019), long(1020, 'é'), long(1020, '🛰'), `${long(1016, '🛰')}abc`]) {
      assert.throws(() => parseFileName(name), REFUSED);
    }
  });

  it('is kept in NFC, and its bytes are counted so', () => {
    const decomposed = 'e\u0301';
    assert.equal(parseFileName(`caf${decomposed}.csv`), 'caf\u00e9.csv');
    // 1,527 bytes as they are sent, 1,018 as they are kept.
    assert.equal(parseFileName(decomposed.repeat(509)), 'é'.repeat(509));
    // U+FB2C has 3 bytes, and 6 in NFC, which takes it apart.
    assert.equal(Buffer.byteLength('\uFB2C'.normalize('NFC')), 6);
    assert.equal(Buffer.byteLength(parseFileName('\uFB2C'.repeat(169))), 1014);
    assert.throws(() => parseFileName('\uFB2C'.repeat(170)), REFUSED);
  });

  it('has no slash of either kind, and is not "." or ".."', () => {
    for (const name of ['/', '\\', '/a', 'a/', 'a/b', '..\\a', 'a\\', '../a', '.', '..', 'files/a']) {
      assert.throws(() => parseFileName(name), REFUSED, name);
    }
  });

  it('has no control characters', () => {
    for (const code of [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, index) => 0x7f + index)]) {
      assert.throws(() => parseFileName(`a${String.fromCharCode(code)}b`), REFUSED, code.toString(16));
    }
    // The next ones on both sides.
    assert.equal(parseFileName('a b~\u00a0'), 'a b~\u00a0');
  });

  it('has no half of a surrogate pair', () => {
    for (const name of ['\ud83d', 'a\ud83d', '\udef0', '\udef0\ud83d', 'a\ud83d.csv', '\ud83d\ud83d\udef0']) {
      assert.throws(() => parseFileName(name), REFUSED);
    }
  });

  it('is taken whole or refused: what is taken is the same when it is read once more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        let name: string;
        try {
          name = parseFileName(text);
        } catch {
          return;
        }
        assert.equal(parseFileName(name), name);
        assert.equal(name, text.normalize('NFC'));
        assert.equal(nameOfFile(pathOfFile(parseFileName(name))), name);
      }),
      { numRuns: 2000 },
    );
  });
});
