import type { Readable } from 'node:stream';
import type { BucketItem } from 'minio';
import type { Clock } from '../../clock/clock.js';
import type { Random } from '../../clock/random.js';
import type { S3Config } from '../../config/config.js';
import { ServiceUnavailable } from '../../errors/service-unavailable.js';
import { loggableError } from '../../errors/unexpected-error.js';
import type { Log } from '../../logging/log.js';
import { requireWithin } from '../byte-range.js';
import { isObjectKey, parseObjectKey } from '../object-key.js';
import type {
  ArrivalListener,
  ListedObject,
  ListOptions,
  ObjectStat,
  ObjectStore,
  PutOptions,
  PutResult,
  ReadOptions,
  SignedGetOptions,
  SignedPutOptions,
  SignedRequest,
} from '../object-store.js';
import { ObjectExists, ObjectNotFound, OBJECT_STORE, OtherBytes } from '../storage.errors.js';
import { S3Arrivals } from './s3-arrivals.js';
import { S3Client } from './s3-client.js';
import { onStore, onStoreRepeatedly, s3Code, s3Fault } from './s3-fault.js';
import { S3Links, UPLOAD_ID } from './s3-links.js';
import { S3Multipart } from './s3-multipart.js';
import { S3Preparation } from './s3-preparation.js';
import { S3Writer } from './s3-writer.js';

/** Longer than any upload by signed URL may last, which is seven days. */
const LEFTOVER_AGE_MS = 8 * 24 * 60 * 60 * 1000;

interface S3StoreParts {
  readonly config: S3Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Stored objects in a bucket of MinIO or of another S3 store; clients reach it past us, by signed URLs. */
export class S3Store implements ObjectStore {
  readonly bucket: string;
  readonly multipart: S3Multipart;
  private readonly client: S3Client;
  private readonly links: S3Links;
  private readonly writer: S3Writer;
  private readonly preparation: S3Preparation;

  private constructor(private readonly parts: S3StoreParts) {
    const { config } = parts;
    this.bucket = config.bucket;
    this.client = new S3Client(config);
    this.writer = new S3Writer({ ...parts, client: this.client, bucket: this.bucket });
    this.preparation = new S3Preparation({ ...parts, client: this.client });
    const isTrusting = () => this.preparation.isTrusting;
    this.links = new S3Links({ ...parts, endpoint: config.publicEndpoint, isTrusting });
    const { client, bucket, links, preparation } = this;
    this.multipart = new S3Multipart({ client, bucket, links, preparation });
  }

  /**
   * Opens the bucket, or makes it, and tries it out. A store that cannot be reached is no reason to stop: it is away
   * until it can. Throws InvalidStore when it answers that it will not have us, in one sentence for the operator.
   */
  static async open(parts: S3StoreParts): Promise<S3Store> {
    const store = new S3Store(parts);
    try {
      await store.preparation.done();
      return store;
    } catch (cause) {
      if (cause instanceof ServiceUnavailable) {
        const advice = 'is S3_ENDPOINT right, and the store running? It is used as soon as it answers.';
        const endpoint = parts.config.endpoint;
        parts.log.error({ endpoint, error: loggableError(cause.cause) }, `The object store is away: ${advice}`);
        return store;
      }
      store.close();
      throw cause;
    }
  }

  close(): void {
    this.client.close();
  }

  async check(): Promise<void> {
    await this.preparation.ready();
    if (!(await onStoreRepeatedly(() => this.client.bucketExists(this.bucket)))) throw new BucketGone();
  }

  async put(key: string, source: Readable, options: PutOptions): Promise<PutResult> {
    const target = parseObjectKey(key);
    // Saves the transfer when the key is long taken; who wins a race is decided by the store.
    if ((await this.stat(target)) !== null) throw new ObjectExists();
    return this.writer.write(target, source, options);
  }

