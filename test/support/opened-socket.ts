import WebSocket from 'ws';
import type { ApiClient } from './api-client.js';
import { ProtocolSocket } from './protocol-socket.js';

/** A socket on which nothing is asked, open from the first moment on. */
export interface OpenedSocket {
  /** The code with which it was closed. */
  readonly closed: Promise<number>;
  isClosed(): boolean;
  /** Until the server has answered once more, or has closed it. */
  heard(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a socket that shows what the client shows, and waits until it is taken; throws when it is refused. */
export async function openedSocket(client: ApiClient): Promise<OpenedSocket> {
  const spoken = await ProtocolSocket.as(client);
  const { socket, messages } = spoken;
  const closed = spoken.closed.then(({ code }) => code);
  const [answer] = messages;
  if (answer === undefined) throw new Error(`The socket was refused with ${String(await closed)}.`);
  if (answer.type !== 'connection_ack') throw new Error(`Not taken: ${answer.type}`);
  return {
    closed,
    heard: async () => {
      const before = messages.length;
      spoken.say({ type: 'ping' });
      await spoken.until(() => messages.length > before);
    },
    isClosed: () => socket.readyState !== WebSocket.OPEN,
    close: async () => {
      socket.close();
      await closed;
    },
  };
}
