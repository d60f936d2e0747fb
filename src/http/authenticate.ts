import type { Request, RequestHandler } from 'express';
import type { Authentication } from '../auth/authentication.js';
import type { HttpConfig } from '../config/config.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { exchangeOf } from './exchange.js';
import type { BodyLimits } from './limited-body.js';
import type { OperationCount } from './operation-count.js';

/** The doors at which it is asked who is there: GraphQL over both transports, the REST routes below /resources, and those of files. */
export type Door = 'GRAPHQL' | 'REST' | 'FILES';

/** What every door needs through which something is asked. */
export interface DoorParts {
  readonly authentication: Authentication;
  /** Where a request needs an API key. */
  readonly requireApiKey: HttpConfig['requireApiKey'];
  /** One count for all doors together. */
  readonly operations: OperationCount;
  readonly body: BodyLimits;
}

/** Whether a request at the door needs an API key. */
export function needsApiKey(requireApiKey: HttpConfig['requireApiKey'], door: Door): boolean {
  return requireApiKey === 'all' || (requireApiKey === 'rest' && door === 'REST');
}

/** Finds out who is asking, and refuses bad credentials, before anything of the body is read. */
export function authenticate({ authentication, requireApiKey }: Authenticating, door: Door): RequestHandler {
  const needs = { apiKey: needsApiKey(requireApiKey, door) };
  return async (request, _response, next) => {
    const shown = { authorization: request.get('authorization'), apiKey: request.get('x-api-key') };
    Object.assign(exchangeOf(request), await authentication.callerOf(shown, needs));
    next();
  };
}

/**
 * Asks once more whether what a request came with still holds: its body may have taken a day. Errors: UNAUTHENTICATED.
 */
export async function requireStillKnown(request: Request, authentication: Authentication): Promise<void> {
  const { viewer, apiKey } = exchangeOf(request);
  const caller = { viewer, apiKey };
  const withdrawn = await authentication.withdrawn([caller]);
  if (withdrawn.has(caller)) throw new Unauthenticated('The credential was withdrawn while the request was under way.');
}

type Authenticating = Pick<DoorParts, 'authentication' | 'requireApiKey'>;