  async stat(key: string): Promise<ObjectStat | null> {
    const target = parseObjectKey(key);
    await this.preparation.ready();
    const found = await onStoreRepeatedly(() => this.client.statObject(this.bucket, target).catch(nullIfMissing));
    if (found?.etag === '') throw s3Fault(new Error('What answers is no S3 store: an object without an etag.'));
    if (found !== null) return { ...factsOf(found.metaData), size: found.size, etag: found.etag };
    // The answer is the same for a bucket that is gone, and nobody may take all of its objects for missing.
    await this.check();
    return null;
  }

  async read(key: string, { range, etag }: ReadOptions = {}): Promise<Readable> {
    const target = parseObjectKey(key);
    if (range !== undefined) {
      const found = await this.stat(target);
      if (found === null) throw new ObjectNotFound();
      requireWithin(range, found.size);
    }
    await this.preparation.ready();
    const span = range === undefined ? {} : { range: `bytes=${range.start.toString()}-${range.end.toString()}` };
    const place = { method: 'GET', bucketName: this.bucket, objectName: target };
    const answer = await onStoreRepeatedly(() =>
      this.client
        .makeRequestAsync({ ...place, headers: span }, '', [range === undefined ? 200 : 206])
        .catch(nullIfMissing),
    );
    if (answer === null) throw new ObjectNotFound();
    if (etag !== undefined && answer.headers.etag?.replace(/"/g, '') !== etag) {
      answer.destroy();
      throw new OtherBytes();
    }
    return answer;
  }

  async remove(key: string): Promise<void> {
    const target = parseObjectKey(key);
    await this.preparation.ready();
    await onStoreRepeatedly(() => this.client.removeObject(this.bucket, target));
  }

  async *list({ prefix = '', after = '' }: ListOptions = {}): AsyncGenerator<ListedObject> {
    await this.preparation.ready();
    const items: AsyncIterable<BucketItem> = this.client.listObjectsV2(this.bucket, prefix, true, after);
    try {
      for await (const { name, size, lastModified } of items) {
        if (name !== undefined && isObjectKey(name)) yield { key: name, size, modifiedAt: lastModified };
      }
    } catch (cause) {
      throw s3Fault(cause);
    }
  }

  async removeLeftovers(): Promise<void> {
    const { client, bucket } = this;
    await this.preparation.ready();
    const before = this.parts.clock.now().getTime() - LEFTOVER_AGE_MS;
    await onStore(async () => {
      let after = { key: '', uploadId: '' };
      for (let isMore = true; isMore;) {
        const page = await client.listIncompleteUploadsQuery(bucket, '', after.key, after.uploadId, '');
        const leftovers = page.uploads.filter(({ initiated }) => initiated.getTime() < before);
        for (const { key, uploadId } of leftovers) await client.abortMultipartUpload(bucket, key, uploadId);
        after = { key: page.nextKeyMarker, uploadId: page.nextUploadIdMarker };
        isMore = page.isTruncated;
      }
    });
  }

  async tellArrivals(listener: ArrivalListener, until: AbortSignal): Promise<void> {
    await new S3Arrivals({ ...this.parts, preparation: this.preparation }).tell(listener, until);
  }

  signedGet(key: string, options: SignedGetOptions): SignedRequest {
    return this.links.get(key, options);
  }

  signedPut(key: string, options: SignedPutOptions): SignedRequest {
    return this.links.put(key, options);
  }
}

class BucketGone extends ServiceUnavailable {
  constructor() {
    super(OBJECT_STORE, new Error('Its bucket is not there any more.'));
  }
}

function factsOf(metadata: Readonly<Record<string, unknown>>): Pick<ObjectStat, 'uploadId' | 'contentEncoding'> {
  const [id, encoding] = [metadata[UPLOAD_ID], metadata['content-encoding']];
  return {
    uploadId: typeof id === 'string' ? id : null,
    contentEncoding: typeof encoding === 'string' && encoding !== '' ? encoding : null,
  };
}

function nullIfMissing(cause: unknown): null {
  if (['NoSuchKey', 'NotFound'].includes(s3Code(cause) ?? '')) return null;
  throw cause;
}
