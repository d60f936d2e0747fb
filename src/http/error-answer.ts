import type { ErrorRequestHandler, Request, Response } from 'express';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { restError } from '../errors/rest-body.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { loggableError, type ErrorOccasion } from '../errors/unexpected-error.js';
import { publicError, httpStatusOf } from '../graphql/error-format.js';
import type { Log } from '../logging/log.js';
import { exchangeOf } from './exchange.js';

export class RouteNotFound extends ThingstoreError {
  readonly code = 'ROUTE_NOT_FOUND';

  constructor() {
    super('There is nothing at this URL.');
  }
}

export class MethodNotAllowed extends ThingstoreError {
  readonly code = 'METHOD_NOT_ALLOWED';

  constructor(method: string) {
    super(`This URL does not take ${method}.`);
  }
}

export class UnsupportedMediaType extends ThingstoreError {
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
}

/** How an error of one request is told: its id, and where the whole of a masked one goes. */
export function occasionOf(requestId: string, log: Log): ErrorOccasion {
  return {
    requestId,
    reportUnexpected: (error) => {
      log.error({ error: loggableError(error), requestId }, 'A request failed unexpectedly.');
    },
  };
}

/** Answers an error as REST routes do. */
export function answerRestError(error: unknown, parts: { request: Request; response: Response; log: Log }): void {
  const { request, response, log } = parts;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, body } = restError(fromExpress(error), occasionOf(exchangeOf(request).requestId, log));
  response.status(status).json(body);
}

/** Answers an error as GraphQL does, for requests that were refused before they came to it. */
function answerGraphqlError(error: unknown, parts: { request: Request; response: Response; log: Log }): void {
  const { request, response, log } = parts;
  const told = publicError(fromExpress(error), occasionOf(exchangeOf(request).requestId, log));
  response.status(httpStatusOf(told.extensions.code)).json({ errors: [told] });
}

/** The last step of every route: JSON always, never HTML, never a stack. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const answer = /^\/graphql\/?$/i.test(request.path) ? answerGraphqlError : answerRestError;
    answer(error, { request, response, log });
  };
}

/** What Express itself throws has a status; ours has a code. */
function fromExpress(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ThingstoreError) return error;
  const { status } = error as { status?: unknown };
  return status === 400 ? new InvalidArguments('url', 'The address of the request cannot be read.') : error;
}
