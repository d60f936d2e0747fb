import type { Readable } from 'node:stream';
import type { Log } from '../../logging/log.js';
import { loggableError } from '../../errors/unexpected-error.js';
import { ByteMeter, bytesOf } from '../byte-meter.js';
import type { ObjectKey } from '../object-key.js';
import type { PutOptions, PutResult } from '../object-store.js';
import { heldPartSizeFor } from '../part-size.js';
import { PieceBudget } from './piece-budget.js';
import type { S3Client } from './s3-client.js';
import { onStore, onStoreRepeatedly } from './s3-fault.js';
import { piecesOf } from './s3-pieces.js';
import { unlessTaken } from './s3-taken.js';

/** Writes a stream of unknown length: in one piece when it is short, else in parts, of which one is in memory. */
export class S3Writer {
  private readonly budget = new PieceBudget();

  constructor(private readonly parts: { readonly client: S3Client; readonly bucket: string; readonly log: Log }) {}

  /** Errors: as of ObjectStore.put; RATE_LIMITED. */
  async write(key: ObjectKey, source: Readable, options: PutOptions): Promise<PutResult> {
    const meter = new ByteMeter(options);
    const { limit } = options;
    const length = Math.max(1, Math.min(heldPartSizeFor(limit), limit));
    const pieces = piecesOf(measured(source, meter), { length, budget: this.budget });
    try {
      const { value: first } = await pieces.next();
      if (first === undefined) throw new Error('Every stream has a last piece.');
      if (first.isLast) return await this.writeWhole(key, { bytes: first.bytes, result: meter.result() });
      return await this.writeInParts(key, { first: first.bytes, pieces, meter });
    } finally {
      await pieces.return(undefined);
    }
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
    {
      first,
      pieces,
      meter,
    }: { readonly first: Buffer; readonly pieces: ReturnType<typeof piecesOf>; readonly meter: ByteMeter },
  ): Promise<PutResult> {
    const { client, bucket } = this.parts;
    const uploadID = await onStore(() => client.initiateNewMultipartUpload(bucket, key, {}));
    try {
      const written: { part: number; etag: string }[] = [];
      const write = async (bytes: Buffer): Promise<void> => {
        const place = { bucketName: bucket, objectName: key, uploadID, partNumber: written.length + 1, headers: {} };
        const { part, etag } = await onStoreRepeatedly(() => client.uploadPart(place, bytes));
        written.push({ part, etag });
      };
      await write(first);
      for await (const { bytes } of pieces) await write(bytes);
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

async function* measured(source: Readable, meter: ByteMeter): AsyncGenerator<Uint8Array> {
  for await (const bytes of bytesOf(source)) {
    meter.add(bytes);
    yield bytes;
  }
}
