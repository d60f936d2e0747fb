import { createSourceEventStream, execute, GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';

type EventResult = IteratorResult<ExecutionResult, undefined>;

const DONE: EventResult = { done: true, value: undefined };

/**
 * Subscribes like graphql-js, but executes each event with a context of its own: loaders remember what they read, and
 * a subscription may live for weeks. The field's `subscribe` should return an iterator whose `return` works while a
 * `next` is waiting; an async generator cannot be interrupted there, and goes on until its next event.
 * @param args with the context that `subscribe` itself is called with
 * @param turn waited for when an event is there, before it is executed
 */
export async function subscribeWithFreshContext(
  args: ExecutionArgs,
  freshContext: () => unknown,
  turn: () => Promise<void> = () => Promise.resolve(),
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  try {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    const executeEvent = async (event: unknown): Promise<ExecutionResult> => {
      try {
        await turn();
        return await execute({ ...args, rootValue: event, contextValue: freshContext() });
      } catch (error) {
        return errorResult(error);
      }
    };
    return new EventStream(source[Symbol.asyncIterator](), executeEvent);
  } catch (error) {
    return errorResult(error);
  }
}

class EventStream implements AsyncIterableIterator<ExecutionResult, undefined, undefined> {
  private isEnded = false;
  /** Lets go of those who wait for an event when the stream ends meanwhile. */
  private readonly waiting = new Set<(result: EventResult) => void>();

  constructor(
    private readonly source: AsyncIterator<unknown>,
    private readonly executeEvent: (event: unknown) => Promise<ExecutionResult>,
  ) {}

  next(): Promise<EventResult> {
    if (this.isEnded) return Promise.resolve(DONE);
    // Not Promise.race with one promise for the end: each event would leave a reaction on it for ever.
    return new Promise((resolve) => {
      this.waiting.add(resolve);
      void this.nextResult().then((result) => {
        this.waiting.delete(resolve);
        resolve(result);
      });
    });
  }

  async return(): Promise<EventResult> {
    this.end();
    await this.source.return?.();
    return DONE;
  }

  async throw(error: unknown): Promise<EventResult> {
    this.end();
    if (this.source.throw === undefined) await this.source.return?.();
    else await this.source.throw(error);
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Never fails: a source that does becomes a last result, and the stream is over. */
  private async nextResult(): Promise<EventResult> {
    try {
      const event = await this.source.next();
      if (event.done === true) {
        this.end();
        return DONE;
      }
      return { done: false, value: await this.executeEvent(event.value) };
    } catch (error) {
      if (this.isEnded) return DONE;
      this.isEnded = true;
      // It may not have ended by itself, and nobody will ask it again. The error to tell of is the first.
      this.source.return?.().catch(() => undefined);
      return { done: false, value: errorResult(error) };
    }
  }

  private end(): void {
    this.isEnded = true;
    for (const resolve of this.waiting) resolve(DONE);
    this.waiting.clear();
  }
}

function errorResult(error: unknown): ExecutionResult {
  if (error instanceof GraphQLError) return { errors: [error] };
  const originalError = error instanceof Error ? error : new Error('Something that is no Error was thrown.');
  return { errors: [new GraphQLError(originalError.message, { originalError })] };
}
