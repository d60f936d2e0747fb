import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import type { Random } from '../clock/random.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import type { ThingstoreError } from '../errors/thingstore-error.js';
import type { Log } from '../logging/log.js';
import { errorAt, isGraphqlPath, MethodNotAllowed, occasionOf, RouteNotFound } from './error-answer.js';
import { headersOf } from './identify.js';

/** A request to go on in another protocol, with the bare connection that it came by. */
interface Upgrade {
  readonly request: IncomingMessage;
  readonly connection: Duplex;
}

interface UpgradeParts {
  readonly sockets: WebSocketServer;
  readonly random: Random;
  readonly log: Log;
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
        sockets.emit('connection', socket, request);
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

/** Written by hand: to Node the connection is no longer one of HTTP. */
function refuse({ request, connection }: Upgrade, error: ThingstoreError, { random, log }: UpgradeParts): void {
  const requestId = random.id();
  const { status, body } = errorAt(pathOf(request), error, occasionOf(requestId, log));
  const text = JSON.stringify(body);
  const headers = {
    ...headersOf(requestId),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    Connection: 'close',
    ...(status === 405 ? { Allow: 'GET' } : {}),
    ...(status === 400 ? { 'Sec-WebSocket-Version': 13 } : {}),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  const destroy = () => connection.destroy();
  connection.on('error', destroy).once('finish', destroy);
  connection.end(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`);
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}
