import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import { PayloadTooLarge } from '../errors/payload-too-large.js';

/** A request's body that ends with PAYLOAD_TOO_LARGE one byte after its limit. */
export class LimitedBody extends Transform {
  readonly headers: IncomingHttpHeaders;
  /** Why the body ended early. */
  failure: PayloadTooLarge | undefined;
  private size = 0;

  /** Errors: PAYLOAD_TOO_LARGE when the body is announced to be longer. */
  constructor(
    request: IncomingMessage,
    private readonly limit: number,
  ) {
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
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
      this.failure = tooLarge(this.limit);
      done(this.failure);
    } else {
      done(null, chunk);
    }
  }
}

function tooLarge(limit: number): PayloadTooLarge {
  return new PayloadTooLarge(limit, 'Send larger files to a signed URL: see requestUpload.');
}
