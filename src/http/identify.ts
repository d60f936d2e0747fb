import type { RequestHandler } from 'express';
import type { Random } from '../clock/random.js';
import type { AddressOf } from './client-address.js';
import { beginExchange, drainAfterAnswer } from './exchange.js';

/** What every answer carries, whatever it says. */
export function headersOf(requestId: string) {
  return { 'X-Request-Id': requestId, 'X-Content-Type-Options': 'nosniff' };
}

/** Gives each request its id, and tells it; notes where it comes from, and sees to what it sends beyond its answer. */
export function identify({ random, addressOf }: { random: Random; addressOf: AddressOf }): RequestHandler {
  return (request, response, next) => {
    const { requestId } = beginExchange(request, { requestId: random.id(), clientAddress: addressOf(request) });
    response.set(headersOf(requestId));
    drainAfterAnswer(request, response);
    next();
  };
}
