import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingParts, partCount, sizeOfPart } from './part-plan.js';

const part = (number: number, size: number) => ({ number, size, etag: 'x' });

describe('the parts of an upload', () => {
  it('of an announced size are so many, the last of them as long as what is left', () => {
    for (const [size, count, last] of [
      [1, 1, 1],
      [100, 1, 100],
      [101, 2, 1],
      [200, 2, 100],
    ] as const) {
      const plan = { partSize: 100, size };
      assert.equal(partCount(plan), count);
      assert.equal(sizeOfPart(plan, count), last);
      assert.equal(sizeOfPart(plan, 1), Math.min(size, 100));
    }
    assert.equal(partCount({ partSize: 100, size: null }), null);
    assert.equal(sizeOfPart({ partSize: 100, size: null }, 1), null);
  });

  it('are missing when they are not there, or not as long as they have to be', () => {
    const plan = { partSize: 100, size: 250 };
    assert.deepEqual(missingParts(plan, []), [1, 2, 3]);
    assert.deepEqual(missingParts(plan, [part(1, 100), part(3, 50)]), [2]);
    assert.deepEqual(missingParts(plan, [part(1, 99), part(2, 101), part(3, 51)]), [1, 2, 3]);
    assert.deepEqual(missingParts(plan, [part(1, 100), part(2, 100), part(3, 50), part(4, 7)]), []);
  });

  it('of an unknown size end with the last one that is there, which alone may be shorter', () => {
    const plan = { partSize: 100, size: null };
    assert.deepEqual(missingParts(plan, []), [1]);
    assert.deepEqual(missingParts(plan, [part(1, 1)]), []);
    assert.deepEqual(missingParts(plan, [part(1, 1), part(2, 1)]), [1]);
    assert.deepEqual(missingParts(plan, [part(1, 100), part(2, 101)]), [2]);
    assert.deepEqual(missingParts(plan, [part(3, 1)]), [1, 2]);
  });

  it('are named up to a hundred at once', () => {
    assert.equal(missingParts({ partSize: 1, size: 10_000 }, []).length, 100);
  });
});
