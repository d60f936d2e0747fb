import type { Viewer } from '../../auth/viewer.js';
import type { Clock } from '../../clock/clock.js';
import type { Database } from '../../database/database.js';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { PayloadTooLarge } from '../../errors/payload-too-large.js';
import { linkLifetime } from '../../storage/link-lifetime.js';
import type { ObjectStore, PutResult, StoredPart } from '../../storage/object-store.js';
import { partSizeFor } from '../../storage/part-size.js';
import { MultipartNotFound, ObjectExists, ObjectNotFound, PartsChanged } from '../../storage/storage.errors.js';
import { mayChange, type EntryAccessService } from '../entry-access.js';
import type { IdempotencyService } from '../idempotency.service.js';
import type { MultipartUpload } from './multipart-upload.entity.js';
import type { RequestUploadInput } from '../resource.input.js';
import type { ResourceQueries } from '../resource.queries.js';
import { Resource } from '../resource.entity.js';
import type { RepeatableRequest } from '../repeatable-request.js';
import type { ResourceUploadService, UploadAsk } from './resource-upload.service.js';
import type { SignedUrl } from '../signed-url.js';
import { MOST_PARTS, missingParts, partCount, sizeOfPart, type PartPlan } from './part-plan.js';
import { ResourceArchived, ResourceNotFound } from '../resource.errors.js';
import type { AwaitedObject, MultipartObject, StoredObject } from './stored-object.js';
import { findStoredObject } from './stored-object.queries.js';
import type { UploadCompletion } from './upload-completion.js';
import { PartsMissing, UploadMissing, UploadNotFound } from './upload.errors.js';

const DAY_SECONDS = 24 * 60 * 60;
const LONGEST_PART_URL_SECONDS = 60 * 60;
const PART_URLS_LIMIT = 100;
/** A part that comes again in the middle is no reason to have the client ask again at once. */
const JOIN_ATTEMPTS = 3;

