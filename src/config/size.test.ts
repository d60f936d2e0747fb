import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSize } from './size.js';

describe('a size', () => {
  it('counts in powers of 1024', () => {
    const sizes = ['1B', '1KB', '5MB', '5GB', '2TB'].map(parseSize);
    assert.deepEqual(sizes, [1, 1024, 5_242_880, 5_368_709_120, 2_199_023_255_552]);
  });

  it('may be nothing', () => {
    assert.equal(parseSize('0B'), 0);
  });

  it('has a unit, and none in a case or form of its own', () => {
    for (const text of [
      '5',
      '5mb',
      '5Mb',
      '5M',
      '5MiB',
      '5 MB',
      ' 5MB',
      '5MB ',
      '5MB\n',
      '1.5MB',
      '-1MB',
      '1e3B',
      'MB',
      '',
    ]) {
      assert.equal(parseSize(text), undefined, JSON.stringify(text));
    }
  });

  it('is refused where a number cannot hold it exactly', () => {
    assert.equal(parseSize('8191TB'), 8191 * 2 ** 40);
    assert.equal(parseSize('8192TB'), undefined);
    assert.equal(parseSize('9999999999999999B'), undefined);
  });
});
