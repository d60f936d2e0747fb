import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Cuts connections whose client takes nothing of what is sent to it for a time: it would hold what is left of it for as
 * long as it likes. What it sends meanwhile does not count, or it could go on for ever. The system tells of what was taken
 * in steps, of up to a megabyte or two on a fast line: the time must leave room for one.
 */
export class StalledReaders {
  private readonly watched = new WeakMap<Duplex, NodeJS.Timeout>();

  /** From now on until the connection ends, or until it is said again. */
  watch(connection: Duplex, timeoutMs: number): void {
    if (!(connection instanceof Socket)) return;
    const known = this.watched.get(connection);
    if (known === undefined) {
      connection.once('close', () => {
        clearInterval(this.watched.get(connection));
      });
    }
    clearInterval(known);
    let before = '';
    let halves = 0;
    const timer = setInterval(() => {
      const now = takenOf(connection);
      halves = connection.writableLength > 0 && now === before ? halves + 1 : 0;
      before = now;
      if (halves >= 2) connection.destroy();
    }, timeoutMs / 2);
    timer.unref();
    this.watched.set(connection, timer);
  }
}

/** Changes whenever anything is taken: with each piece, and within a large one, of which only the handle below knows. */
function takenOf(connection: Socket): string {
  const { writeQueueSize = 0 } =
    (connection as { readonly _handle?: { readonly writeQueueSize?: number } })._handle ?? {};
  return `${(connection.bytesWritten - connection.writableLength).toString()} ${writeQueueSize.toString()}`;
}
