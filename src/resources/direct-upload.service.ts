import { actorOf, type Viewer } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { holdPlaces } from '../database/lock-rows.js';
import { sql } from '../database/sql.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { parseMimeType } from '../media/mime-type.js';
import { parseMetadata } from '../request/metadata.js';
import type { UploadedFile } from '../request/uploaded-file.js';
import { objectKey } from '../storage/object-key.js';
import type { ObjectStore, PutResult } from '../storage/object-store.js';
import { parseDataCreatedAt } from './data-created-at.js';
import { parseDirectives, type EntryDirectives } from './entry-directives.js';
import type { EntryAccessService } from './entry-access.js';
import type { FileDetails } from './file-details.js';
import { insertResource } from './insert-resource.js';
import { kindOfFile } from './resource-kind.js';
import { placeName } from './resource-place.js';
import { parsePlace, type ParsedPlace } from './resource-write.js';
import { ResourceState, type Resource } from './resource.entity.js';
import type { CreateResourceInput } from './resource.input.js';
import { awaitingObject, type AwaitedObject } from './stored-object.js';
import type { UploadCompletion } from './upload-completion.js';
import { parseUploadFilename } from './upload-facts.js';
import { inspectUpload } from './upload-inspection.js';

/** If the process dies with the bytes half-way, the sweeper finds them by this time. */
const UNFINISHED_AFTER_MS = 60 * 60 * 1000;
const LARGER_FILES = 'Ask for a signed URL with requestUpload and PUT the file there: it takes files of any size.';
const UNKNOWN_TYPE = 'application/octet-stream';

/** Files that come inside a GraphQL request. */
export class DirectUploadService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly access: EntryAccessService;
      readonly store: ObjectStore;
      readonly completion: UploadCompletion;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
      readonly random: Random;
      readonly uploadSizeLimit: number;
    },
  ) {}

  /** Errors: OWNER_NOT_FOUND, RESOURCE_EXISTS, INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE. */
  async create(viewer: Viewer, input: CreateResourceInput, file: UploadedFile): Promise<Resource> {
    const { database, access, store, completion, clock, uploadSizeLimit } = this.parts;
    const now = clock.now();
    const metadata = parseMetadata(input.metadata);
    const dataCreatedAt = parseDataCreatedAt(input.dataCreatedAt, now);
    const directives = parseDirectives(input);
    const type = input.type == null ? null : parseMimeType(input.type);
    const place = parsePlace(viewer, input);
    await access.requireCreatable(viewer, place);
    const object = this.awaited(viewer, { now, file, type: type ?? declaredType(file), place });
    await database.statement(awaitingObject(object));
    try {
      const written = await storeFile(store, { key: object.key, file, limit: uploadSizeLimit });
      const details = await inspectUpload(store, object, { written, isPatient: true, limit: uploadSizeLimit });
      return await this.insert(viewer, {
        now,
        place,
        object,
        details,
        metadata,
        dataCreatedAt,
        directives,
        type: type ?? details.contentType,
      });
    } catch (cause) {
      await completion.condemn(object);
      throw cause;
    }
  }

  private awaited(
    viewer: Viewer,
    upload: { readonly now: Date; readonly file: UploadedFile; readonly type: string; readonly place: ParsedPlace },
  ): AwaitedObject {
    const { now, file, type, place } = upload;
    const { random } = this.parts;
    const id = random.id();
    return {
      state: 'AWAITED',
      projectId: place.projectId,
      id,
      resourceId: random.id(),
      key: objectKey({ projectId: place.projectId, createdAt: now, id }),
      filename: parseUploadFilename(file.filename),
      expectedSize: null,
      expectedSha256: null,
      intent: { type, metadata: null, dataCreatedAt: null, directives: null },
      actor: actorOf(viewer),
      requestedAt: now,
      expiresAt: new Date(now.getTime() + UNFINISHED_AFTER_MS),
      multipart: null,
    };
  }

  private async insert(
    viewer: Viewer,
    file: {
      readonly now: Date;
      readonly place: ParsedPlace;
      readonly object: AwaitedObject;
      readonly details: FileDetails;
      readonly type: string;
      readonly metadata: Readonly<Record<string, unknown>>;
      readonly dataCreatedAt: Date;
      readonly directives: EntryDirectives;
    },
  ): Promise<Resource> {
    const { place, object, details, type, now, metadata, dataCreatedAt, directives } = file;
    const row = {
      id: object.resourceId,
      place,
      type,
      kind: kindOfFile(type),
      state: ResourceState.READY,
      isStored: true,
      data: null,
      details,
      objectId: object.id,
      metadata,
      dataCreatedAt,
      directives,
      now,
    };
    const { access } = this.parts;
    return this.parts.database.transaction(async (tx) => {
      await holdPlaces(tx, [placeName(place)]);
      const created = await insertResource(tx, row, { viewer, access, actor: object.actor });
      const kept = await tx.query(sql`
        update stored_object set state = 'STORED', size = ${details.size}, sha256 = ${details.sha256}
        where project_id = ${object.projectId} and id = ${object.id} and state = 'AWAITED' returning id`);
      // It was given up meanwhile, and its bytes are about to be removed.
      if (kept.length === 0) throw new InvalidArguments('file', `The file came too slowly. ${LARGER_FILES}`);
      tx.afterCommit(() => {
        this.parts.announcer.announce(place.projectId);
      });
      return created;
    });
  }
}

/** Errors: PAYLOAD_TOO_LARGE, and INVALID_ARGUMENTS when the client was lost on the way, which is no fault of ours. */
async function storeFile(
  store: ObjectStore,
  put: { readonly key: string; readonly file: UploadedFile; readonly limit: number },
): Promise<PutResult> {
  const source = put.file.createReadStream();
  try {
    return await store.put(put.key, source, { limit: put.limit, advice: LARGER_FILES });
  } catch (cause) {
    if (cause !== source.errored || cause instanceof ThingstoreError) throw cause;
    throw new InvalidArguments('file', 'The file did not come whole: its request ended early.');
  }
}

/** What the client declared of the part; one that it did not know is found from the bytes. */
function declaredType(file: UploadedFile): string {
  return file.mimetype === '' ? UNKNOWN_TYPE : parseMimeType(file.mimetype);
}
