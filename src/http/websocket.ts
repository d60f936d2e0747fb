import type { Server } from 'node:http';
import type { ExecutionArgs } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Authentication } from '../auth/authentication.js';
import { parseAuthorization } from '../auth/authorization-header.js';
import type { Viewer } from '../auth/viewer.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { loggableError } from '../errors/unexpected-error.js';
import { subscribeWithFreshContext } from '../graphql/subscription-runner.js';
import type { Log } from '../logging/log.js';
import type { RequestContext } from '../request/context.js';
import { CredentialWatch } from './credential-watch.js';
import { occasionOf } from './error-answer.js';
import { SocketOperations, type WebSocketParts } from './socket-operations.js';
import { takeUpgrades } from './upgrade.js';

/** Close codes of the protocol, and of WebSocket itself. */
const UNAUTHORIZED = 4401;
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;
/** How long clients may take to answer that the server closes; who stays silent is cut off. */
const CLOSE_WITHIN_MS = 2000;

/** Who stands behind a socket, from its connection_init on. */
interface Connected extends Record<PropertyKey, unknown> {
  viewer: Viewer | null;
}

/** GraphQL over WebSocket (graphql-transport-ws) on the same path as over HTTP, with the same checks and errors. */
export function graphqlWebSocket(server: Server, parts: WebSocketParts): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: parts.bodySizeLimit });
  const watch = new CredentialWatch(parts.authentication, parts.log);
  const operations = new SocketOperations(parts);
  const ended = useServer<Record<string, unknown>, Connected>(
    {
      schema: parts.schema,
      onConnect: async ({ connectionParams, extra }) => {
        const { socket } = extra;
        const close = (code: number, reason: string) => {
          socket.close(code, reason);
        };
        try {
          const viewer = await viewerOf(connectionParams, parts.authentication);
          extra.viewer = viewer;
          // Who is gone by now is not watched: nothing would ever take it off the watch.
          if (viewer !== null && socket.readyState === socket.OPEN) {
            watch.add(viewer, () => {
              watch.remove(viewer);
              // What it still sends, until it has heard that it is closed, comes from nobody.
              extra.viewer = null;
              close(UNAUTHORIZED, 'UNAUTHENTICATED');
            });
          }
          return true;
        } catch (cause) {
          const isRefused = cause instanceof ThingstoreError && cause.code === 'UNAUTHENTICATED';
          if (!(cause instanceof ThingstoreError)) reportUnexpected(cause, parts);
          if (isRefused) close(UNAUTHORIZED, 'UNAUTHENTICATED');
          else close(TRY_AGAIN_LATER, 'SERVICE_UNAVAILABLE');
          return false;
        }
      },
      onClose: ({ extra }) => {
        if (extra.viewer != null) watch.remove(extra.viewer);
      },
      onSubscribe: ({ extra }, _id, payload) => operations.prepare(extra.viewer ?? null, payload),
      subscribe: (args: ExecutionArgs) =>
        subscribeWithFreshContext(args, () => (args.contextValue as RequestContext).fresh()),
      onError: (_context, _id, _payload, errors) => operations.told(errors, null),
      onNext: (_context, _id, _payload, args, { data, errors }) =>
        errors === undefined ? undefined : { data: data ?? null, errors: operations.told(errors, args.contextValue) },
    },
    sockets,
  );
  logErrorsOf(sockets, parts.log);
  const upgrades = takeUpgrades(server, { ...parts, sockets });
  watch.start();
  return {
    stop: async () => {
      watch.stop();
      upgrades.stop();
      for (const socket of sockets.clients) socket.close(GOING_AWAY, 'The server is stopping.');
      const cut = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, CLOSE_WITHIN_MS);
      await ended.dispose();
      clearTimeout(cut);
    },
  };
}

/** The same strings as in the HTTP header, as connectionParams.authorization. */
async function viewerOf(
  connectionParams: Readonly<Record<string, unknown>> | undefined,
  authentication: Authentication,
): Promise<Viewer | null> {
  const authorization = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  if (authorization != null && typeof authorization !== 'string') {
    throw new Unauthenticated('The authorization is text: "Bearer <token>" or "Thing <key>".');
  }
  return authentication.viewerOf(parseAuthorization(authorization ?? undefined));
}

function reportUnexpected(cause: unknown, { random, log }: WebSocketParts): void {
  const occasion = occasionOf(random.id(), log);
  occasion.reportUnexpected(cause, occasion.requestId);
}

/** In place of graphql-ws, which writes to the console what clients do wrong; ws has closed the socket by then. */
function logErrorsOf(sockets: WebSocketServer, log: Log): void {
  sockets.on('connection', (socket) => {
    socket.removeAllListeners('error').on('error', (error) => {
      log.debug({ error: loggableError(error) }, 'A socket ended with an error.');
    });
  });
}
