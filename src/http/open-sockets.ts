import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Viewer } from '../auth/viewer.js';
import type { SocketConfig } from '../config/config.js';
import type { AddressOf } from './client-address.js';
import { pingAgainAndAgain, readAsItIsRead } from './socket-line.js';
import { SocketLoad } from './socket-load.js';
import { SocketPlaces, type SocketPlace } from './socket-places.js';
import type { StalledReaders } from './stalled-readers.js';

/** Close codes of the protocol: who is closed with the first has too many sockets, with the second asked for nothing. */
const TOO_MANY = 4429;
const TIMED_OUT = 4408;

/** What a socket holds here. */
export interface OpenSocket {
  readonly address: string;
  readonly load: SocketLoad;
  readonly place: SocketPlace;
}

/** The sockets that are open: so many for each client, none that does nothing, none whose client takes nothing. */
export class OpenSockets {
  private readonly places: SocketPlaces;
  private readonly open = new WeakMap<WebSocket, OpenSocket>();

  constructor(
    private readonly parts: {
      readonly sockets: SocketConfig;
      readonly stalledReaders: StalledReaders;
      readonly addressOf: AddressOf;
    },
  ) {
    this.places = new SocketPlaces(parts.sockets);
  }

  /** Whether the socket may stay; it was closed when not. */
  admit(socket: WebSocket, request: IncomingMessage, connection: Duplex): boolean {
    const address = this.parts.addressOf(request);
    const place = this.places.take(address);
    if (place === null) {
      // What it sends until it has heard that it is closed must not end the process.
      socket.on('error', () => undefined);
      closeAsTooMany(socket);
      return false;
    }
    const { idleTimeoutMs, stallTimeoutMs, subscriptionsPerSocket } = this.parts.sockets;
    const load = new SocketLoad({
      subscriptionLimit: subscriptionsPerSocket,
      idleTimeoutMs,
      onIdle: () => {
        socket.close(TIMED_OUT, `Nothing was asked for ${(idleTimeoutMs / 1000).toString()} seconds.`);
      },
    });
    this.open.set(socket, { address, load, place });
    socket.once('close', () => {
      place.leave();
      load.close();
    });
    pingAgainAndAgain(socket, stallTimeoutMs);
    readAsItIsRead(socket, connection);
    this.parts.stalledReaders.watch(connection, stallTimeoutMs);
    return true;
  }

  /** It is known who is there. Whether the socket may stay; it was closed when not. */
  identify(socket: WebSocket, viewer: Viewer): boolean {
    const isWithin = this.of(socket).place.moveTo(viewer);
    if (!isWithin) closeAsTooMany(socket);
    return isWithin;
  }

  of(socket: WebSocket): OpenSocket {
    const found = this.open.get(socket);
    if (found === undefined) throw new Error('A socket was opened that nobody admitted.');
    return found;
  }
}

function closeAsTooMany(socket: WebSocket): void {
  socket.close(TOO_MANY, 'RATE_LIMITED');
}
