import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection on which the test sends each byte itself, and reads as much as it likes. */
export class BareLine {
  /** All that came back so far, as Latin-1. */
  received = '';
  readonly ended: Promise<void>;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.received += chunk.toString('latin1')));
    // Lines that are cut are what this is for.
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => socket.once('close', resolve));
  }

  static async open(url: string): Promise<BareLine> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const line = new BareLine(socket);
    await once(socket, 'connect');
    return line;
  }

  send(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** Status, headers in lower case, and body of the only answer; the line has ended by then. */
  async answer(): Promise<{ readonly status: number; readonly head: string; readonly body: string }> {
    await this.ended;
    const [head = '', ...rest] = this.received.split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: rest.join('\r\n\r\n') };
  }

  async cut(): Promise<void> {
    this.socket.destroy();
    await this.ended;
  }
}
