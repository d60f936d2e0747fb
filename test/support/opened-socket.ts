import { once } from 'node:events';
import WebSocket from 'ws';
import type { ApiClient } from './api-client.js';

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
  const { url, authorization, otherHeaders } = client;
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  const closed = new Promise<number>((resolve, reject) => socket.once('close', resolve).once('error', reject));
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization, ...otherHeaders } }));
  const taken = once(socket, 'message').then(([message]) => String(message));
  const answer = await Promise.race([taken, closed]);
  if (typeof answer === 'number') throw new Error(`The socket was refused with ${String(answer)}.`);
  if (!answer.includes('"connection_ack"')) throw new Error(`Not taken: ${answer}`);
  return {
    closed,
    heard: async () => {
      const answer = once(socket, 'message');
      socket.send(JSON.stringify({ type: 'ping' }));
      await Promise.race([answer, closed]);
    },
    isClosed: () => socket.readyState !== WebSocket.OPEN,
    close: async () => {
      socket.close();
      await closed;
    },
  };
}