/** Uploads in parts, so that a large file survives a link that breaks. */
export class MultipartUploadService {
  /** Those that are under way, by object: a client that asks again waits for the first, which may copy much. */
  private readonly joins = new Map<string, Promise<PutResult | null>>();

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly access: EntryAccessService;
      readonly store: ObjectStore;
      readonly resources: ResourceQueries;
      readonly completion: UploadCompletion;
      readonly uploads: ResourceUploadService;
      readonly requests: IdempotencyService;
      readonly clock: Clock;
      readonly objectSizeLimit: number;
    },
  ) {}

  /** Errors: OWNER_NOT_FOUND, RESOURCE_EXISTS, RESOURCE_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE. */
  async create(viewer: Viewer, input: RequestUploadInput): Promise<MultipartUpload> {
    const { uploads, requests } = this.parts;
    const expiresIn = linkLifetime('PUT', input.expiresIn ?? DAY_SECONDS);
    return requests.once(
      { viewer, mutation: 'createMultipartUpload', input },
      {
        effect: async (request) => this.begin(await uploads.read(viewer, { input, expiresIn }), request),
        again: async (effect) => {
          const found = await uploads.again(viewer, effect, expiresIn);
          return found === null ? null : toMultipart(found.object, found.resource);
        },
      },
    );
  }

  private async begin(ask: UploadAsk, request: RepeatableRequest): Promise<MultipartUpload> {
    const { store, uploads, objectSizeLimit } = this.parts;
    const { key, expectedSize } = ask.object;
    if (expectedSize === 0) throw new InvalidArguments('size', 'An empty file has no parts: use requestUpload.');
    const partSize = partSizeFor(expectedSize ?? objectSizeLimit);
    const multipart = { id: await store.multipart.begin(key), partSize };
    try {
      const resource = await uploads.hold(ask, { multipart, request });
      return toMultipart({ ...ask.object, resourceId: resource.id, multipart }, resource);
    } catch (cause) {
      // What is not removed now is a leftover, and goes with those.
      await store.multipart.abort(key, multipart.id).catch(() => undefined);
      throw cause;
    }
  }

  /** Null when there is none that the viewer could go on with. */
  async find(viewer: Viewer, id: string): Promise<MultipartUpload | null> {
    const found = await this.visible(viewer, id);
    if (found === null) return null;
    const { object, resource } = found;
    const access = (await this.parts.access.of(viewer, [resource.id])).get(resource.id);
    if (access === undefined || !mayChange(viewer, access)) return null;
    return toMultipart(object, resource);
  }

  /** Idempotent. Errors: UPLOAD_NOT_FOUND, RESOURCE_ARCHIVED, UPLOAD_MISSING, UPLOAD_MISMATCH, PAYLOAD_TOO_LARGE, FORBIDDEN. */
  async complete(viewer: Viewer, id: string): Promise<Resource> {
    const { object, resource } = await this.writable(viewer, id);
    switch (object.state) {
      case 'AWAITED':
        if (resource.archivedAt !== null) throw new ResourceArchived(resource.id);
        return this.finish(object, await this.joinAwaited(object));
      case 'STORED':
        return resource;
      case 'CONDEMNED':
        throw new MultipartNotFound();
    }
  }

  /** Errors: UPLOAD_NOT_FOUND, FORBIDDEN. */
  async abort(viewer: Viewer, id: string): Promise<string> {
    const { object } = await this.writable(viewer, id);
    if (object.state !== 'AWAITED') throw new MultipartNotFound();
    await this.parts.completion.giveUp(object);
    // What cannot be removed now is removed with the object, which is condemned.
    await this.parts.store.multipart.abort(object.key, object.multipart.id).catch(() => undefined);
    return id;
  }

  /** Errors: INVALID_ARGUMENTS numbers, UPLOAD_NOT_FOUND. */
  partUrls(object: MultipartObject, numbers: readonly number[]): SignedUrl[] {
    const { store, clock } = this.parts;
    const plan = planOf(object);
    checkNumbers(numbers, partCount(plan) ?? MOST_PARTS);
    const left = Math.ceil((object.expiresAt.getTime() - clock.now().getTime()) / 1000);
    if (object.state !== 'AWAITED' || left < 1) throw new MultipartNotFound();
    return numbers.map((number) => {
      const size = sizeOfPart(plan, number);
      const signed = store.multipart.signedPart(object.key, {
        ...{ multipartId: object.multipart.id, number, uploadId: object.id },
        expiresIn: Math.min(left, LONGEST_PART_URL_SECONDS),
        limit: size ?? plan.partSize,
        ...(size === null ? {} : { size }),
      });
      return { ...signed, uploadId: null };
    });
  }

  /** The numbers of the parts that are there; none once the upload has ended. Errors: UPLOAD_NOT_FOUND. */
  async uploadedParts(object: MultipartObject): Promise<number[]> {
    if (object.state !== 'AWAITED') return [];
    const parts = await this.parts.store.multipart.list(object.key, object.multipart.id);
    if (parts !== null) return parts.map(({ number }) => number);
    // Joined already, or removed by the store, which has limits of its own.
    if ((await this.parts.store.stat(object.key)) === null) throw new MultipartNotFound();
    return [];
  }

  /** Before a part is taken at our own door: what the store calls its upload. Errors: UPLOAD_NOT_FOUND. */
  async expectPart(upload: {
    readonly projectId: string;
    readonly uploadId: string;
  }): Promise<{ readonly multipartId: string }> {
    const object = await findStoredObject(this.parts.database, { projectId: upload.projectId, id: upload.uploadId });
    if (object?.state !== 'AWAITED' || object.multipart === null) throw new MultipartNotFound();
    return { multipartId: object.multipart.id };
  }

  private async finish(object: AwaitedMultipart, written: PutResult | null): Promise<Resource> {
    try {
      return await this.parts.completion.complete(object, written);
    } catch (cause) {
      // Aborted, or deleted, at the same time.
      const isGone = [UploadNotFound, UploadMissing, ResourceNotFound, ObjectNotFound].some(
        (gone) => cause instanceof gone,
      );
      throw isGone ? new MultipartNotFound() : cause;
    }
  }

  private async joinAwaited(object: AwaitedMultipart): Promise<PutResult | null> {
    try {
      return await this.joinOnce(object);
    } catch (cause) {
      if (!(cause instanceof PartsMissing)) throw cause;
      // Parts are also missing when it is aborted at the same time.
      const now = await findStoredObject(this.parts.database, object);
      throw now?.state === 'AWAITED' ? cause : new MultipartNotFound();
    }
  }

  private async joinOnce(object: MultipartObject): Promise<PutResult | null> {
    const running = this.joins.get(object.id);
    if (running !== undefined) return running;
    const join = this.join(object).finally(() => this.joins.delete(object.id));
    this.joins.set(object.id, join);
    return join;
  }

  /** Makes the object of its parts; answers what was found on the way, null when nothing was. */
  private async join(object: MultipartObject): Promise<PutResult | null> {
    const { store } = this.parts;
    const { key } = object;
    // It was made before, and what came after that went wrong.
    if ((await store.stat(key)) !== null) return null;
    try {
      return await this.completeParts(object);
    } catch (cause) {
      // Somebody else makes it at the same time.
      const isOver = cause instanceof ObjectExists || cause instanceof MultipartNotFound;
      if (isOver && (await store.stat(key)) !== null) return null;
      throw cause;
    }
  }

  private async completeParts(object: MultipartObject): Promise<PutResult | null> {
    const { key, multipart } = object;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.parts.store.multipart.complete(key, multipart.id, await this.allParts(object));
      } catch (cause) {
        if (!(cause instanceof PartsChanged) || attempt === JOIN_ATTEMPTS) throw cause;
      }
    }
  }

  private async allParts(object: MultipartObject): Promise<readonly StoredPart[]> {
    const { store, objectSizeLimit } = this.parts;
    const parts = await store.multipart.list(object.key, object.multipart.id);
    if (parts === null) throw new MultipartNotFound();
    const plan = planOf(object);
    const missing = missingParts(plan, parts);
    if (missing.length > 0) throw new PartsMissing(missing);
    const chosen = parts.filter(({ number }) => number <= (partCount(plan) ?? MOST_PARTS));
    const size = chosen.reduce((sum, part) => sum + part.size, 0);
    if (size > objectSizeLimit) throw new PayloadTooLarge(objectSizeLimit, 'Larger objects are refused.');
    return chosen;
  }

  private async writable(viewer: Viewer, id: string): Promise<FoundUpload> {
    const found = await this.visible(viewer, id);
    if (found === null) throw new MultipartNotFound();
    await this.parts.access.requireWritable(viewer, found.resource);
    return found;
  }

  private async visible(viewer: Viewer, id: string): Promise<FoundUpload | null> {
    const { database, resources } = this.parts;
    const object = await findStoredObject(database, { projectId: viewer.projectId, id });
    if (object?.multipart == null) return null;
    const [resource] = await resources.byIds(viewer, [object.resourceId]);
    return !(resource instanceof Resource) ? null : { object: { ...object, multipart: object.multipart }, resource };
  }
}

type AwaitedMultipart = MultipartObject & AwaitedObject;

interface FoundUpload {
  readonly object: MultipartObject;
  readonly resource: Resource;
}

function toMultipart(object: StoredObject, resource: Resource): MultipartUpload {
  const { id, expiresAt, multipart } = object;
  if (multipart === null) throw new Error(`The upload ${id} was to come in parts.`);
  return { id, resource, partSize: multipart.partSize, expiresAt, object: { ...object, multipart } };
}

function planOf({ multipart, expectedSize }: MultipartObject): PartPlan {
  return { partSize: multipart.partSize, size: expectedSize };
}

function checkNumbers(numbers: readonly number[], most: number): void {
  const areNumbers = numbers.every((number) => number >= 1 && number <= most);
  if (areNumbers && numbers.length >= 1 && numbers.length <= PART_URLS_LIMIT) return;
  const limits = { min: 1, max: most, count: PART_URLS_LIMIT };
  throw new InvalidArguments(
    'numbers',
    `Parts are numbered from 1 to ${most.toString()}; ask for 1 to ${PART_URLS_LIMIT.toString()} at once.`,
    limits,
  );
}
