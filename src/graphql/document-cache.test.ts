import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'graphql';
import { DocumentCache, type ParsedDocument } from './document-cache.js';

function parsed(text: string, tokens = 3): ParsedDocument {
  return { document: parse(text), size: { tokens, nesting: 1 } };
}

describe('the cache of parsed documents', () => {
  it('gives back what it was given, by the text', () => {
    const cache = new DocumentCache({ documents: 10, bytes: 100_000 });
    const one = parsed('{ a }');
    cache.remember('{ a }', one);
    assert.equal(cache.find('{ a }'), one);
    assert.equal(cache.find('{ b }'), undefined);
  });

  it('forgets those that were used longest ago when there are too many', () => {
    const cache = new DocumentCache({ documents: 2, bytes: 100_000 });
    for (const text of ['{ a }', '{ b }']) cache.remember(text, parsed(text));
    cache.find('{ a }');
    cache.remember('{ c }', parsed('{ c }'));
    assert.equal(cache.count, 2);
    assert.equal(cache.find('{ b }'), undefined);
    assert.ok(cache.find('{ a }') && cache.find('{ c }'));
  });

  it('forgets when they take too much memory, however few they are', () => {
    const cache = new DocumentCache({ documents: 1_000, bytes: 100_000 });
    for (let index = 0; index < 100; index += 1) cache.remember(`{ a${index} }`, parsed('{ a }', 30));
    assert.ok(cache.count > 5 && cache.count < 15, String(cache.count));
    assert.ok(cache.find('{ a99 }'));
  });

  it('keeps no document that would push out most of the others', () => {
    const cache = new DocumentCache({ documents: 10, bytes: 100_000 });
    cache.remember('{ a }', parsed('{ a }', 100));
    const long = `{ a } #${'x'.repeat(10_000)}`;
    cache.remember(long, parsed(long));
    assert.equal(cache.count, 0);
  });
});
