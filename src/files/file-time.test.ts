import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { firstMillisecond, parseFileTime, secondsOf } from './file-time.js';

const NOW = new Date('2026-03-01T12:00:00.500Z');
const SECONDS_NOW = NOW.getTime() / 1000;
const DAY = 24 * 60 * 60;

const FIRST = new Date('0001-01-01T00:00:00.000Z');
const LAST = new Date('9999-12-31T23:59:59.999Z');
const REFUSED = { code: 'INVALID_ARGUMENTS', property: 'time' };

const instants = fc.date({ min: FIRST, max: LAST, noInvalidDate: true });

describe('the time of a file', () => {
  it('is Unix seconds with a fraction, and comes back as it was sent [S2-011]', () => {
    for (const seconds of [1710000000.25, 1710000000, 0, 0.001, -0.001, -1.5, 1709900000.999]) {
      assert.equal(secondsOf(parseFileTime(seconds, NOW)), seconds);
    }
    assert.equal(parseFileTime(1710000000.25, NOW).toISOString(), '2024-03-09T16:00:00.250Z');
  });

  it('is kept to the nearest millisecond', () => {
    assert.equal(secondsOf(parseFileTime(1710000000.2504, NOW)), 1710000000.25);
    assert.equal(secondsOf(parseFileTime(1710000000.2506, NOW)), 1710000000.251);
  });

  it('is every millisecond of the years 1 to 9999, the future aside', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        assert.deepEqual(parseFileTime(secondsOf(instant), LAST), instant);
      }),
    );
    assert.deepEqual(parseFileTime(secondsOf(FIRST), NOW), FIRST);
    assert.throws(() => parseFileTime(secondsOf(FIRST) - 0.001, NOW), REFUSED);
    assert.deepEqual(parseFileTime(secondsOf(LAST), LAST), LAST);
    assert.throws(() => parseFileTime(secondsOf(LAST) + 0.001, LAST), REFUSED);
    for (const seconds of [1e13, -1e13, 1e300, Number.MAX_VALUE, -Number.MAX_VALUE]) {
      assert.throws(() => parseFileTime(seconds, NOW), REFUSED);
    }
  });

  it('is 24 hours ahead at most, and not a millisecond more', () => {
    assert.equal(secondsOf(parseFileTime(SECONDS_NOW + DAY, NOW)), SECONDS_NOW + DAY);
    assert.throws(() => parseFileTime(SECONDS_NOW + DAY + 0.001, NOW), REFUSED);
  });
});

describe('a range of times', () => {
  it('begins and ends with the very time that a file shows, in all years', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        assert.deepEqual(firstMillisecond(secondsOf(instant)), instant);
      }),
      { numRuns: 2000 },
    );
    for (const instant of [FIRST, LAST]) assert.deepEqual(firstMillisecond(secondsOf(instant)), instant);
  });

  it('holds the files whose time, as it is shown, is in it', () => {
    const near = fc.tuple(fc.integer({ min: -3000, max: 3000 }), fc.double({ min: -3, max: 3, noNaN: true }));
    fc.assert(
      fc.property(fc.constantFrom(0, 1710000000, -62000000000, 200000000000), near, (base, [milliseconds, bound]) => {
        const shown = secondsOf(new Date(base * 1000 + milliseconds));
        const isFrom = base * 1000 + milliseconds >= firstMillisecond(base + bound).getTime();
        assert.equal(isFrom, shown >= base + bound);
      }),
      { numRuns: 2000 },
    );
  });

  it('has bounds of the years 1 to 9999', () => {
    for (const seconds of [secondsOf(FIRST) - 0.001, secondsOf(LAST) + 0.001, 1e300, -1e300]) {
      assert.throws(() => firstMillisecond(seconds), REFUSED);
    }
  });
});
