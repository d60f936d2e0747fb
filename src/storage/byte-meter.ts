import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { PayloadTooLarge } from '../errors/payload-too-large.js';
import type { PutOptions, PutResult } from './object-store.js';

/** Counts and hashes bytes while they go by. */
export class ByteMeter {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(private readonly options: PutOptions) {}

  /** Throws PayloadTooLarge beyond the limit. */
  add(bytes: Uint8Array): void {
    this.size += bytes.length;
    const { limit, advice = 'Send fewer bytes.' } = this.options;
    if (this.size > limit) throw new PayloadTooLarge(limit, advice);
    this.hash.update(bytes);
  }

  /** Of all bytes that went by; to be asked for once, at the end. */
  result(): PutResult {
    return { size: this.size, sha256: this.hash.digest('hex') };
  }
}

/** Reads a stream to its end and keeps nothing. Throws PayloadTooLarge, or what the source died of. */
export async function measureBytes(source: Readable, options: PutOptions): Promise<PutResult> {
  const meter = new ByteMeter(options);
  for await (const bytes of bytesOf(source)) meter.add(bytes);
  return meter.result();
}

/** The chunks of a stream, which survives when we stop early: an HTTP request is still to be answered then. */
export async function* bytesOf(source: Readable): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterable<unknown> = source.iterator({ destroyOnReturn: false });
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') yield Buffer.from(chunk);
    else if (chunk instanceof Uint8Array) yield chunk;
    else throw new TypeError('An object is written from a stream of bytes.');
  }
}
