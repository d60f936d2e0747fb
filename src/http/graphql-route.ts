import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { Router, type Request, type RequestHandler } from 'express';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Authentication } from '../auth/authentication.js';
import { parseAuthorization } from '../auth/authorization-header.js';
import { DOCUMENT_LIMITS } from '../graphql/document-limits.js';
import { httpStatusOf, publicError } from '../graphql/error-format.js';
import { checkRequest } from '../graphql/request-check.js';
import type { Log } from '../logging/log.js';
import { RequestContext, type ResolverOf } from '../request/context.js';
import { occasionOf, UnsupportedMediaType } from './error-answer.js';
import { drainAfterAnswer, exchangeOf } from './exchange.js';
import { readMultipart } from './multipart.js';

/** Codes that keep their HTTP status even when they come from a resolver. */
const KEPT_STATUS: ReadonlySet<string> = new Set(['PAYLOAD_TOO_LARGE', 'RATE_LIMITED']);

export interface GraphqlParts {
  readonly schema: GraphQLSchema;
  readonly authentication: Authentication;
  readonly resolverOf: ResolverOf;
  readonly bodySizeLimit: number;
  readonly log: Log;
}

/** The GraphQL route over HTTP: who is asking, the body, the step before execution, Apollo. */
export async function graphqlRoute(parts: GraphqlParts): Promise<{ readonly route: Router; stop(): Promise<void> }> {
  const apollo = new ApolloServer<RequestContext>({
    schema: parts.schema,
    introspection: true,
    // Tokens travel in headers, never in cookies: no site can make a browser send one.
    csrfPrevention: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [
      publicErrors(parts.log),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  const route = Router();
  route.use(authenticate(parts.authentication), readBody(parts.bodySizeLimit));
  route.use(expressMiddleware(apollo, { context: ({ req }) => Promise.resolve(checkedContext(req, parts)) }));
  return { route, stop: () => apollo.stop() };
}

/** Refuses bad credentials before anything of the body is read. */
function authenticate(authentication: Authentication): RequestHandler {
  return async (request, response, next) => {
    drainAfterAnswer(request, response);
    exchangeOf(request).viewer = await authentication.viewerOf(parseAuthorization(request.headers.authorization));
    next();
  };
}

function readBody(limit: number): RequestHandler {
  const json = express.json({ limit, inflate: false, strict: true });
  return (request, response, next) => {
    if (request.method !== 'POST') {
      request.body = {};
      next();
    } else if (request.is('multipart/form-data') === 'multipart/form-data') {
      readMultipart(request, response, limit).then((operations) => {
        request.body = operations;
        next();
      }, next);
    } else if (request.is('application/json') === 'application/json') {
      json(request, response, next);
    } else {
      next(new UnsupportedMediaType('Send application/json or, with files, multipart/form-data.'));
    }
  };
}

/** The step before execution. What it refuses is told with its status. */
function checkedContext(request: Request, parts: GraphqlParts): RequestContext {
  const { requestId, viewer } = exchangeOf(request);
  const asked = request.method === 'GET' ? fromQueryString(request) : (request.body as Record<string, unknown>);
  try {
    checkRequest({
      schema: parts.schema,
      query: asked['query'],
      operationName: asked['operationName'],
      variables: asked['variables'],
      isAuthenticated: viewer !== null,
      limits: DOCUMENT_LIMITS,
    });
  } catch (cause) {
    const { message, extensions, locations } = publicError(cause, occasionOf(requestId, parts.log));
    const http = { status: httpStatusOf(extensions.code) };
    throw new GraphQLError(message, { extensions: { ...extensions, http, locations } });
  }
  return new RequestContext({ viewer, requestId, resolverOf: parts.resolverOf });
}

function fromQueryString(request: Request): Record<string, unknown> {
  const search = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
  const variables = search.get('variables');
  return {
    query: search.get('query') ?? undefined,
    operationName: search.get('operationName') ?? undefined,
    variables: variables === null ? undefined : parsedOr(variables),
  };
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Apollo formats errors without knowing the request: here they get its id, and what was not meant for clients is masked. */
function publicErrors(log: Log): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response, errors, contextValue }) => {
          if (errors !== undefined && response.body.kind === 'single') {
            const told = errors.map((error) => publicError(error, occasionOf(contextValue.requestId, log)));
            response.body.singleResult.errors = told;
            const kept = told.find((error) => KEPT_STATUS.has(error.extensions.code));
            if (kept !== undefined) response.http.status = httpStatusOf(kept.extensions.code);
          }
          return Promise.resolve();
        },
      }),
  };
}
