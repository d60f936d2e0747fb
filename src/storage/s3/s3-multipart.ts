import { parseObjectKey } from '../object-key.js';
import type { MultipartStore, SignedPartOptions, SignedRequest, StoredPart } from '../object-store.js';
import { MultipartNotFound, PartsChanged } from '../storage.errors.js';
import type { S3Client } from './s3-client.js';
import { onStore, onStoreRepeatedly, s3Code } from './s3-fault.js';
import type { S3Links } from './s3-links.js';
import type { S3Preparation } from './s3-preparation.js';
import { unlessTaken } from './s3-taken.js';

/** Multipart uploads as S3 has them. */
export class S3Multipart implements MultipartStore {
  constructor(
    private readonly parts: {
      readonly client: S3Client;
      readonly bucket: string;
      readonly links: S3Links;
      readonly preparation: S3Preparation;
    },
  ) {}

  async begin(key: string): Promise<string> {
    const target = parseObjectKey(key);
    const { client, bucket, preparation } = this.parts;
    await preparation.ready();
    return onStore(() => client.initiateNewMultipartUpload(bucket, target, {}));
  }

  signedPart(key: string, options: SignedPartOptions): SignedRequest {
    return this.parts.links.part(key, options);
  }

  async list(key: string, multipartId: string): Promise<readonly StoredPart[] | null> {
    const target = parseObjectKey(key);
    const { client, bucket, preparation } = this.parts;
    await preparation.ready();
    const listed = await onStoreRepeatedly(() =>
      client.partsOf({ bucket, key: target, multipartId }).catch((cause: unknown) => {
        if (isGone(cause)) return null;
        throw cause;
      }),
    );
    return listed?.map(({ part, size, etag }) => ({ number: part, size, etag })) ?? null;
  }

  async complete(key: string, multipartId: string, parts: readonly StoredPart[]): Promise<null> {
    const target = parseObjectKey(key);
    const { client, bucket, preparation } = this.parts;
    await preparation.ready();
    const named = parts.map(({ number, etag }) => ({ part: number, etag }));
    await unlessTaken(null, () =>
      client.completeMultipartUpload(bucket, target, multipartId, named).catch((cause: unknown) => {
        if (s3Code(cause) === 'InvalidPart') throw new PartsChanged();
        throw isGone(cause) ? new MultipartNotFound() : cause;
      }),
    );
    return null;
  }

  async abort(key: string, multipartId: string): Promise<void> {
    const target = parseObjectKey(key);
    const { client, bucket, preparation } = this.parts;
    await preparation.ready();
    await onStoreRepeatedly(() =>
      client.abortMultipartUpload(bucket, target, multipartId).catch((cause: unknown) => {
        if (!isGone(cause)) throw cause;
      }),
    );
  }
}

function isGone(cause: unknown): boolean {
  return s3Code(cause) === 'NoSuchUpload';
}
