import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mergeTranslations } from './merge-translations.js';

const spoken = (...all: readonly [string, Record<string, unknown>][]) =>
  all.map(([locale, data]) => ({ locale, data }));

describe('translations that are merged', () => {
  it('say what the most specific locale says, member by member', () => {
    const { data, locales } = mergeTranslations(
      spoken(
        ['fr-CA', { greetings: { hello: 'Allô' }, days: ['dim'] }],
        ['fr', { greetings: { hello: 'Bonjour', bye: 'Au revoir' }, days: ['lun', 'mar'], open: 'Ouvrir' }],
        ['en', { greetings: { hello: 'Hello', thanks: 'Thanks' }, days: ['mon'], open: { now: 'Open' }, only: 'Only' }],
      ),
    );
    assert.deepEqual(data, {
      greetings: { hello: 'Allô', bye: 'Au revoir', thanks: 'Thanks' },
      days: ['dim'],
      open: 'Ouvrir',
      only: 'Only',
    });
    assert.deepEqual(locales, ['fr-CA', 'fr', 'en']);
  });

  it('take single values and lists as a whole, also in the place of an object, and null too', () => {
    const { data } = mergeTranslations(
      spoken(['b', { a: null, b: ['x'], c: { d: 1 } }], ['a', { a: { b: 1 }, b: { c: 1 }, c: ['y'] }]),
    );
    assert.deepEqual(data, { a: null, b: ['x'], c: { d: 1 } });
  });

  it('are empty when nobody says anything', () => {
    const { data, locales } = mergeTranslations([]);
    assert.deepEqual([data, locales], [{}, []]);
  });

  it('have one version for as long as the same locales say the same, and another else', () => {
    const voices = fc.array(
      fc.record({
        locale: fc.constantFrom('de-AT', 'de', 'en'),
        data: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y', { c: 'x' })),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(voices, voices, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        assert.equal(mergeTranslations(one).version === mergeTranslations(other).version, isSame);
      }),
    );
  });

  it('change nothing of what was given', () => {
    const given = spoken(['b', { a: { b: 1 } }], ['a', { a: { c: 1 } }]);
    mergeTranslations(given);
    assert.deepEqual(given, spoken(['b', { a: { b: 1 } }], ['a', { a: { c: 1 } }]));
  });
});
