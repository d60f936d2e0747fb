import type { Server } from 'node:http';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Caller } from '../auth/caller.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { needsApiKey } from './authenticate.js';
import { CredentialWatch } from './credential-watch.js';
import { occasionOf } from './error-answer.js';
import { OpenSockets } from './open-sockets.js';
import { shownInParams } from './socket-credentials.js';
import { SocketOperations, type WebSocketParts } from './socket-operations.js';
import { speakGraphql, type Opened } from './socket-protocol.js';
import { takeUpgrades } from './upgrade.js';

/** Close codes of the protocol, and of WebSocket itself. */
const UNAUTHORIZED = 4401;
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;
/** How long clients may take to answer that the server closes; who stays silent is cut off. */
const CLOSE_WITHIN_MS = 2000;

/** Who stands behind a socket, from its connection_init on. */
interface Connected extends Partial<Opened> {
  /** Null once its credentials no longer hold. */
  caller: Caller | null;
}

/** GraphQL over WebSocket (graphql-transport-ws) on the same path as over HTTP, with the same checks and errors. */
export function graphqlWebSocket(server: Server, parts: WebSocketParts): { stop(): Promise<void> } {
  // The types of ws do not know this option yet.
  const closing = { closeTimeout: CLOSE_WITHIN_MS };
  const sockets = new WebSocketServer({ noServer: true, handleProtocols, maxPayload: parts.body.size, ...closing });
  const open = new OpenSockets(parts);
  const watch = new CredentialWatch(parts);
  const operations = new SocketOperations(parts, (caller) => watch.isStanding(caller));
  const needs = { apiKey: needsApiKey(parts.requireApiKey, 'GRAPHQL') };
  speakGraphql<Connected>(
    sockets,
    {
      schema: parts.schema,
      onConnect: async ({ connectionParams, extra }) => {
        const { socket } = extra;
        try {
          const caller = await parts.authentication.callerOf(shownInParams(connectionParams), needs);
          if (caller.viewer !== null && !open.identify(socket, caller.viewer)) return false;
          extra.caller = caller;
          // Who is gone by now is not watched: nothing would ever take it off the watch.
          if (socket.readyState === socket.OPEN) {
            watch.add(caller, () => {
              // What it still sends, until it has heard that it is closed, comes from nobody.
              extra.caller = null;
              socket.close(UNAUTHORIZED, 'UNAUTHENTICATED');
            });
          }
          return true;
        } catch (cause) {
          const isRefused = cause instanceof ThingstoreError && cause.code === 'UNAUTHENTICATED';
          if (!(cause instanceof ThingstoreError)) reportUnexpected(cause, parts);
          if (isRefused) socket.close(UNAUTHORIZED, 'UNAUTHENTICATED');
          else socket.close(TRY_AGAIN_LATER, 'SERVICE_UNAVAILABLE');
          return false;
        }
      },
      onClose: ({ extra }) => {
        if (extra.caller != null) watch.remove(extra.caller);
      },
      onSubscribe: ({ extra: { caller, socket } }, _id, payload) =>
        operations.prepare({ caller, socket: open.of(socket) }, payload),
      ...operations.hooks,
      onError: (_context, _id, _payload, errors) => operations.told(errors, null),
      onNext: (_context, _id, _payload, args, { data, errors }) =>
        errors === undefined ? undefined : { data: data ?? null, errors: operations.told(errors, args.contextValue) },
    },
    parts.log,
  );
  const upgrades = takeUpgrades(server, { ...parts, sockets, open });
  watch.start();
  return {
    stop: async () => {
      watch.stop();
      upgrades.stop();
      await closeAll(sockets);
    },
  };
}

async function closeAll(sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(GOING_AWAY, 'The server is stopping.');
  const cut = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, CLOSE_WITHIN_MS);
  await new Promise((resolve) => {
    sockets.close(resolve);
  });
  clearTimeout(cut);
}

function reportUnexpected(cause: unknown, { random, log }: WebSocketParts): void {
  const occasion = occasionOf(random.id(), log);
  occasion.reportUnexpected(cause, occasion.requestId);
}
