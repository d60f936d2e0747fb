import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localeChain } from './locale-chain.js';

describe('a locale', () => {
  it('stands over those that are less specific, and is written as BCP 47 has it', () => {
    assert.deepEqual(localeChain('fr-CA', 'locale'), ['fr-CA', 'fr']);
    assert.deepEqual(localeChain('ZH-hant-tw', 'locale'), ['zh-Hant-TW', 'zh-Hant', 'zh']);
    assert.deepEqual(localeChain('en', 'locale'), ['en']);
    assert.deepEqual(localeChain('de-1901', 'locale'), ['de-1901', 'de']);
  });

  it('may carry extensions, of which no half is left', () => {
    const chain = ['de-DE-u-co-phonebk', 'de-DE-u-co', 'de-DE', 'de'];
    assert.deepEqual(localeChain('de-DE-u-co-phonebk', 'locale'), chain);
  });

  it('is refused by the name of its property when it is none', () => {
    for (const text of ['', ' ', 'fr_CA', 'fr-', '-fr', 'français', 'a', 'en us', '../en', '*', 'x'.repeat(101)]) {
      assert.throws(() => localeChain(text, 'fallback'), { code: 'INVALID_ARGUMENTS', property: 'fallback' }, text);
    }
  });

  it('has at most eight parts', () => {
    const variants = (count: number) =>
      ['de', ...Array.from({ length: count }, (_, index) => `1${index.toString()}abc`)].join('-');
    assert.equal(localeChain(variants(7), 'locale').length, 8);
    assert.throws(() => localeChain(variants(8), 'locale'), { code: 'INVALID_ARGUMENTS', property: 'locale' });
  });
});
