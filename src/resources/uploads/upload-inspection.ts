import { PayloadTooLarge } from '../../errors/payload-too-large.js';
import { fileFormat } from '../../media/file-format.js';
import { IMAGE_HEAD_BYTES, imageDimensions } from '../../media/image-dimensions.js';
import { servedType, sniffType } from '../../media/sniffed-type.js';
import type { ObjectStore, PutResult } from '../../storage/object-store.js';
import { hashObject, readHead } from '../../storage/read-object.js';
import { OtherBytes } from '../../storage/storage.errors.js';
import type { FileDetails } from '../file-details.js';
import type { AwaitedObject } from './stored-object.js';
import { UploadMismatch, UploadMissing } from './upload.errors.js';

/** Larger bytes are not hashed while somebody waits for the answer. */
export const HASHED_AT_ONCE = 64 * 1024 * 1024;

/** The hash was announced, and the bytes are too large to look at it while somebody waits. Never leaves this room. */
export class HashedLater extends Error {}

interface Inspection {
  /** What the store said when it took the bytes through our own door; null when they are to be read again. */
  readonly written: PutResult | null;
  /** Nobody waits: bytes of any size are hashed. */
  readonly isPatient: boolean;
  /** The largest object, in bytes: a store that clients reach past us may have taken a larger one. */
  readonly limit: number;
  /** Ends the look at large bytes early. */
  readonly ending?: AbortSignal | undefined;
}

/**
 * Looks at the bytes of an upload, outside any transaction: are they there, are they those that were announced, and
 * what are they?
 *
 * Errors: UPLOAD_MISSING, UPLOAD_MISMATCH, PAYLOAD_TOO_LARGE, and HashedLater
 */
export async function inspectUpload(
  store: ObjectStore,
  object: AwaitedObject,
  { written, isPatient, limit, ending }: Inspection,
): Promise<FileDetails> {
  const found = await store.stat(object.key);
  if (found === null) throw new UploadMissing();
  const { size, etag, contentEncoding } = found;
  if (contentEncoding !== null) {
    throw new UploadMismatch('contentEncoding', { expected: 'identity', found: contentEncoding });
  }
  if (written !== null && written.size !== size) throw new OtherBytes();
  if (size > limit) throw new PayloadTooLarge(limit, 'Larger objects are refused: see OBJECT_SIZE_LIMIT.');
  if (object.expectedSize !== null && object.expectedSize !== size) {
    throw new UploadMismatch('size', { expected: object.expectedSize, found: size });
  }
  const isHashed = isPatient || size <= HASHED_AT_ONCE;
  const sha256 = written?.sha256 ?? (isHashed ? await hashObject(store, object.key, { etag, ending }) : null);
  if (object.expectedSha256 !== null && object.expectedSha256 !== sha256) {
    if (sha256 === null) throw new HashedLater();
    throw new UploadMismatch('sha256', { expected: object.expectedSha256, found: sha256 });
  }
  return describeBytes(store, object, { size, etag, sha256 });
}

async function describeBytes(
  store: ObjectStore,
  object: AwaitedObject,
  found: { readonly size: number; readonly etag: string; readonly sha256: string | null },
): Promise<FileDetails> {
  const head = await readHead(store, object.key, { ...found, length: IMAGE_HEAD_BYTES });
  const detectedType = await sniffType(head.subarray(0, 4096));
  const declaredType = object.intent.type;
  const contentType = servedType({ detected: detectedType, declared: declaredType });
  const dimensions = contentType.startsWith('image/') ? await imageDimensions(head) : null;
  return {
    ...found,
    contentType,
    declaredType,
    detectedType,
    filename: object.filename,
    format: fileFormat({ filename: object.filename, type: contentType }),
    width: dimensions?.width ?? null,
    height: dimensions?.height ?? null,
    bucket: store.bucket,
    key: object.key,
  };
}
