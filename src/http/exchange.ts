import type { Request, Response } from 'express';
import type { ApiKeyInUse } from '../auth/caller.js';
import type { Viewer } from '../auth/viewer.js';
import type { HeldOperation } from './held-operation.js';

/** What is known of one HTTP request. */
export interface Exchange {
  readonly requestId: string;
  /** Where it comes from, in the form that addresses are counted by. */
  readonly clientAddress: string;
  /** Null when nobody is logged in; set by the authentication step. */
  viewer: Viewer | null;
  /** Null when none was shown. */
  apiKey: ApiKeyInUse | null;
  /** Null until it is counted. */
  operation: HeldOperation | null;
}

const exchanges = new WeakMap<Request, Exchange>();

export function beginExchange(request: Request, begun: Pick<Exchange, 'requestId' | 'clientAddress'>): Exchange {
  const exchange = { ...begun, viewer: null, apiKey: null, operation: null };
  exchanges.set(request, exchange);
  return exchange;
}

export function exchangeOf(request: Request): Exchange {
  const exchange = exchanges.get(request);
  if (exchange === undefined) throw new Error('A request came to a route before it was given its id.');
  return exchange;
}

/** How much of a refused body is still read, so that the client hears the answer before the connection ends. */
const DRAINED_BYTES = 64 * 1024 * 1024;

/**
 * Reads on what a client is still sending when its request was answered already; ends the connection beyond a limit. When
 * nothing more comes, Node ends it, as one that is kept alive in vain.
 */
export function drainAfterAnswer(request: Request, response: Response): void {
  // First of all who listens: Node would throw away what nobody has begun to read, however much of it comes.
  response.prependOnceListener('finish', () => {
    if (request.complete || request.destroyed) return;
    let drained = 0;
    request.unpipe();
    request.on('data', (chunk: Buffer) => {
      drained += chunk.length;
      if (drained > DRAINED_BYTES) request.destroy();
    });
    request.resume().read(0);
  });
}
