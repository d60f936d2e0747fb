import { AsyncLocalStorage } from 'node:async_hooks';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { Router, type Request, type RequestHandler } from 'express';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { DocumentLimits } from '../graphql/document-limits.js';
import { httpStatusOf, publicError } from '../graphql/error-format.js';
import { checkRequest } from '../graphql/request-check.js';
import type { Log } from '../logging/log.js';
import { RequestContext, type ResolverOf } from '../request/context.js';
import { authenticate, requireStillKnown, type DoorParts } from './authenticate.js';
import { MethodNotAllowed, occasionOf, UnsupportedMediaType } from './error-answer.js';
import { exchangeOf, type Exchange } from './exchange.js';
import { readJson } from './json-body.js';
import { readMultipart } from './multipart.js';
import { countOperations } from './operation-count.js';
import { retryAfterIn } from './retry-after.js';

/** Codes that keep their HTTP status even when they come from a resolver. */
const KEPT_STATUS = ['PAYLOAD_TOO_LARGE', 'RATE_LIMITED'] as const;

export interface GraphqlParts extends DoorParts {
  readonly schema: GraphQLSchema;
  readonly resolverOf: ResolverOf;
  readonly limits: DocumentLimits;
  readonly areSuggestionsOn: boolean;
  readonly log: Log;
}

/** The GraphQL route over HTTP: who is asking, the body, the step before execution, Apollo. */
export async function graphqlRoute(parts: GraphqlParts): Promise<{ readonly route: Router; stop(): Promise<void> }> {
  /** Apollo formats errors, and executes, without knowing the request: this is it. */
  const asking = new AsyncLocalStorage<Exchange>();
  const apollo = new ApolloServer<RequestContext>({
    schema: parts.schema,
    // Both are settings, and hold on WebSockets too: the step before execution sees to them.
    introspection: true,
    hideSchemaDetailsFromClientErrors: false,
    // Tokens travel in headers, never in cookies: no site can make a browser send one (decision 5).
    csrfPrevention: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => told(formatted, { error, requestId: asking.getStore()?.requestId ?? '', parts }),
    plugins: [
      keptStatus(),
      whileExecuting(() => asking.getStore()?.operation?.hold()),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  const answer = expressMiddleware(apollo, { context: ({ req }) => Promise.resolve(checkedContext(req, parts)) });
  const route = Router();
  route.use(takeOnly('/', ['GET', 'POST']));
  route.use(authenticate(parts, 'GRAPHQL'), countOperations(parts.operations), readBody(parts));
  route.use((request, response, next) => asking.run(exchangeOf(request), () => answer(request, response, next)));
  return { route, stop: () => apollo.stop() };
}

/** Below /graphql there is nothing, and it is read with GET or asked with POST. */
function takeOnly(path: string, methods: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (request.path !== path) {
      next('router');
    } else if (methods.includes(request.method)) {
      next();
    } else {
      response.set('Allow', methods.join(', '));
      next(new MethodNotAllowed(request.method));
    }
  };
}

function readBody({ body: limits, authentication }: DoorParts): RequestHandler {
  return async (request, response, next) => {
    const isAllHere = request.complete;
    if (request.method !== 'POST') {
      request.body = {};
      request.url = asReadHere(request.url);
    } else if (request.is('multipart/form-data')) request.body = await readMultipart(request, response, limits);
    else if (request.is('application/json')) request.body = await readJson(request, limits);
    else throw new UnsupportedMediaType('Send application/json or, with files, multipart/form-data.');
    if (!isAllHere) await requireStillKnown(request, authentication);
    next();
  };
}

/** The step before execution. What it refuses is told with its status. */
function checkedContext(request: Request, parts: GraphqlParts): RequestContext {
  const { requestId, clientAddress, viewer } = exchangeOf(request);
  const asked = request.method === 'GET' ? fromQueryString(request) : (request.body as Record<string, unknown>);
  try {
    checkRequest({
      schema: parts.schema,
      query: asked['query'],
      operationName: asked['operationName'],
      variables: asked['variables'],
      isAuthenticated: viewer !== null,
      limits: parts.limits,
    });
  } catch (cause) {
    const { message, extensions } = publicError(cause, occasionOf(requestId, parts.log));
    const http = { status: httpStatusOf(extensions.code) };
    // Where a text is no GraphQL.
    const { source, positions } = cause instanceof GraphQLError ? cause : {};
    throw new GraphQLError(message, { source, positions, extensions: { ...extensions, http } });
  }
  return new RequestContext({ viewer, requestId, clientAddress, resolverOf: parts.resolverOf });
}

/** The address in the one way of writing that all read alike: what is checked here is what Apollo reads and executes. */
function asReadHere(url: string): string {
  const [path = ''] = url.split('?', 1);
  return `${path}?${new URLSearchParams(url.slice(path.length + 1)).toString()}`;
}

function fromQueryString(request: Request): Record<string, unknown> {
  const search = new URLSearchParams(request.url.slice(request.url.indexOf('?') + 1));
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

/** An error as it may be told: that of the step before execution is ready; all others are Apollo's or of resolvers. */
function told(
  formatted: GraphQLFormattedError,
  asked: { readonly error: unknown; readonly requestId: string; readonly parts: GraphqlParts },
): GraphQLFormattedError {
  if (formatted.extensions?.['requestId'] !== undefined) return formatted;
  const { areSuggestionsOn, log } = asked.parts;
  return publicError(asked.error, { ...occasionOf(asked.requestId, log), showsSuggestions: areSuggestionsOn });
}

/** Gives the answer the status of an error that keeps it, wherever it came from. */
function keptStatus(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response }) => {
          const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
          const kept = KEPT_STATUS.find((code) => errors.some((error) => error.extensions?.['code'] === code));
          if (kept !== undefined) response.http.status = httpStatusOf(kept);
          const retryAfter = retryAfterIn(errors.map(({ extensions }) => extensions ?? {}));
          if (retryAfter !== null) response.http.headers.set('retry-after', retryAfter);
          return Promise.resolve();
        },
      }),
  };
}

/** Holds an operation while it is executed, whether or not anybody is there to hear its answer. */
function whileExecuting(hold: () => (() => void) | undefined): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        executionDidStart: () => {
          const letGo = hold();
          return Promise.resolve({
            executionDidEnd: () => {
              letGo?.();
              return Promise.resolve();
            },
          });
        },
      }),
  };
}
