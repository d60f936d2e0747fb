import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMetadata } from './metadata.js';

const refusal = { code: 'INVALID_ARGUMENTS', property: 'metadata' };

/** An object whose JSON has this many bytes. */
function ofBytes(bytes: number): Record<string, string> {
  return { a: 'x'.repeat(bytes - '{"a":""}'.length) };
}

/** An object this deep. */
function ofDepth(depth: number): Record<string, unknown> {
  return depth === 1 ? { end: 1 } : { in: depth % 2 === 0 ? ofDepth(depth - 1) : [ofDepth(depth - 2)] };
}

describe('metadata', () => {
  it('is empty when there is none', () => {
    for (const none of [null, undefined]) assert.deepEqual(parseMetadata(none), {});
  });

  it('has at most 64 KiB of JSON, counted in UTF-8', () => {
    assert.ok(parseMetadata(ofBytes(65_536)));
    assert.throws(() => parseMetadata(ofBytes(65_537)), refusal);
    assert.throws(() => parseMetadata({ a: 'é'.repeat(32_765) }), refusal);
    assert.ok(parseMetadata({ a: 'é'.repeat(32_764) }));
  });

  it('is nested at most 10 deep, itself counted', () => {
    for (const depth of [1, 2, 9, 10]) assert.ok(parseMetadata(ofDepth(depth)), depth.toString());
    for (const depth of [11, 12, 64]) assert.throws(() => parseMetadata(ofDepth(depth)), refusal, depth.toString());
  });

  it('that is far too large is refused like any other, however it is made', () => {
    const wide = { list: Array<number>(500_000).fill(0) };
    const many = Object.fromEntries(Array.from({ length: 300_000 }, (_, index) => [`k${index.toString()}`, 0]));
    for (const value of [wide, many, ofBytes(5_000_000)]) assert.throws(() => parseMetadata(value), refusal);
  });

  it('is refused under the name of the property it came in', () => {
    assert.throws(() => parseMetadata(ofBytes(70_000), 'mergeMetadata'), { property: 'mergeMetadata' });
  });
});
