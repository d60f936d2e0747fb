import { once } from 'node:events';
import WebSocket from 'ws';
import type { ApiClient, ApiError } from './api-client.js';

/** What the server says on a socket, as graphql-transport-ws has it. */
export interface SpokenMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket on which the test says each message itself. */
export class ProtocolSocket {
  readonly messages: SpokenMessage[] = [];
  /** With what the server closed it; code 1006 when it was cut. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  private readonly waiting = new Set<() => void>();
  private isClosed = false;

  private constructor(readonly socket: WebSocket) {
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      this.messages.push(JSON.parse(data.toString()) as SpokenMessage);
      this.wake();
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', (code: number, reason: Buffer) => {
        this.isClosed = true;
        resolve({ code, reason: reason.toString() });
        this.wake();
      });
    });
  }

  /** Opens it and says nothing. */
  static async open({ url }: Pick<ApiClient, 'url'>, options: WebSocket.ClientOptions = {}): Promise<ProtocolSocket> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws', options);
    const opened = new ProtocolSocket(socket);
    await once(socket, 'open');
    return opened;
  }

  /** Opens it and says who is there; waits until that was taken, or refused. */
  static async as(client: ApiClient, options: WebSocket.ClientOptions = {}): Promise<ProtocolSocket> {
    const socket = await ProtocolSocket.open(client, options);
    const { authorization, otherHeaders } = client;
    const payload = { ...(authorization !== null && { authorization }), ...otherHeaders };
    socket.say({ type: 'connection_init', payload });
    await socket.until(({ messages }) => messages.length > 0);
    return socket;
  }

  get isOpen(): boolean {
    return !this.isClosed;
  }

  say(message: SpokenMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  ask(id: string, query: string, variables?: object): void {
    this.say({ id, type: 'subscribe', payload: { query, ...(variables && { variables }) } });
  }

  /** All that was said of one operation. */
  of(id: string): readonly SpokenMessage[] {
    return this.messages.filter((message) => message.id === id);
  }

  /** The code of the error with which an operation was refused; undefined when it was not. */
  refusalOf(id: string): string | undefined {
    const refusal = this.of(id).find(({ type }) => type === 'error');
    return (refusal?.payload as readonly ApiError[] | undefined)?.[0]?.extensions.code;
  }

  /** Asks, and waits until the operation has ended; answers its data, or the code of its refusal. */
  async answer(id: string, query: string, variables?: object): Promise<unknown> {
    this.ask(id, query, variables);
    await this.until(() => this.of(id).some(({ type }) => type === 'complete' || type === 'error'));
    const next = this.of(id).find(({ type }) => type === 'next');
    return next === undefined ? this.refusalOf(id) : (next.payload as { readonly data: unknown }).data;
  }

  /** Waits until the condition holds or the socket is closed. It is asked again after each message. */
  async until(condition: (socket: this) => boolean): Promise<void> {
    while (!this.isClosed && !condition(this)) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  /** The line is cut, without a word to the server. */
  async cut(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
