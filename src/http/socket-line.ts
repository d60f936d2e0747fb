import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

const PING_MS = 12_000;
/** More than this may not wait to be sent when the client asks for more, in bytes. */
const UNSENT_LIMIT = 1024 * 1024;

/**
 * Looks after the line below a socket: cuts it when pings stay unanswered, and when nothing is taken of what was sent,
 * for that long; reads no more from who does not take the answers to what it said before.
 */
export function watchLine(socket: WebSocket, connection: Duplex, stallTimeoutMs: number): void {
  pingAgainAndAgain(socket, stallTimeoutMs);
  if (!(connection instanceof Socket)) return;
  readAsItIsRead(socket, connection);
  // That of HTTP would end the connection. It starts anew with each byte that comes, and with each that is taken.
  connection.removeAllListeners('timeout').setTimeout(stallTimeoutMs);
  connection.on('timeout', () => {
    if (socket.bufferedAmount > 0) socket.terminate();
  });
}

function pingAgainAndAgain(socket: WebSocket, stallTimeoutMs: number): void {
  const everyMs = Math.min(PING_MS, stallTimeoutMs / 2);
  let unanswered = 0;
  const answered = () => {
    unanswered = 0;
  };
  const timer = setInterval(() => {
    // A ping would wait behind what is there to be taken, and that has a timeout of its own.
    if (socket.readyState !== socket.OPEN || socket.bufferedAmount > 0) return;
    if (unanswered * everyMs >= stallTimeoutMs) {
      socket.terminate();
      return;
    }
    unanswered += 1;
    socket.ping();
  }, everyMs);
  timer.unref();
  socket.on('pong', answered).on('message', answered);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

function readAsItIsRead(socket: WebSocket, connection: Socket): void {
  const look = () => {
    if (socket.isPaused || socket.bufferedAmount <= UNSENT_LIMIT) return;
    socket.pause();
    connection.once('drain', () => {
      socket.resume();
    });
  };
  socket.on('message', look).on('ping', look);
}
