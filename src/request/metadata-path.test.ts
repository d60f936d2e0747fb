import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseMetadataPath } from './metadata-path.js';

const REFUSED = { code: 'INVALID_ARGUMENTS', property: 'path' };

describe('a path into metadata', () => {
  it('is keys joined by dots', () => {
    assert.deepEqual(parseMetadataPath('inference'), ['inference']);
    assert.deepEqual(parseMetadataPath('inference.best-score.0.größe'), ['inference', 'best-score', '0', 'größe']);
    assert.deepEqual(parseMetadataPath(" a key with ' and $[*] .x"), [" a key with ' and $[*] ", 'x']);
  });

  it('has keys with other characters in quotation marks, as JSON writes texts', () => {
    assert.deepEqual(parseMetadataPath('"a.b".c'), ['a.b', 'c']);
    assert.deepEqual(parseMetadataPath('a."say \\"hello\\"\\u0041\\n"'), ['a', 'say "hello"A\n']);
    assert.deepEqual(parseMetadataPath('""'), ['']);
  });

  it('is refused when it is none', () => {
    const none = ['', '.', 'a.', '.a', 'a..b', '"a', 'a"', '"a"b', 'a"b"', '"a" .b', '"a\\x"', '"a\nb"', 'a\nb'];
    none.push('\0', 'a\0', '"\\u0000"', '"\\ud800"', '__proto__', 'a."__proto__"');
    for (const text of none) assert.throws(() => parseMetadataPath(text), REFUSED, JSON.stringify(text));
  });

  it('has at most 1,024 bytes and 10 keys', () => {
    assert.equal(parseMetadataPath('é'.repeat(512)).length, 1);
    assert.throws(() => parseMetadataPath('é'.repeat(512) + 'e'), { ...REFUSED, params: { maximum: 1024 } });
    assert.equal(parseMetadataPath('a.b.c.d.e.f.g.h.i.j').length, 10);
    assert.throws(() => parseMetadataPath('a.b.c.d.e.f.g.h.i.j.k'), { ...REFUSED, params: { maximum: 10 } });
  });

  it('can name every key that there can be', () => {
    const key = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter((text) => text !== '__proto__' && !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 10 }), (keys) => {
        assert.deepEqual(parseMetadataPath(keys.map((one) => JSON.stringify(one)).join('.')), keys);
      }),
    );
  });
});
