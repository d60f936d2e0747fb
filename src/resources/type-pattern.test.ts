import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTypePatterns, typeMatches } from './type-pattern.js';

describe('a filter by MIME type', () => {
  it('knows whole types from families', () => {
    assert.deepEqual(parseTypePatterns([' Image/* ', 'application/geo+json']), {
      types: ['application/geo+json'],
      families: ['image/'],
    });
  });

  it('matches the whole type, with or without parameters', () => {
    const patterns = parseTypePatterns(['text/plain']);
    for (const type of ['text/plain', 'text/plain; charset=utf-8', 'text/plain;charset=utf-8']) {
      assert.ok(typeMatches(type, patterns), type);
    }
    for (const type of ['text/plainer', 'text/csv', 'application/text/plain'])
      assert.ok(!typeMatches(type, patterns), type);
  });

  it('matches a family up to its slash', () => {
    const patterns = parseTypePatterns(['image/*']);
    assert.ok(typeMatches('image/jpeg', patterns));
    assert.ok(!typeMatches('imagery/jpeg', patterns));
    assert.ok(!typeMatches('video/image', patterns));
  });

  it('matches when any of several does, and never when there are none', () => {
    const several = parseTypePatterns(['image/*', 'text/csv']);
    for (const type of ['image/png', 'text/csv']) assert.ok(typeMatches(type, several), type);
    assert.ok(!typeMatches('image/png', parseTypePatterns([])));
  });

  it('refuses what is no MIME type', () => {
    for (const text of [
      '',
      'image',
      '*',
      '*/*',
      'image/',
      '/png',
      'image/png; q=1',
      'image/p ng',
      'image/*/x',
      'a/%',
    ]) {
      assert.throws(() => parseTypePatterns([text]), { code: 'INVALID_ARGUMENTS', property: 'types' }, text);
    }
  });
});
