import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

const PING_MS = 12_000;
/** More than this may not wait to be sent when the client asks for more, in bytes. */
const UNSENT_LIMIT = 1024 * 1024;

/** Cuts the line below a socket when pings stay unanswered for that long. */
export function pingAgainAndAgain(socket: WebSocket, stallTimeoutMs: number): void {
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

/** Reads no more from a client that does not take the answers to what it said before, until it has. */
export function readAsItIsRead(socket: WebSocket, connection: Duplex): void {
  const look = () => {
    if (socket.isPaused || socket.bufferedAmount <= UNSENT_LIMIT) return;
    socket.pause();
    connection.once('drain', () => {
      socket.resume();
    });
  };
  socket.on('message', look).on('ping', look);
}
