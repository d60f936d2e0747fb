import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { breaksFilesFolder, endOfChildren, isAtOrBelow, parseResourcePath } from './resource-path.js';

const refusal = { code: 'INVALID_ARGUMENTS', property: 'path' };

describe('a path', () => {
  it('stays as it is when nothing is wrong with it', () => {
    for (const path of [
      'a',
      'inspections/2025-01-15/front',
      'Ünïcode/日本',
      'a b/c.d',
      '...',
      'a/.hidden',
      '100%/"x"',
    ]) {
      assert.equal(parseResourcePath(path), path);
    }
  });

  it('loses one slash at either end, not two', () => {
    assert.equal(parseResourcePath('/a/b/'), 'a/b');
    assert.throws(() => parseResourcePath('//a'), refusal);
    assert.throws(() => parseResourcePath('a//'), refusal);
  });

  it('has no empty segment, and none that leads elsewhere', () => {
    for (const path of ['', '/', '//', 'a//b', '.', '..', './a', 'a/.', 'a/../b', '../a', 'a/..']) {
      assert.throws(() => parseResourcePath(path), refusal, JSON.stringify(path));
    }
  });

  it('has no control characters, of either set', () => {
    for (const character of ['\0', '\n', '\r', '\t', '\u001f', '\u007f', '\u0085', '\u009f']) {
      assert.throws(() => parseResourcePath(`a${character}b`), refusal, JSON.stringify(character));
    }
  });

  it('is one and the same however its accents were typed', () => {
    assert.equal(parseResourcePath('cafe\u0301'), 'caf\u00e9');
    assert.notEqual(parseResourcePath('Café'), parseResourcePath('café'));
  });

  it('has at most 1,024 bytes, counted in UTF-8 once it is in its form', () => {
    assert.equal(parseResourcePath('a'.repeat(1024)).length, 1024);
    assert.equal(parseResourcePath(`/${'é'.repeat(512)}/`).length, 512);
    // Decomposed it is 3 bytes a letter, composed 2.
    assert.equal(parseResourcePath('e\u0301'.repeat(512)).length, 512);
    assert.throws(() => parseResourcePath('a'.repeat(1025)), { ...refusal, params: { maximum: 1024 } });
    assert.throws(() => parseResourcePath(`${'é'.repeat(512)}a`), refusal);
  });

  it('is refused under the name of the property it came in', () => {
    assert.throws(() => parseResourcePath('..', 'source'), { code: 'INVALID_ARGUMENTS', property: 'source' });
  });
});

describe('what lies below a path', () => {
  it('begins at a segment, not in the middle of one', () => {
    assert.ok(isAtOrBelow('a/b', 'a/b'));
    assert.ok(isAtOrBelow('a/b/c', 'a/b'));
    assert.ok(!isAtOrBelow('a/bc', 'a/b'));
    assert.ok(!isAtOrBelow('a', 'a/b'));
  });

  it('sorts between the path with a slash and the end of its children, and nothing else does', () => {
    const path = parseResourcePath('a/b');
    const isBetween = (text: string): boolean =>
      Buffer.compare(Buffer.from(text), Buffer.from(`${path}/`)) > 0 &&
      Buffer.compare(Buffer.from(text), Buffer.from(endOfChildren(path))) < 0;
    for (const below of ['a/b/c', 'a/b/\u{10ffff}', 'a/b/ ', 'a/b/c/d']) assert.ok(isBetween(below), below);
    for (const beside of ['a/b', 'a/b0', 'a/b.c', 'a/b-c', 'a/bc', 'a/c', 'a']) assert.ok(!isBetween(beside), beside);
  });
});

describe('the folder "files"', () => {
  it('takes stored files at exactly one segment', () => {
    assert.ok(!breaksFilesFolder(parseResourcePath('files/report.pdf'), true));
    for (const path of ['files', 'files/a/b']) assert.ok(breaksFilesFolder(parseResourcePath(path), true), path);
  });

  it('takes no values', () => {
    for (const path of ['files', 'files/a', 'files/a/b'])
      assert.ok(breaksFilesFolder(parseResourcePath(path), false), path);
  });

  it('is no matter of paths that only look like it', () => {
    for (const path of ['filesystem', 'a/files/b/c', 'Files/a/b']) {
      assert.ok(!breaksFilesFolder(parseResourcePath(path), false), path);
    }
  });
});
