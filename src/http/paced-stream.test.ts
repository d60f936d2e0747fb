import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExecutionResult } from 'graphql';
import { EventTurns } from './event-turns.js';
import { PacedStream } from './paced-stream.js';

/** A subscription with an event at any time, executed when it is its turn. */
class Subscription {
  executed = 0;
  ends = 0;
  readonly stream: PacedStream;
  private isOver = false;

  constructor(turns: EventTurns) {
    const turn = turns.forSubscription();
    const next = async (): Promise<IteratorResult<ExecutionResult>> => {
      if (this.isOver) return { done: true, value: undefined };
      await turn.take();
      this.executed += 1;
      return { done: false, value: { data: {} } };
    };
    const end = () => {
      this.isOver = true;
      return Promise.resolve({ done: true as const, value: undefined });
    };
    const source = { next, return: end, [Symbol.asyncIterator]: () => source };
    this.stream = new PacedStream(source, turn, () => {
      this.ends += 1;
    });
  }

  /** Asks for the next event, and so says that the one before was sent. */
  ask(): void {
    void this.stream.next();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function begin(count: number, turns: EventTurns): readonly Subscription[] {
  return Array.from({ length: count }, () => new Subscription(turns));
}

const executed = (subscriptions: readonly Subscription[]) => subscriptions.map((one) => one.executed);

describe('the subscriptions of one client', () => {
  it('have so many events on their way together, and the next when one was sent', async () => {
    const all = begin(4, new EventTurns(2));
    for (const one of all) one.ask();
    await settled();
    assert.deepEqual(executed(all), [1, 1, 0, 0]);
    all[0]?.ask();
    await settled();
    assert.deepEqual(executed(all), [1, 1, 1, 0]);
    all[1]?.ask();
    await settled();
    assert.deepEqual(executed(all), [1, 1, 1, 1]);
  });

  it('leave their turn to others when they end, with an event on its way, waiting for a turn, or in vain', async () => {
    const all = begin(4, new EventTurns(1));
    for (const one of all) one.ask();
    await settled();
    await all[1]?.stream.return();
    await all[0]?.stream.return();
    await settled();
    assert.deepEqual([executed(all)[2], executed(all)[3]], [1, 0]);
    await all[2]?.stream.return();
    await settled();
    assert.deepEqual(executed(all)[3], 1);
    assert.deepEqual(
      all.map((one) => one.ends),
      [1, 1, 1, 0],
    );
  });

  it('end once, however often they are told to', async () => {
    const [one] = begin(1, new EventTurns(1));
    await one?.stream.return();
    await one?.stream.return();
    assert.deepEqual(await one?.stream.next(), { done: true, value: undefined });
    await assert.rejects(one?.stream.throw(new Error('told')) ?? Promise.resolve(), /told/);
    assert.equal(one?.ends, 1);
  });
});
