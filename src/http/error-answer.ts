import type { ErrorRequestHandler, Request, Response } from 'express';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { restError } from '../errors/rest-body.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { loggableError, type ErrorOccasion } from '../errors/unexpected-error.js';
import { publicError, httpStatusOf } from '../graphql/error-format.js';
import type { Log } from '../logging/log.js';
import { RangeNotSatisfiable } from '../storage/storage.errors.js';
import { exchangeOf } from './exchange.js';
import { retryAfterIn } from './retry-after.js';
import { BodyStalled } from './watched-body.js';

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

/** What is answered in place of what was asked for. */
interface ErrorAnswer {
  readonly status: number;
  readonly body: object;
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
  response.status(status).set(headersOfError(error)).json(body);
}

/** The last step of every route: JSON always, never HTML, never a stack. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (!isGraphqlPath(request.path)) {
      answerRestError(error, { request, response, log });
      return;
    }
    const { status, body } = graphqlError(fromExpress(error), occasionOf(exchangeOf(request).requestId, log));
    response.status(status).set(headersOfError(error)).json(body);
  };
}

/** What an answer says of its error beside its body. */
function headersOfError(error: unknown): Readonly<Record<string, string>> {
  // Nothing more is to come by this connection.
  if (error instanceof BodyStalled) return { Connection: 'close' };
  if (error instanceof RangeNotSatisfiable) return { 'Content-Range': `bytes */${error.size.toString()}` };
  const retryAfter = error instanceof ThingstoreError ? retryAfterIn([error]) : null;
  return retryAfter === null ? {} : { 'Retry-After': retryAfter };
}

/** An error as it is told at this path, to who asked for something else than an answer. */
export function errorAt(path: string, error: ThingstoreError, occasion: ErrorOccasion): ErrorAnswer {
  return isGraphqlPath(path) ? graphqlError(error, occasion) : restError(error, occasion);
}

/** Is this where GraphQL is? */
export function isGraphqlPath(path: string): boolean {
  return /^\/graphql\/?$/i.test(path);
}

/** An error as GraphQL answers it, to requests that were refused before they came to it. */
function graphqlError(error: unknown, occasion: ErrorOccasion): ErrorAnswer {
  const told = publicError(error, occasion);
  return { status: httpStatusOf(told.extensions.code), body: { errors: [told] } };
}

/** What Express itself throws has a status; ours has a code. */
function fromExpress(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ThingstoreError) return error;
  const { status } = error as { status?: unknown };
  return status === 400 ? new InvalidArguments('url', 'The address of the request cannot be read.') : error;
}
