import type { RequestHandler } from 'express';
import type { Random } from '../clock/random.js';
import { beginExchange } from './exchange.js';

/** What every answer carries, whatever it says. */
export function headersOf(requestId: string) {
  return { 'X-Request-Id': requestId, 'X-Content-Type-Options': 'nosniff' };
}

/** Gives each request its id, and tells it. */
export function identify(random: Random): RequestHandler {
  return (request, response, next) => {
    const { requestId } = beginExchange(request, random.id());
    response.set(headersOf(requestId));
    next();
  };
}
