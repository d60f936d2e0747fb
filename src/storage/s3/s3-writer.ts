import type { Readable } from 'node:stream';
import type { Log } from '../../logging/log.js';
import { loggableError } from '../../errors/unexpected-error.js';
import { ByteMeter, bytesOf } from '../byte-meter.js';
import type { ObjectKey } from '../object-key.js';
import type { PutOptions, PutResult } from '../object-store.js';
import { partSizeFor } from '../part-size.js';
import type { S3Client } from './s3-client.js';
import { onStore, onStoreRepeatedly } from './s3-fault.js';
import { unlessTaken } from './s3-taken.js';

/** Writes a stream of unknown length: in one piece when it is short, else in parts, of which two are in memory at most. */
export class S3Writer {
  constructor(private readonly parts: { readonly client: S3Client; readonly bucket: string; readonly log: Log }) {}

  /** Errors: as of ObjectStore.put. */
  async write(key: ObjectKey, source: Readable, options: PutOptions): Promise<PutResult> {
    const meter = new ByteMeter(options);
    const pieces = piecesOf(source, { meter, length: partSizeFor(options.limit) });
    const first = await pieces.next();
    const second = first.done === true ? first : await pieces.next();
    if (first.done === true || second.done === true) {
      return this.writeWhole(key, { bytes: first.value ?? Buffer.alloc(0), result: meter.result() });
    }
    return this.writeInParts(key, { pieces: follow([first.value, second.value], pieces), meter });
  }

  private async writeWhole(
    key: ObjectKey,
    { bytes, result }: { readonly bytes: Buffer; readonly result: PutResult },
  ): Promise<PutResult> {
    const { client, bucket } = this.parts;
    await unlessTaken(result, () => client.putObject(bucket, key, bytes, bytes.length, { 'If-None-Match': '*' }));
    return result;
  }

  private async writeInParts(
    key: ObjectKey,
    { pieces, meter }: { readonly pieces: AsyncIterable<Buffer>; readonly meter: ByteMeter },
  ): Promise<PutResult> {
    const { client, bucket } = this.parts;
    const uploadID = await onStore(() => client.initiateNewMultipartUpload(bucket, key, {}));
    try {
      const written: { part: number; etag: string }[] = [];
      for await (const piece of pieces) {
        const place = { bucketName: bucket, objectName: key, uploadID, partNumber: written.length + 1, headers: {} };
        const { part, etag } = await onStoreRepeatedly(() => client.uploadPart(place, piece));
        written.push({ part, etag });
      }
      const result = meter.result();
      await unlessTaken(result, () => client.completeMultipartUpload(bucket, key, uploadID, written));
      return result;
    } catch (cause) {
      await this.abort(key, uploadID);
      throw cause;
    }
  }

  /** Must not hide how the upload ended: what cannot be removed now goes with the leftovers. */
  private async abort(key: ObjectKey, uploadID: string): Promise<void> {
    try {
      await this.parts.client.abortMultipartUpload(this.parts.bucket, key, uploadID);
    } catch (error) {
      this.parts.log.warn({ error: loggableError(error) }, 'The parts of a failed upload could not be removed.');
    }
  }
}

/** The bytes of a stream in pieces of one length; the last one is shorter, and never empty. */
async function* piecesOf(
  source: Readable,
  { meter, length }: { readonly meter: ByteMeter; readonly length: number },
): AsyncGenerator<Buffer, undefined> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of bytesOf(source)) {
    meter.add(bytes);
    waiting.push(bytes);
    size += bytes.length;
    while (size >= length) {
      const all = Buffer.concat(waiting);
      yield all.subarray(0, length);
      waiting = [all.subarray(length)];
      size -= length;
    }
  }
  if (size > 0) yield Buffer.concat(waiting);
}

async function* follow<Item>(first: readonly Item[], rest: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* first;
  yield* rest;
}
