import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import type { ThingstoreError } from '../errors/thingstore-error.js';

/** The client stopped in the middle of its body. */
export class BodyStalled extends InvalidArguments {
  constructor(timeoutMs: number) {
    const seconds = (timeoutMs / 1000).toString();
    super('body', `The body of the request did not come whole: no byte for ${seconds} seconds. Send it again.`);
  }
}

/** A request's body that ends with INVALID_ARGUMENTS when no byte of it has come for a time, however long it may take. */
export class WatchedBody extends Transform {
  readonly headers: IncomingHttpHeaders;
  /** Why the body ended early; undefined when the client was lost. */
  failure: ThingstoreError | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly request: IncomingMessage,
    private readonly stallTimeoutMs: number,
  ) {
    super();
    this.headers = request.headers;
    this.timer = setTimeout(() => {
      this.lookForBytes();
    }, stallTimeoutMs);
    this.timer.unref();
    // Who reads it is told by `failure`; without a listener the process would end.
    this.on('error', () => request.unpipe(this));
    request.once('close', () => {
      // The client was lost, or nobody wanted the rest, which went elsewhere.
      if (!this.writableEnded) this.destroy();
    });
    request.pipe(this);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.timer.refresh();
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    clearTimeout(this.timer);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.timer);
    done(error);
  }

  private lookForBytes(): void {
    // All of it is here, wanted or not.
    if (this.request.complete) return;
    // What has come and waits for a slow disk is no fault of the client.
    if (this.request.readableLength + this.writableLength + this.readableLength > 0) {
      this.timer.refresh();
      return;
    }
    this.failure = new BodyStalled(this.stallTimeoutMs);
    this.destroy(this.failure);
  }
}
