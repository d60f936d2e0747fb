import type { ExecutionResult } from 'graphql';
import { RateLimited } from '../errors/rate-limited.js';
import { EventTurns, type EventTurn } from './event-turns.js';
import { PacedStream } from './paced-stream.js';

/** How many events may be on their way to one client, whatever number of subscriptions it has. */
const EVENTS_AT_ONCE = 8;

/** All that goes on on one socket. */
export class SocketLoad {
  private readonly streams = new Set<PacedStream>();
  private readonly turns = new EventTurns(EVENTS_AT_ONCE);
  private readonly ends = new Set<() => void>();
  private operations = 0;
  private subscriptions = 0;
  private isClosed = false;
  private idling: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: {
      readonly subscriptionLimit: number;
      readonly idleTimeoutMs: number;
      /** Nothing was going on for that long. */
      readonly onIdle: () => void;
    },
  ) {
    this.waitForUse();
  }

  /** Answers what ends it, to be called once. Errors: RATE_LIMITED. */
  beginSubscription(): () => void {
    const { subscriptionLimit: limit } = this.parts;
    if (this.subscriptions >= limit) {
      throw new RateLimited(
        `At most ${limit.toString()} subscriptions may stand on one socket. Complete some, or open another socket.`,
        { limit, retryAfter: 1 },
      );
    }
    this.subscriptions += 1;
    const end = this.beginOperation();
    return () => {
      this.subscriptions -= 1;
      end();
    };
  }

  /** Answers what ends it, to be called once. */
  beginOperation(): () => void {
    this.operations += 1;
    clearTimeout(this.idling);
    return () => {
      this.operations -= 1;
      this.waitForUse();
    };
  }

  turn(): EventTurn {
    return this.turns.forSubscription();
  }

  /** A subscription stands. It ends with the socket, whatever the client calls it. */
  keep(
    source: AsyncIterableIterator<ExecutionResult>,
    parts: { readonly turn: EventTurn; readonly onEnd: () => void },
  ): PacedStream {
    const stream = new PacedStream(source, parts.turn, (ended) => {
      this.streams.delete(ended);
      parts.onEnd();
    });
    this.streams.add(stream);
    if (this.isClosed) void stream.return();
    return stream;
  }

  /** Answers what ends something once, which the end of the socket does too. */
  untilClosed(end: () => void): () => void {
    const endOnce = () => {
      if (this.ends.delete(endOnce)) end();
    };
    this.ends.add(endOnce);
    if (this.isClosed) endOnce();
    return endOnce;
  }

  /** The socket is closed. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.idling);
    for (const end of [...this.ends]) end();
    for (const stream of [...this.streams]) void stream.return();
  }

  private waitForUse(): void {
    if (this.operations > 0 || this.isClosed) return;
    clearTimeout(this.idling);
    this.idling = setTimeout(this.parts.onIdle, this.parts.idleTimeoutMs);
    this.idling.unref();
  }
}
