import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const COMMIT = 'COMMIT\0';

/**
 * A line to PostgreSQL that breaks, when it is told to, at the worst moment: the server has committed, and the answer
 * that says so never arrives.
 */
export class CutCommit {
  /** Set: the first transaction that says this is cut at its end. */
  private marker: string | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param databaseUrl where the line leads */
  static async open(databaseUrl: string): Promise<CutCommit> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(databaseUrl);
    const [host, port] = [decodeURIComponent(url.hostname), url.port];
    url.hostname = '127.0.0.1';
    url.port = (server.address() as AddressInfo).port.toString();
    const line = new CutCommit(server, url.href);
    server.on('connection', (client) => {
      const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port: Number(port) };
      line.join(client, connect(target));
    });
    return line;
  }

  /** Cuts the line of the next transaction that sends this text, after its COMMIT. */
  cutAfter(marker: string): void {
    this.marker = marker;
  }

  /** Has it been cut, as it was told to? */
  get isCut(): boolean {
    return this.marker === undefined;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket, server: Socket): void {
    let said = '';
    let isCommitted = false;
    client.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
      isCommitted = this.marker !== undefined && said.includes(this.marker) && said.endsWith(COMMIT);
      if (said.endsWith(COMMIT)) said = '';
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      if (isCommitted) {
        this.marker = undefined;
        client.destroy();
      } else {
        client.write(chunk);
      }
    });
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(socket);
      // A line that breaks is what this is for.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
