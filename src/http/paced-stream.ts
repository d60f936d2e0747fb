import type { ExecutionResult } from 'graphql';
import type { EventTurn } from './event-turns.js';

type EventResult = IteratorResult<ExecutionResult, undefined>;

/** A subscription's results. Whoever asks for the next one has sent the one before: its turn is over. */
export class PacedStream implements AsyncIterableIterator<ExecutionResult, undefined, undefined> {
  private isEnded = false;

  constructor(
    private readonly source: AsyncIterableIterator<ExecutionResult>,
    private readonly turn: EventTurn,
    /** Called once, however the stream ends. */
    private readonly onEnd: (stream: PacedStream) => void,
  ) {}

  async next(): Promise<EventResult> {
    this.turn.giveBack();
    const result = await this.source.next();
    if (result.done !== true) return result;
    this.end();
    return { done: true, value: undefined };
  }

  async return(): Promise<EventResult> {
    this.end();
    await this.source.return?.();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<EventResult> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private end(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.turn.end();
    this.onEnd(this);
  }
}
