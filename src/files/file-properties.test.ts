import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseInput } from '../request/parse-input.js';
import { parseFileProperties, propertiesOf, SENT_PROPERTIES } from './file-properties.js';

/** What a device sent in its metadata part, as files have it. */
const lifted = (sent: unknown) => propertiesOf(parseInput(SENT_PROPERTIES, sent));

describe('what a device says of a file', () => {
  it('is class, format and time, each lifted out of the metadata [S2-024]', () => {
    assert.deepEqual(lifted({ class: 'document', format: 'csv', time: 1710000000 }), {
      class: 'document',
      format: 'csv',
      time: 1710000000,
    });
  });

  it('is metadata of its own where it is nothing else', () => {
    const { metadata, ...others } = lifted({ class: 'bim', name: 'North sensor', unit: { id: 7 }, tags: ['a'] });
    assert.deepEqual(metadata, { name: 'North sensor', unit: { id: 7 }, tags: ['a'] });
    assert.deepEqual(others, { class: 'bim' });
  });

  it('may have its metadata in one object, with keys of any name', () => {
    const metadata = { site: 'north', class: 'inner', format: 'inner', time: 1, metadata: { deep: true } };
    assert.deepEqual(lifted({ class: 'document', metadata }), { class: 'document', metadata });
  });

  it('may have both, and the object wins', () => {
    assert.deepEqual(lifted({ site: 'north', shift: 2, metadata: { site: 'south', crew: 'b' } }).metadata, {
      site: 'south',
      shift: 2,
      crew: 'b',
    });
    assert.deepEqual(lifted({ site: 'north', metadata: null }).metadata, { site: 'north' });
    assert.deepEqual(lifted({ site: 'north', metadata: {} }).metadata, { site: 'north' });
  });

  it('leaves what it does not name, and clears what it says is null', () => {
    assert.deepEqual(lifted({}), {});
    assert.deepEqual(lifted({ class: null, format: null, time: null, metadata: null }), {
      class: null,
      format: null,
      time: null,
      metadata: null,
    });
    assert.deepEqual(lifted({ metadata: {} }).metadata, {});
  });

  it('keeps keys that objects of JavaScript have of themselves', () => {
    const sent = JSON.parse('{"constructor": 1, "toString": null, "hasOwnProperty": {"a": 1}}') as unknown;
    assert.deepEqual(lifted(sent).metadata, { constructor: 1, toString: null, hasOwnProperty: { a: 1 } });
  });

  it('is refused with the name of what is at fault', () => {
    for (const [property, sent] of [
      ['class', { class: 1 }],
      ['class', { class: 'c'.repeat(255) }],
      ['format', { format: ['csv'] }],
      ['format', { format: 'f'.repeat(255) }],
      ['time', { time: '1710000000' }],
      ['time', { time: Number.POSITIVE_INFINITY }],
      ['time', { time: Number.NaN }],
      ['metadata', { metadata: [] }],
      ['metadata', { metadata: 'site=north' }],
    ] as const) {
      assert.throws(() => lifted(sent), { code: 'INVALID_ARGUMENTS', property }, JSON.stringify(sent));
    }
  });
});

describe('what is said of a file', () => {
  it('has a class and a format of at most 254 characters, whatever bytes and halves these have', () => {
    for (const letter of ['c', 'é', '🛰']) {
      for (const property of ['class', 'format'] as const) {
        const longest = letter.repeat(254);
        assert.equal(parseFileProperties({ [property]: longest })[property], longest);
        assert.throws(() => parseFileProperties({ [property]: `${longest}${letter}` }), {
          code: 'INVALID_ARGUMENTS',
          property,
        });
      }
    }
  });
});
