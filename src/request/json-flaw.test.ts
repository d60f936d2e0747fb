import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findJsonFlaw } from './json-flaw.js';

const STRICT = { maximumDepth: 3, allowsInstances: false };

describe('a JSON value', () => {
  it('has no flaw when it is plain, whole and shallow', () => {
    for (const value of [null, 'ä😀', 0, -1.5, true, [], {}, { a: [{ b: 1 }] }, Object.create(null)]) {
      assert.equal(findJsonFlaw(value, STRICT), undefined);
    }
  });

  it('has its flaw named with the way to it', () => {
    const cases = [
      ['\0', []],
      [{ a: ['x', { b: '\uDC00' }] }, ['a', 1, 'b']],
      [{ a: { 'k\0': 1 } }, ['a']],
      [{ a: [Infinity] }, ['a', 0]],
      [[[[[]]]], [0, 0, 0]],
      [{ a: new Date(0) }, ['a']],
      [{ a: 5n }, ['a']],
      [JSON.parse('{"__proto__": 1}'), []],
    ] as const;
    for (const [value, path] of cases) assert.deepEqual(findJsonFlaw(value, STRICT)?.path, path);
  });

  it('is no longer written out than 64 KiB beyond what was sent', () => {
    // 1e-256 is sent in six characters, and written out with 256 digits after the point.
    const small = (count: number) => ({ values: [Array.from({ length: count }, () => 1e-256)] });
    assert.equal(findJsonFlaw(small(256), STRICT), undefined);
    const flaw = findJsonFlaw(small(257), STRICT);
    assert.deepEqual(flaw, {
      reason: 'has numbers that are too long when they are written out',
      path: ['values', 0, 256],
    });
    assert.notEqual(findJsonFlaw([...Array.from({ length: 213 }, () => -1e308)], STRICT), undefined);
    assert.equal(
      findJsonFlaw(
        Array.from({ length: 10_000 }, () => 123456.789),
        STRICT,
      ),
      undefined,
    );
  });

  it('may hold instances of classes where that is allowed, which are not looked into', () => {
    class Holder {
      readonly text = '\0';
    }
    assert.equal(findJsonFlaw({ a: new Holder() }, { ...STRICT, allowsInstances: true }), undefined);
    assert.equal(findJsonFlaw({ a: new Holder() }, STRICT)?.reason, 'is not JSON');
  });

  it('has no flaw that JSON could carry, whatever the value', () => {
    const loose = { maximumDepth: 100, allowsInstances: false };
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const carried: unknown = JSON.parse(JSON.stringify(value));
        const hasNul = JSON.stringify(value).includes('\\u0000');
        // As a key: as a value it is a text like others.
        const hasProto = JSON.stringify(value).includes('"__proto__":');
        assert.equal(findJsonFlaw(carried, loose) === undefined, !hasNul && !hasProto);
      }),
    );
  });
});
