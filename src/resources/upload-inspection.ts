import { fileFormat } from '../media/file-format.js';
import { IMAGE_HEAD_BYTES, imageDimensions } from '../media/image-dimensions.js';
import { servedType, sniffType } from '../media/sniffed-type.js';
import type { ObjectStore, PutResult } from '../storage/object-store.js';
import { hashObject, readHead } from '../storage/read-object.js';
import { OtherBytes } from '../storage/storage.errors.js';
import type { FileDetails } from './file-details.js';
import type { AwaitedObject } from './stored-object.js';
import { UploadMismatch, UploadMissing } from './upload.errors.js';

/**
 * Looks at the bytes of an upload, outside any transaction: are they there, are they those that were announced, and
 * what are they?
 *
 * @param written what the store said when it took the bytes through our own door; else they are read again
 * Errors: UPLOAD_MISSING, UPLOAD_MISMATCH
 */
export async function inspectUpload(
  store: ObjectStore,
  object: AwaitedObject,
  written: PutResult | null,
): Promise<FileDetails> {
  const found = await store.stat(object.key);
  if (found === null) throw new UploadMissing();
  const { size, etag } = found;
  if (written !== null && written.size !== size) throw new OtherBytes();
  if (object.expectedSize !== null && object.expectedSize !== size) {
    throw new UploadMismatch('size', { expected: object.expectedSize, found: size });
  }
  const sha256 = written?.sha256 ?? (await hashObject(store, object.key, { etag }));
  if (object.expectedSha256 !== null && object.expectedSha256 !== sha256) {
    throw new UploadMismatch('sha256', { expected: object.expectedSha256, found: sha256 });
  }
  return describeBytes(store, object, { size, etag, sha256 });
}

async function describeBytes(
  store: ObjectStore,
  object: AwaitedObject,
  found: { readonly size: number; readonly etag: string; readonly sha256: string },
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
