import type { IncomingMessage } from 'node:http';
import { makeServer, type ServerOptions } from 'graphql-ws';
import type { WebSocket, WebSocketServer } from 'ws';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';

const INTERNAL_ERROR = 4500;

/** What comes with each socket. */
export interface Opened {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

/**
 * Speaks graphql-transport-ws on all sockets of a server. In place of the adapter that graphql-ws has for ws, which writes
 * to the console what clients do wrong, and pings even those whose line is full.
 */
export function speakGraphql<Extra extends Partial<Opened>>(
  sockets: WebSocketServer,
  options: ServerOptions<Record<string, unknown>, Extra & Opened>,
  log: Log,
): void {
  const protocol = makeServer<Record<string, unknown>, Extra & Opened>(options);
  sockets.on('connection', (socket, request) => {
    // ws has closed it by then.
    socket.on('error', (error) => {
      log.debug({ error: loggableError(error) }, 'A socket ended with an error.');
    });
    const closed = protocol.opened(lineOf(socket, log), { socket, request } as Extra & Opened);
    socket.once('close', (code, reason) => {
      closed(code, reason.toString()).catch((error: unknown) => {
        log.error({ error: loggableError(error) }, 'What went on on a socket did not end cleanly.');
      });
    });
  });
}

function lineOf(socket: WebSocket, log: Log) {
  return {
    protocol: socket.protocol,
    // Answers when it was taken. Where it never will be, the socket is at its end, and that is told by its closing.
    send: (text: string) =>
      new Promise<void>((resolve) => {
        if (socket.readyState !== socket.OPEN) resolve();
        else {
          socket.send(text, () => {
            resolve();
          });
        }
      }),
    close: (code?: number, reason?: string) => {
      socket.close(code, reason);
    },
    onMessage: (hear: (text: string) => Promise<void>) => {
      socket.on('message', (data: Buffer) => {
        hear(data.toString()).catch((error: unknown) => {
          log.error({ error: loggableError(error) }, 'A message could not be handled.');
          socket.close(INTERNAL_ERROR, 'INTERNAL_SERVER_ERROR');
        });
      });
    },
  };
}
