import type { Readable } from 'node:stream';
import type { Log } from '../../logging/log.js';
import { loggableError } from '../../errors/unexpected-error.js';
import { ByteMeter, bytesOf } from '../byte-meter.js';
import type { ObjectKey } from '../object-key.js';
import type { PutOptions, PutResult } from '../object-store.js';
import { partSizeFor } from '../part-size.js';
import { ObjectExists } from '../storage.errors.js';
import type { S3Client } from './s3-client.js';
import { onStore, onStoreRepeatedly, s3Code, s3Fault } from './s3-fault.js';

/** What stores answer to a write that would overwrite, or that meets another one of the same key. */
const TAKEN: readonly unknown[] = ['PreconditionFailed', 'ConditionalRequestConflict'];

/** Writes a stream of unknown length: in one piece when it is short, else in parts, of which two are in memory at most. */
export class S3Writer {
  constructor(private readonly parts: { readonly client: S3Client; readonly bucket: string; readonly log: Log }) {}

  /** Errors: as of ObjectStore.put. */
  async write(key: ObjectKey, source: Readable, options: PutOptions): Promise<PutResult> {
    const meter = new ByteMeter(options);
    const pieces = piecesOf(source, { meter, length: partSizeFor(options.limit) });
    const first = await pieces.next();
    const second = first.done === true ? first : await pieces.next();
    try {
      if (first.done === true || second.done === true) await this.writeWhole(key, first.value ?? Buffer.alloc(0));
      else await this.writeInParts(key, follow([first.value, second.value], pieces));
    } catch (cause) {
      throw cause instanceof Taken ? new ObjectExists(meter.result()) : cause;
    }
    return meter.result();
  }

  private async writeWhole(key: ObjectKey, bytes: Buffer): Promise<void> {
    const { client, bucket } = this.parts;
    await unlessTaken(() => client.putObject(bucket, key, bytes, bytes.length, { 'If-None-Match': '*' }));
  }

  private async writeInParts(key: ObjectKey, pieces: AsyncIterable<Buffer>): Promise<void> {
    const { client, bucket } = this.parts;
    const uploadID = await onStore(() => client.initiateNewMultipartUpload(bucket, key, {}));
    try {
      const written: { part: number; etag: string }[] = [];
      for await (const piece of pieces) {
        const place = { bucketName: bucket, objectName: key, uploadID, partNumber: written.length + 1, headers: {} };
        const { part, etag } = await onStoreRepeatedly(() => client.uploadPart(place, piece));
        written.push({ part, etag });
      }
      await unlessTaken(() => client.completeMultipartUpload(bucket, key, uploadID, written));
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

class Taken extends Error {}

async function unlessTaken(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (cause) {
    throw TAKEN.includes(s3Code(cause)) ? new Taken() : s3Fault(cause);
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
