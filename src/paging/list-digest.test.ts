import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listDigest } from './list-digest.js';

describe('the digest of a list', () => {
  it('is the same for the same values, in whatever order their members stand', () => {
    const time = new Date('2026-05-04T10:00:00.000Z');
    assert.equal(
      listDigest({ a: 1, b: { c: [1, { d: time, e: null }], f: undefined } }),
      listDigest({ b: { c: [1, { e: null, d: new Date(time) }] }, a: 1 }),
    );
  });

  it('is another for other values', () => {
    const values: readonly unknown[] = [
      ...[{}, { a: null }, { a: 1 }, { a: '1' }, { b: 1 }, { a: 1, b: 1 }, { a: new Date(0) }, { a: new Date(1) }],
      ...[{ a: [1, 2] }, { a: [2, 1] }, { a: { '0': 1 } }, { a: [['0', 1]] }],
    ];
    assert.equal(new Set(values.map(listDigest)).size, values.length);
  });
});
