import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';

/** What can befall a connection, from the time on when it is said. */
export type Fault =
  | { readonly kind: 'none' }
  /** New connections are refused with a reset. */
  | { readonly kind: 'refuse' }
  /** Connections are taken, and nothing is passed on. */
  | { readonly kind: 'hang' }
  /** That many bytes of each answer pass, and then no more; the connection stays. */
  | { readonly kind: 'hang after'; readonly bytes: number }
  /** That many bytes of each answer pass, and then the connection is reset. */
  | { readonly kind: 'cut after'; readonly bytes: number }
  /** The connection is reset after so many bytes of a request. */
  | { readonly kind: 'cut upload after'; readonly bytes: number }
  /** Every answer is this text, whatever was asked. */
  | { readonly kind: 'answer'; readonly text: string }
  /** In each answer, text is replaced by text of the same length. */
  | { readonly kind: 'replace'; readonly from: RegExp; readonly to: (found: string) => string };

/** A TCP proxy to a real server on which a bad day can be put. Counts and cuts bytes of each connection on its own. */
export class FaultyLink {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private fault: Fault = { kind: 'none' };
  private upward: { left: number } | null = null;

  /** @param target such as http://127.0.0.1:9000 */
  constructor(private target: string) {
    this.server = createServer((client) => {
      this.accept(client);
    });
  }

  /** Answers its own address. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** To another server, from now on. */
  leadTo(target: string): void {
    this.target = target;
  }

  /** Once, after so many bytes more have gone up, every connection is reset. */
  cutAfter(bytes: number): void {
    this.upward = { left: bytes };
  }

  /** From now on; connections that stand are cut, so that none escapes it. */
  put(fault: Fault): void {
    this.fault = fault;
    this.cutAll();
  }

  /** Cuts every connection, and takes new ones as before. */
  cutAll(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cutAll();
    await closed;
  }

  private accept(client: Socket): void {
    const { fault } = this;
    this.watch(client);
    if (fault.kind === 'refuse') client.resetAndDestroy();
    else if (fault.kind === 'answer') client.once('data', () => client.end(fault.text));
    else if (fault.kind === 'hang') client.resume();
    else this.passOn(client, fault);
  }

  private passOn(client: Socket, fault: Fault): void {
    const { hostname, port } = new URL(this.target);
    const server = connect(Number(port), hostname);
    this.watch(server);
    const cut = (): void => {
      client.resetAndDestroy();
      server.resetAndDestroy();
    };
    client.pipe(new Sluice(fault.kind === 'cut upload after' ? { ...fault, end: cut } : null)).pipe(server);
    server.pipe(downward(fault, cut)).pipe(client);
    client.on('data', (chunk: Buffer) => {
      if (this.upward === null) return;
      this.upward.left -= chunk.length;
      if (this.upward.left > 0) return;
      this.upward = null;
      this.cutAll();
    });
    client.once('close', () => server.destroy());
    server.once('close', () => client.destroy());
  }

  private watch(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    // Cut lines are what this is for.
    socket.on('error', () => undefined);
  }
}

function downward(fault: Fault, cut: () => void): Transform {
  if (fault.kind === 'replace') return new Replacement(fault);
  if (fault.kind === 'cut after') return new Sluice({ ...fault, end: cut });
  return new Sluice(fault.kind === 'hang after' ? { ...fault, end: () => undefined } : null);
}

/** Lets so many bytes through, or all. */
class Sluice extends Transform {
  private passed = 0;

  constructor(private readonly limit: { readonly bytes: number; readonly end: () => void } | null) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.limit === null) {
      done(null, chunk);
      return;
    }
    const rest = this.limit.bytes - this.passed;
    this.passed += chunk.length;
    if (rest > 0) this.push(chunk.subarray(0, rest));
    if (this.passed > this.limit.bytes) this.limit.end();
    done();
  }
}

class Replacement extends Transform {
  constructor(private readonly fault: Extract<Fault, { kind: 'replace' }>) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    // Latin-1 keeps every byte as it is.
    done(null, Buffer.from(chunk.toString('latin1').replace(this.fault.from, this.fault.to), 'latin1'));
  }
}
