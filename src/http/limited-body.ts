import type { IncomingMessage } from 'node:http';
import type { TransformCallback } from 'node:stream';
import { PayloadTooLarge } from '../errors/payload-too-large.js';
import { WatchedBody } from './watched-body.js';

/** What the body of a request may be. */
export interface BodyLimits {
  /** In bytes. */
  readonly size: number;
  /** The limit that clients are told, where the rest is room for what is around their bytes; left out: the size. */
  readonly told?: number;
  /** How long it may come to a halt. */
  readonly stallTimeoutMs: number;
  /** One sentence for whoever sends more; left out: that of GraphQL. */
  readonly advice?: string;
}

/** A request's body that ends with PAYLOAD_TOO_LARGE one byte after its limit. */
export class LimitedBody extends WatchedBody {
  private size = 0;

  /** Errors: PAYLOAD_TOO_LARGE when the body is announced to be longer. */
  constructor(
    request: IncomingMessage,
    private readonly limits: BodyLimits,
  ) {
    if (Number(request.headers['content-length'] ?? 0) > limits.size) throw tooLarge(limits);
    super(request, limits.stallTimeoutMs);
  }

  override _transform(chunk: Buffer, encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    if (this.size > this.limits.size) {
      this.failure = tooLarge(this.limits);
      done(this.failure);
    } else {
      super._transform(chunk, encoding, done);
    }
  }
}

function tooLarge({ size, told = size, advice = 'Send larger files to a signed URL: see requestUpload.' }: BodyLimits) {
  return new PayloadTooLarge(told, advice);
}
