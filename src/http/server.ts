import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import cors from 'cors';
import express, { type Express } from 'express';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { GraphqlConfig, HttpConfig, SocketConfig } from '../config/config.js';
import { documentLimitsOf } from '../graphql/document-limits.js';
import type { Log } from '../logging/log.js';
import type { ObjectStore } from '../storage/object-store.js';
import { addressesBehind } from './client-address.js';
import { errorHandler, RouteNotFound } from './error-answer.js';
import { graphqlRoute, type GraphqlParts } from './graphql-route.js';
import { askForBodyWhenRead } from './expected-body.js';
import { healthRoutes, type Checks } from './health-routes.js';
import { identify } from './identify.js';
import { listen } from './listen.js';
import { loginRoute, type LoginDoor } from './login-route.js';
import { refuseMalformed } from './malformed-request.js';
import { objectsRoute, type ObjectsParts } from './objects-route.js';
import { OperationCount } from './operation-count.js';
import { pageRoutes } from './pages.js';
import type { FileDoor } from './rest/file-door.js';
import { restDoor } from './rest/rest-door.js';
import { StalledReaders } from './stalled-readers.js';
import { graphqlWebSocket } from './websocket.js';

/** How long a body may take: a large upload over a slow link is still an upload. */
const REQUEST_TIMEOUT_MS = 24 * 60 * 60 * 1000;
/** How often it is looked for connections whose time is over, at least. */
const LOOK_AT_CONNECTIONS_MS = 15_000;
/** How long requests that are under way may still take when the server stops. */
const DRAIN_MS = 10_000;

/** What the doors need that is made of the configuration. */
type OfConfig = ReturnType<typeof ofConfig>;

export interface HttpParts<Expected, Sent> extends Omit<GraphqlParts, keyof OfConfig> {
  readonly config: HttpConfig;
  readonly graphql: GraphqlConfig;
  readonly sockets: SocketConfig;
  readonly isDevelopment: boolean;
  readonly publicUrl: () => string;
  readonly version: string;
  /** Null where clients reach the object store past us. */
  readonly objects: Omit<ObjectsParts<Expected>, 'log' | 'stallTimeoutMs'> | null;
  readonly files: {
    readonly door: FileDoor<Sent>;
    readonly store: ObjectStore;
    /** Of one file, in bytes. */
    readonly objectSizeLimit: number;
  };
  readonly sessions: LoginDoor;
  readonly checks: Checks;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface HttpServer {
  readonly port: number;
  /** Readiness off, sockets closed with 1001, and ten seconds for the requests under way: what takes longer is cut off. */
  stop(): Promise<void>;
}

/** Opens the doors. */
export async function startHttpServer<Expected, Sent>(parts: HttpParts<Expected, Sent>): Promise<HttpServer> {
  const { config, log } = parts;
  let isStopping = false;
  const doors = { ...parts, ...ofConfig(parts) };
  const graphql = await graphqlRoute(doors);
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(identify(doors));
  app.use(healthRoutes(parts.checks, () => isStopping));
  app.use(crossOrigin(config));
  app.use(pageRoutes(parts));
  app.use('/graphql', graphql.route);
  app.use('/auth', loginRoute(doors));
  app.use(restDoor({ ...doors, ...parts.files }));
  if (parts.objects !== null)
    app.use('/objects', objectsRoute({ ...parts.objects, stallTimeoutMs: config.bodyStallTimeoutMs, log }));
  finish(app, log);
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    app(request, response);
  };
  const server = createServer(timeouts(config), handle);
  // An expectation that is not known is none that has to be met.
  server.on('checkExpectation', handle);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    askForBodyWhenRead(request, response);
    handle(request, response);
  });
  refuseMalformed(server, parts);
  const stalledReaders = new StalledReaders();
  server.on('connection', (connection) => {
    stalledReaders.watch(connection, config.bodyStallTimeoutMs);
  });
  const sockets = graphqlWebSocket(server, { ...doors, stalledReaders });
  const port = await listen(server, config, log).catch(async (error: unknown) => {
    await sockets.stop();
    await graphql.stop();
    throw error;
  });
  return {
    port,
    stop: async () => {
      isStopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await sockets.stop();
      const cut = setTimeout(() => {
        server.closeAllConnections();
      }, DRAIN_MS);
      await closed;
      clearTimeout(cut);
      await graphql.stop();
    },
  };
}

function ofConfig({ config, graphql }: { readonly config: HttpConfig; readonly graphql: GraphqlConfig }) {
  return {
    limits: documentLimitsOf(graphql),
    areSuggestionsOn: graphql.areSuggestionsOn,
    operations: new OperationCount(config.operationsPerViewer),
    body: { size: config.bodySizeLimit, stallTimeoutMs: config.bodyStallTimeoutMs },
    requireApiKey: config.requireApiKey,
    addressOf: addressesBehind(config.trustedProxies),
  };
}

/** Headers have to be whole in time; a body may take a day, as long as it does not come to a halt. */
function timeouts({ bodyStallTimeoutMs }: HttpConfig) {
  const headersTimeout = Math.min(bodyStallTimeoutMs, REQUEST_TIMEOUT_MS);
  const connectionsCheckingInterval = Math.min(Math.ceil(headersTimeout / 2), LOOK_AT_CONNECTIONS_MS);
  return { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout, connectionsCheckingInterval };
}

/** What pages of other origins may send and read. All headers may be sent: that is what a preflight is asked. */
function crossOrigin({ corsOrigins }: HttpConfig) {
  return cors({
    origin: corsOrigins === '*' ? '*' : [...corsOrigins],
    exposedHeaders: [
      'Accept-Ranges',
      'Content-Disposition',
      'Content-Range',
      'ETag',
      'Link',
      'Location',
      'Retry-After',
      'X-Request-Id',
    ],
    maxAge: 86_400,
  });
}

function finish(app: Express, log: Log): void {
  app.use((_request, _response, next) => {
    next(new RouteNotFound());
  });
  app.use(errorHandler(log));
}
