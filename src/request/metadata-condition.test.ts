import 'reflect-metadata';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { metadataMatches, parseMetadataConditions } from './metadata-condition.js';
import type { MetadataCondition } from './metadata-condition.input.js';

function matches(condition: MetadataCondition, metadata: Readonly<Record<string, unknown>>): boolean {
  return metadataMatches(parseMetadataConditions([condition]), metadata);
}

describe('a condition on metadata', () => {
  it('finds a value in objects, and never steps into a list', () => {
    assert.ok(matches({ path: 'a.b', equals: 1 }, { a: { b: 1 } }));
    assert.ok(!matches({ path: 'a.0', exists: true }, { a: [1] }));
    assert.ok(matches({ path: 'a.0', equals: 1 }, { a: { '0': 1 } }));
    for (const key of ['toString', 'constructor', 'length']) {
      assert.ok(!matches({ path: `a.${key}`, exists: true }, { a: {} }), key);
    }
  });

  it('tells null from what is not there', () => {
    assert.ok(matches({ path: 'a', equals: null }, { a: null }));
    assert.ok(!matches({ path: 'a', equals: null }, {}));
    assert.ok(matches({ path: 'a', exists: true }, { a: null }));
    assert.ok(matches({ path: 'a', exists: false }, {}));
    assert.ok(matches({ path: 'a', in: [1, null] }, { a: null }));
  });

  it('compares numbers with numbers alone', () => {
    assert.ok(matches({ path: 'a', greaterThan: 0.1, lessOrEqual: 0.2 }, { a: 0.2 }));
    assert.ok(!matches({ path: 'a', greaterThan: 0.2 }, { a: 0.2 }));
    assert.ok(matches({ path: 'a', greaterOrEqual: -0 }, { a: 0 }));
    assert.ok(!matches({ path: 'a', lessThan: 0.2 }, { a: 0.2 }));
    for (const a of ['5', true, null, [5], { five: 5 }]) assert.ok(!matches({ path: 'a', greaterThan: 0 }, { a }));
    assert.ok(!matches({ path: 'a', equals: 5 }, { a: '5' }));
  });

  it('contains members, elements, and what is within them', () => {
    const a = { tags: ['x', 'y'], at: [{ x: 1, y: 2 }], n: null };
    assert.ok(matches({ path: 'a', contains: { tags: ['y'] } }, { a }));
    assert.ok(matches({ path: 'a.tags', contains: 'y' }, { a }));
    assert.ok(matches({ path: 'a.tags', contains: ['y', 'x', 'y'] }, { a }));
    assert.ok(matches({ path: 'a.at', contains: [{ y: 2 }] }, { a }));
    assert.ok(matches({ path: 'a.n', contains: null }, { a }));
    assert.ok(!matches({ path: 'a.tags', contains: ['x', 'z'] }, { a }));
    assert.ok(!matches({ path: 'a', contains: { tags: 'y' } }, { a }));
    assert.ok(!matches({ path: 'a.tags', contains: [['x']] }, { a }));
  });

  it('holds when all its operators hold', () => {
    const condition = { path: 'a', in: [1, 2, 3], greaterThan: 1, exists: true };
    assert.deepEqual(
      [1, 2, 3, 4].map((a) => matches(condition, { a })),
      [false, true, true, false],
    );
  });

  it('has an operator, at least one', () => {
    const unsaid = { path: 'a', in: null, greaterThan: null, lessThan: null, exists: null };
    for (const condition of [{ path: 'a' }, unsaid]) {
      assert.throws(() => parseMetadataConditions([condition]), { code: 'INVALID_ARGUMENTS', property: 'metadata' });
    }
  });

  it('contain at most 100 values in all, and values of at most 64 KiB', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => index);
    const contains = (...counts: readonly number[]) =>
      counts.map((count) => ({ path: 'a', contains: many(count - 1) }));
    parseMetadataConditions(contains(100));
    parseMetadataConditions(contains(60, 40));
    const tooMany = { code: 'INVALID_ARGUMENTS', property: 'contains', params: { maximum: 100 } };
    assert.throws(() => parseMetadataConditions(contains(101)), tooMany);
    assert.throws(() => parseMetadataConditions(contains(60, 41)), tooMany);
    assert.throws(() => parseMetadataConditions([{ path: 'a', contains: { b: { c: many(99) } } }]), tooMany);
    // Of the JSON [equals, in, contains]: brackets, commas, quotation marks and twice null.
    const text = (length: number) => [{ path: 'a', equals: 'x'.repeat(length - '["",null,null]'.length) }];
    parseMetadataConditions(text(64 * 1024));
    const tooLarge = { code: 'INVALID_ARGUMENTS', property: 'metadata', params: { maximum: 64 * 1024 } };
    assert.throws(() => parseMetadataConditions(text(64 * 1024 + 1)), tooLarge);
  });

  it('is one of at most 20, and asks for one of at most 100 values', () => {
    const times = (count: number) => Array.from({ length: count }, (_, a) => ({ path: 'a', equals: a }));
    assert.equal(parseMetadataConditions(times(20)).length, 20);
    const refused = { code: 'INVALID_ARGUMENTS', property: 'metadata', params: { maximum: 20 } };
    assert.throws(() => parseMetadataConditions(times(21)), refused);
    const among = (count: number) =>
      parseMetadataConditions([{ path: 'a', in: Array.from({ length: count }, () => 1) }]);
    assert.equal(among(100).length, 1);
    assert.throws(() => among(101), { code: 'INVALID_ARGUMENTS', property: 'in', params: { maximum: 100 } });
    assert.ok(!matches({ path: 'a', in: [] }, { a: 1 }));
  });
});
