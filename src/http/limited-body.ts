import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import { PayloadTooLarge } from '../errors/payload-too-large.js';

/** A request's body that ends with PAYLOAD_TOO_LARGE one byte after its limit. */
export class LimitedBody extends Transform {
  readonly headers: IncomingHttpHeaders;
  /** Why the body ended early. */
  failure: PayloadTooLarge | undefined;
  private size = 0;

  constructor(
    request: IncomingMessage,
    private readonly limit: number,
  ) {
    super();
    this.headers = request.headers;
    // Who reads it is told by `failure`; without a listener the process would end.
    this.on('error', () => request.unpipe(this));
    request.once('close', () => {
      if (!request.complete) this.destroy();
    });
    request.pipe(this);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    if (this.size > this.limit) {
      this.failure = new PayloadTooLarge(this.limit, 'Send larger files to a signed URL: see requestUpload.');
      done(this.failure);
    } else {
      done(null, chunk);
    }
  }
}
