import type { Request, RequestHandler } from 'express';
import type { Viewer } from '../auth/viewer.js';
import { RateLimited } from '../errors/rate-limited.js';
import { askerKey } from './asker.js';
import { exchangeOf } from './exchange.js';
import { HeldOperation } from './held-operation.js';
import { Places } from './places.js';

/** How many operations everybody has under way, over HTTP and WebSocket together. */
export class OperationCount {
  private readonly places: Places;

  constructor(limit: number) {
    this.places = new Places(limit);
  }

  /** Answers what ends it, to be called in whatever way it ends. Errors: RATE_LIMITED. */
  begin(viewer: Viewer | null, address: string): () => void {
    const end = this.places.take(askerKey(viewer, address));
    if (end !== null) return end;
    const { limit } = this.places;
    throw new RateLimited(
      `At most ${limit.toString()} operations may be under way at once. Wait until some of them have ended.`,
      // One of them may end at any moment.
      { limit, retryAfter: 1 },
    );
  }
}

/**
 * Counts a request, from before its body is read until its answer is out or its client is gone. What it executes may
 * hold it for longer: else who goes away in time could have any number under way. Errors: RATE_LIMITED.
 */
export function countOperations(count: OperationCount): RequestHandler {
  return (request, response, next) => {
    // Its end would be heard by nobody any more.
    if (response.closed) return;
    const exchange = exchangeOf(request);
    const operation = new HeldOperation(count.begin(exchange.viewer, exchange.clientAddress));
    exchange.operation = operation;
    response.once('close', operation.hold());
    next();
  };
}

/** Does what a counted request asks for; it counts until that is done, whoever still waits for it. */
export async function whileCounted<Done>(request: Request, work: () => Promise<Done>): Promise<Done> {
  const letGo = exchangeOf(request).operation?.hold();
  try {
    return await work();
  } finally {
    letGo?.();
  }
}
