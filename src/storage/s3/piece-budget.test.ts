import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { PieceBudget } from './piece-budget.js';
import { piecesOf } from './s3-pieces.js';

const LONG_MS = 60_000;

/** Whether it has come by now. */
async function hasCome(promise: Promise<unknown>): Promise<boolean> {
  let isHere = false;
  promise.then(
    () => (isHere = true),
    () => undefined,
  );
  await turn();
  return isHere;
}

describe('the memory of uploads through us', () => {
  // Who waits keeps no process alive; the server's sockets do.
  let alive: NodeJS.Timeout;
  before(() => {
    alive = setInterval(() => undefined, LONG_MS);
  });
  after(() => {
    clearInterval(alive);
  });

  it('is given until it is all taken, and then in the order in which it was asked for', async () => {
    const budget = new PieceBudget(10, LONG_MS);
    const first = await budget.take(6);
    const second = await budget.take(4);
    const [third, fourth] = [budget.take(5), budget.take(1)];
    assert.deepEqual([await hasCome(third), await hasCome(fourth)], [false, false]);
    second();
    // There is room for the fourth, and the third was here before.
    assert.deepEqual([await hasCome(third), await hasCome(fourth)], [false, false]);
    first();
    assert.deepEqual([await hasCome(third), await hasCome(fourth)], [true, true]);
  });

  it('is given back once, however often that is said', async () => {
    const budget = new PieceBudget(10, LONG_MS);
    const giveBack = await budget.take(10);
    giveBack();
    giveBack();
    await budget.take(10);
    assert.equal(await hasCome(budget.take(1)), false);
  });

  it('is given alone to who needs more than there is', async () => {
    const budget = new PieceBudget(10, LONG_MS);
    const giveBack = await budget.take(3);
    const large = budget.take(11);
    assert.equal(await hasCome(large), false);
    giveBack();
    assert.equal(await hasCome(large), true);
  });

  it('is refused to who has waited in vain, and not to who comes later', async () => {
    const budget = new PieceBudget(10, 1);
    const giveBack = await budget.take(9);
    await assert.rejects(budget.take(2), { code: 'RATE_LIMITED' });
    assert.equal(await hasCome(budget.take(1)), true);
    giveBack();
    assert.equal(await hasCome(budget.take(9)), true);
  });

  it('is held by a stream of pieces until its end, whatever that is', async () => {
    const budget = new PieceBudget(1, LONG_MS);
    async function* source(count: number): AsyncGenerator<Uint8Array> {
      for (let sent = 0; sent < count; sent += 1) yield await Promise.resolve(new Uint8Array(300_000));
    }
    const whole = piecesOf(source(4), { length: 500_000, budget });
    assert.equal((await whole.next()).value?.isLast, false);
    const other = budget.take(1);
    assert.equal(await hasCome(other), false);
    for await (const { isLast } of whole) assert.equal(typeof isLast, 'boolean');
    (await other)();
    const left = piecesOf(source(4), { length: 500_000, budget });
    await left.next();
    await left.return(undefined);
    assert.equal(await hasCome(budget.take(1)), true);
  });

  it('is not needed for short streams', async () => {
    const budget = new PieceBudget(1, LONG_MS);
    await budget.take(1);
    const source = (async function* () {
      yield await Promise.resolve(new Uint8Array(200_000));
    })();
    const { value } = await piecesOf(source, { length: 500_000, budget }).next();
    assert.deepEqual([value?.isLast, value?.bytes.length], [true, 200_000]);
  });
});
