import { actorOf, type Viewer } from '../../auth/viewer.js';
import type { Clock } from '../../clock/clock.js';
import type { Random } from '../../clock/random.js';
import type { Database } from '../../database/database.js';
import { sql } from '../../database/sql.js';
import type { Transaction } from '../../database/transaction.js';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { parseMimeType } from '../../media/mime-type.js';
import { parseMetadata } from '../../request/metadata.js';
import { linkLifetime } from '../../storage/link-lifetime.js';
import { objectKey } from '../../storage/object-key.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { parseDataCreatedAt } from '../data-created-at.js';
import { parseDirectives, parseGivenDirectives } from '../entry-directives.js';
import type { EntryAccessService } from '../entry-access.js';
import type { IdempotencyService } from '../idempotency.service.js';
import { insertResource } from '../insert-resource.js';
import type { Effect, RepeatableRequest } from '../repeatable-request.js';
import type { RepeatedUpload, RepeatedUploads } from './repeated-upload.js';
import { kindOfFile } from '../resource-kind.js';
import { placeName } from '../resource-place.js';
import { isStoredFile, toResource, type ResourceRow } from '../resource-row.js';
import { parsePlace, type ParsedPlace } from '../resource-write.js';
import { ResourceState, type Resource } from '../resource.entity.js';
import { ResourceExists } from '../resource.errors.js';
import type { RequestUploadInput } from '../resource.input.js';
import type { SignedUrl } from '../signed-url.js';
import { awaitingObject, type AwaitedObject } from './stored-object.js';
import { parseSha256, parseUploadFilename, parseUploadSize } from './upload-facts.js';

/** What requestUpload answers. */
export interface RequestedUpload {
  readonly uploadId: string;
  readonly resource: Resource;
  readonly upload: SignedUrl;
}

/** Asking for an upload by signed URL: a place that is held, and a URL that takes the bytes. */
export class ResourceUploadService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly access: EntryAccessService;
      readonly requests: IdempotencyService;
      readonly repeated: RepeatedUploads;
      readonly store: ObjectStore;
      readonly clock: Clock;
      readonly random: Random;
      readonly objectSizeLimit: number;
    },
  ) {}

  /** Errors: OWNER_NOT_FOUND, RESOURCE_EXISTS, RESOURCE_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE. */
  async request(viewer: Viewer, input: RequestUploadInput): Promise<RequestedUpload> {
    const expiresIn = linkLifetime('PUT', input.expiresIn);
    return this.parts.requests.once(
      { viewer, mutation: 'requestUpload', input },
      {
        effect: async (request) => {
          const ask = await this.read(viewer, { input, expiresIn });
          return this.ticket(ask.object, await this.hold(ask, { multipart: null, request }), expiresIn);
        },
        again: async (effect) => {
          const found = await this.again(viewer, effect, expiresIn);
          return found === null ? null : this.ticket(found.object, found.resource, expiresIn);
        },
      },
    );
  }

  /** What was asked for before; null when it was given up. Errors: RESOURCE_NOT_FOUND, FORBIDDEN. */
  async again(viewer: Viewer, effect: Effect, expiresIn: number): Promise<RepeatedUpload | null> {
    return this.parts.repeated.find(viewer, effect, expiryOf(this.parts.clock.now(), expiresIn));
  }

  private ticket(object: TicketObject, resource: Resource, expiresIn: number): RequestedUpload {
    const { store, objectSizeLimit } = this.parts;
    const { key, id, expectedSize, intent } = object;
    const signed = store.signedPut(key, {
      expiresIn,
      contentType: intent.type,
      limit: expectedSize ?? objectSizeLimit,
      ...(expectedSize === null ? {} : { size: expectedSize }),
      uploadId: id,
    });
    return { uploadId: id, resource, upload: { ...signed, uploadId: id } };
  }

  /** What is asked for: allowed, and valid. */
  async read(
    viewer: Viewer,
    { input, expiresIn }: { readonly input: RequestUploadInput; readonly expiresIn: number },
  ): Promise<UploadAsk> {
    const { access, clock, random, objectSizeLimit } = this.parts;
    const now = clock.now();
    const place = parsePlace(viewer, input);
    const id = random.id();
    const ask = {
      viewer,
      now,
      place,
      resourceId: random.id(),
      isReplacement: input.replace === true,
      object: {
        state: 'AWAITED',
        projectId: place.projectId,
        id,
        key: objectKey({ projectId: place.projectId, createdAt: now, id }),
        filename: parseUploadFilename(input.filename),
        expectedSize: parseUploadSize(input.size, objectSizeLimit),
        expectedSha256: parseSha256(input.sha256),
        intent: {
          type: parseMimeType(input.type),
          metadata: input.metadata === undefined ? null : parseMetadata(input.metadata),
          dataCreatedAt: input.dataCreatedAt == null ? null : parseDataCreatedAt(input.dataCreatedAt, now),
          directives: parseGivenDirectives(input),
        },
        actor: actorOf(viewer),
        requestedAt: now,
        expiresAt: expiryOf(now, expiresIn),
      },
    } as const;
    await access.requireCreatable(viewer, place);
    return ask;
  }

  /** Holds the place for the bytes, however they come; answers the resource that awaits them, or that they replace. */
  async hold(
    ask: UploadAsk,
    { multipart, request }: { readonly multipart: AwaitedObject['multipart']; readonly request: RepeatableRequest },
  ): Promise<Resource> {
    const { access, database } = this.parts;
    return database.transaction(async (tx) => {
      await request.begin(tx, [placeName(ask.place)]);
      const resource = await holdPlace(tx, { ...ask, access }, multipart);
      await request.end(tx, { resourceId: resource.id, uploadId: ask.object.id });
      return resource;
    });
  }
}

