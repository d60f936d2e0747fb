import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import type { ThingstoreError } from '../errors/thingstore-error.js';
import { refuseBare, type BareAnswerParts } from './bare-answer.js';
import { isGraphqlPath, MethodNotAllowed, RouteNotFound } from './error-answer.js';
import type { OpenSockets } from './open-sockets.js';

/** A request to go on in another protocol, with the bare connection that it came by. */
interface Upgrade {
  readonly request: IncomingMessage;
  readonly connection: Duplex;
}

interface UpgradeParts extends BareAnswerParts {
  readonly sockets: WebSocketServer;
  /** Knows all sockets, and whether there may be one more. */
  readonly open: OpenSockets;
}

/** Makes sockets of the upgrades at /graphql, and refuses all others as any request is refused: in JSON. */
export function takeUpgrades(server: Server, parts: UpgradeParts): { stop(): void } {
  const { sockets } = parts;
  let isStopped = false;
  sockets.on('wsClientError', (error, connection, request) => {
    refuse({ request, connection }, badHandshake(error, request), parts);
  });
  server.on('upgrade', (request, connection, head) => {
    const upgrade = { request, connection };
    if (!isGraphqlPath(pathOf(request))) refuse(upgrade, new RouteNotFound(), parts);
    else if (isStopped) refuse(upgrade, new ServiceUnavailable('Thingstore'), parts);
    else {
      sockets.handleUpgrade(request, connection, head, (socket) => {
        if (parts.open.admit(socket, request, connection)) sockets.emit('connection', socket, request);
      });
    }
  });
  return {
    stop: () => {
      isStopped = true;
    },
  };
}

/** What ws has against it, e.g. "Missing or invalid Sec-WebSocket-Key header". */
function badHandshake(error: Error, { method }: IncomingMessage): ThingstoreError {
  if (method !== undefined && method !== 'GET') return new MethodNotAllowed(method);
  const [header = 'headers'] = /Sec-WebSocket-[A-Za-z]+|Upgrade/.exec(error.message) ?? [];
  return new InvalidArguments(header, `No WebSocket can be made of this request: ${error.message}.`);
}

function refuse({ request, connection }: Upgrade, error: ThingstoreError, parts: UpgradeParts): void {
  const headers = {
    ...(error.code === 'METHOD_NOT_ALLOWED' && { Allow: 'GET' }),
    ...(error.code === 'INVALID_ARGUMENTS' && { 'Sec-WebSocket-Version': '13' }),
  };
  refuseBare(connection, { path: pathOf(request), error, headers }, parts);
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}
