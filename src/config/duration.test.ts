import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDuration } from './duration.js';

describe('a duration', () => {
  it('counts in milliseconds', () => {
    const durations = ['1ms', '30s', '5m', '24h', '7d', '0s'].map(parseDuration);
    assert.deepEqual(durations, [1, 30_000, 300_000, 86_400_000, 604_800_000, 0]);
  });

  it('has a unit, and none in a case or form of its own', () => {
    for (const text of ['30', '30S', '30sec', '30 s', ' 30s', '30s\n', '1.5h', '-1s', '1h30m', 's', '']) {
      assert.equal(parseDuration(text), undefined, JSON.stringify(text));
    }
  });

  it('is refused where a number cannot hold it exactly', () => {
    assert.equal(parseDuration('999999999999999d'), undefined);
  });
});