function expiryOf(now: Date, expiresIn: number): Date {
  return new Date(now.getTime() + expiresIn * 1000);
}

type TicketObject = Pick<AwaitedObject, 'key' | 'id' | 'expectedSize' | 'intent'>;

/** A valid request for an upload. */
export interface UploadAsk {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly place: ParsedPlace;
  /** The id of the resource, when none stands there yet. */
  readonly resourceId: string;
  readonly isReplacement: boolean;
  readonly object: Omit<AwaitedObject, 'resourceId' | 'multipart'>;
}

/** With who is asked for the right once more, by the statement that makes the row. */
interface AllowedAsk extends UploadAsk {
  readonly access: EntryAccessService;
}

/** The place, which is held, gets a row that awaits its bytes, unless something stands there already. */
async function holdPlace(tx: Transaction, ask: AllowedAsk, multipart: AwaitedObject['multipart']): Promise<Resource> {
  const { place, object } = ask;
  // Locked, so that it is neither completed by another upload nor swept before this one is written down.
  const [standing] = await tx.query<ResourceRow>(sql`
    select * from resource where project_id = ${place.projectId} and owner_id = ${place.ownerId}
      and coowner_id is not distinct from ${place.coownerId} and path = ${place.path} and archived_at is null
    for no key update`);
  if (standing !== undefined) await ask.access.requireCreatable(ask.viewer, place, tx);
  const resource = standing === undefined ? await makeAwaiting(tx, ask) : mayTakeBytes(standing, ask);
  await tx.query(awaitingObject({ ...object, multipart, resourceId: resource.id }));
  return resource;
}

function mayTakeBytes(standing: ResourceRow, ask: UploadAsk): Resource {
  if (standing.state === ResourceState.READY) {
    if (!ask.isReplacement) throw new ResourceExists(ask.place.path);
    if (!isStoredFile(standing)) {
      throw new InvalidArguments('replace', 'What stands there has no bytes of its own: it is a value or a pointer.');
    }
  }
  return toResource(standing);
}

async function makeAwaiting(tx: Transaction, ask: AllowedAsk): Promise<Resource> {
  const { place, object, resourceId, now, viewer, access } = ask;
  const { type, metadata, dataCreatedAt, directives } = object.intent;
  const row = {
    id: resourceId,
    place,
    type,
    kind: kindOfFile(type),
    state: ResourceState.AWAITING_UPLOAD,
    isStored: true,
    data: null,
    details: null,
    objectId: null,
    metadata: metadata ?? {},
    now,
    dataCreatedAt: dataCreatedAt ?? now,
    directives: parseDirectives(directives ?? {}),
  };
  return insertResource(tx, row, { viewer, access, actor: null });
}
