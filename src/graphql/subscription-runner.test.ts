import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { buildSchema, parse, type ExecutionResult } from 'graphql';
import { Forbidden } from '../errors/forbidden.js';
import { subscribeWithFreshContext } from './subscription-runner.js';

const schema = buildSchema('type Query { a: String }  type Subscription { tick(from: Int): Int}');

/** A source like the change feed's: `return` ends a waiting `next`. */
class Ticks implements AsyncIterableIterator<unknown> {
  readonly calls: string[] = [];
  private readonly queue: unknown[] = [];
  private wake: (() => void) | undefined;
  private isEnded = false;

  push(event: unknown): void {
    this.queue.push(event);
    this.wake?.();
  }

  async next(): Promise<IteratorResult<unknown>> {
    while (!this.isEnded && this.queue.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    const event = this.queue.shift();
    if (event instanceof Error) throw event;
    return this.isEnded ? { done: true, value: undefined } : { done: false, value: event };
  }

  return(): Promise<IteratorResult<unknown>> {
    this.calls.push('return');
    this.isEnded = true;
    this.wake?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Deaf: neither next nor return ever settles, as with an async generator that waits. */
class Deaf implements AsyncIterableIterator<unknown> {
  readonly calls = new EventEmitter();

  next(): Promise<IteratorResult<unknown>> {
    return new Promise(() => undefined);
  }

  return(): Promise<IteratorResult<unknown>> {
    this.calls.emit('return');
    return new Promise(() => undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

async function subscribe(
  source: unknown,
  freshContext: () => unknown = () => ({}),
  query = 'subscription { tick }',
): Promise<AsyncIterableIterator<ExecutionResult>> {
  const stream = await answer(source, freshContext, query);
  assert.ok(Symbol.asyncIterator in stream, JSON.stringify(stream));
  return stream;
}

function answer(source: unknown, freshContext: () => unknown = () => ({}), query = 'subscription { tick }') {
  const rootValue = { tick: () => (source instanceof Error ? Promise.reject(source) : source) };
  return subscribeWithFreshContext({ schema, document: parse(query), rootValue, contextValue: 'first' }, freshContext);
}

async function tickOf(stream: AsyncIterator<ExecutionResult>): Promise<unknown> {
  const result: IteratorResult<ExecutionResult, undefined> = await stream.next();
  const { tick } = result.value?.data ?? {};
  return tick;
}

describe('a subscription', () => {
  it('executes each event with a context of its own', async () => {
    const contexts: unknown[] = [];
    const source = new Ticks();
    let count = 0;
    const stream = await subscribe(source, () => ({ number: (count += 1) }));
    const event = { tick: (_: unknown, context: unknown) => contexts.push(context) };
    source.push(event);
    source.push(event);
    assert.equal(await tickOf(stream), 1);
    assert.equal(await tickOf(stream), 2);
    assert.deepEqual(contexts, [{ number: 1 }, { number: 2 }]);
  });

  it('is refused with errors when it cannot begin, and never by throwing', async () => {
    const refused = await answer(new Forbidden('Not yours.'));
    assert.ok('errors' in refused && refused.errors[0]?.originalError instanceof Forbidden);
    const none = await answer('no iterable');
    assert.ok('errors' in none && none.errors.length === 1);
    const variables = await answer(new Ticks(), undefined, 'subscription ($n: Int!) { tick(from: $n) }');
    assert.ok('errors' in variables && variables.errors.length === 1);
  });

  it('goes on after an event that fails', async () => {
    const source = new Ticks();
    let isDown = true;
    const stream = await subscribe(source, () => {
      if (isDown) throw new Error('no context');
      return {};
    });
    source.push({ tick: 1 });
    const failed: IteratorResult<ExecutionResult> = await stream.next();
    assert.equal(failed.done, false);
    assert.ok(failed.value.errors?.[0]?.originalError);
    isDown = false;
    source.push({ tick: 2 });
    assert.equal(await tickOf(stream), 2);
  });

  it('is over when its source is, and after one result with the error when its source fails', async () => {
    const ended = new Ticks();
    const stream = await subscribe(ended);
    await ended.return();
    assert.deepEqual(await stream.next(), { done: true, value: undefined });

    const failing = new Ticks();
    const other = await subscribe(failing);
    failing.push({ tick: 1 });
    failing.push(new Forbidden('Gone.'));
    const results: ExecutionResult[] = [];
    for await (const result of other) results.push(result);
    assert.equal(results.length, 2);
    assert.ok(results[1]?.errors?.[0]?.originalError instanceof Forbidden);
    assert.deepEqual(failing.calls, ['return']);
  });

  it('that is returned ends its source at once, and whoever waits for an event', async () => {
    const source = new Ticks();
    const stream = await subscribe(source);
    const waiting = stream.next();
    await stream.return?.();
    assert.deepEqual(source.calls, ['return']);
    assert.deepEqual(await waiting, { done: true, value: undefined });
    source.push({ tick: 1 });
    assert.deepEqual(await stream.next(), { done: true, value: undefined });
  });

  it('that is returned before it was read ends its source as well', async () => {
    const source = new Ticks();
    const stream = await subscribe(source);
    await stream.return?.();
    assert.deepEqual(source.calls, ['return']);
  });

  it('lets go of whoever waits even when its source does not answer', async () => {
    const source = new Deaf();
    const stream = await subscribe(source);
    const waiting = stream.next();
    const asked = once(source.calls, 'return');
    const closing = stream.return?.();
    await asked;
    assert.deepEqual(await waiting, { done: true, value: undefined });
    assert.ok(closing instanceof Promise);
  });

  it('that is thrown into passes that on, and fails with the same error', async () => {
    const source = new Ticks();
    const stream = await subscribe(source);
    const waiting = stream.next();
    await assert.rejects(async () => stream.throw?.(new Forbidden('Out.')), Forbidden);
    assert.deepEqual(source.calls, ['return']);
    assert.deepEqual(await waiting, { done: true, value: undefined });
  });

  it('drops an event that is being executed when it is returned', async () => {
    const source = new Ticks();
    const stream = await subscribe(source);
    const begun = new EventEmitter();
    const begins = once(begun, 'tick');
    source.push({
      tick: () => {
        begun.emit('tick');
        return new Promise(() => undefined);
      },
    });
    const waiting = stream.next();
    await begins;
    await stream.return?.();
    assert.deepEqual(await waiting, { done: true, value: undefined });
  });
});
