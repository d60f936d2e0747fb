import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { SetClock } from '../../test/support/set-clock.js';
import { atInstant } from './at-instant.js';

const DAY_MS = 86_400_000;
const START = new Date('2026-05-04T00:00:00.000Z');

/** Time that goes only when it is told to, for the clock and for timers alike. */
function begin(t: TestContext, afterMs: number) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const clock = new SetClock(START);
  const calls: Date[] = [];
  const forget = atInstant(new Date(START.getTime() + afterMs), clock, () => calls.push(clock.now()));
  const pass = (milliseconds: number) => {
    clock.advance(milliseconds);
    t.mock.timers.tick(milliseconds);
  };
  return { calls, pass, forget, clock };
}

describe('at an instant', () => {
  it('it is called once, and not a millisecond before', (t) => {
    const { calls, pass } = begin(t, 1000);
    pass(999);
    assert.equal(calls.length, 0);
    pass(1);
    pass(5000);
    assert.deepEqual(calls, [new Date(START.getTime() + 1000)]);
  });

  it('that has passed it is called at once', (t) => {
    assert.equal(begin(t, 0).calls.length, 1);
    t.mock.timers.reset();
    assert.equal(begin(t, -5).calls.length, 1);
  });

  it('further off than any timer reaches it is called then, and not at once', (t) => {
    const { calls, pass } = begin(t, 60 * DAY_MS);
    for (let day = 0; day < 59; day += 1) pass(DAY_MS);
    pass(DAY_MS - 1);
    assert.equal(calls.length, 0);
    pass(1);
    assert.equal(calls.length, 1);
  });

  it('however far off sets no timer that Node would cut to a millisecond', (t) => {
    const timers = t.mock.method(globalThis, 'setTimeout');
    const clock = new SetClock(START);
    for (const days of [1, 24, 25, 3000]) {
      atInstant(new Date(START.getTime() + days * DAY_MS), clock, () => undefined)();
    }
    const delays = timers.mock.calls.map(({ arguments: [, delay] }) => delay);
    assert.deepEqual(delays, [DAY_MS, 24 * DAY_MS, 2 ** 31 - 1, 2 ** 31 - 1]);
  });

  it('it is not called when the clock has gone back, until that instant has come again', (t) => {
    const { calls, pass, clock } = begin(t, 1000);
    clock.advance(-500);
    pass(1000);
    assert.equal(calls.length, 0);
    pass(500);
    assert.equal(calls.length, 1);
  });

  it('it is not called once it was called off, however often timers had to be set', (t) => {
    const { calls, pass, forget } = begin(t, 60 * DAY_MS);
    for (let day = 0; day < 40; day += 1) pass(DAY_MS);
    forget();
    for (let day = 0; day < 40; day += 1) pass(DAY_MS);
    assert.equal(calls.length, 0);
  });
});
