import { actorOf, type Viewer } from '../../auth/viewer.js';
import type { ChangeAnnouncer } from '../../changes/change-announcer.js';
import type { Clock } from '../../clock/clock.js';
import type { Random } from '../../clock/random.js';
import type { Database } from '../../database/database.js';
import { sql } from '../../database/sql.js';
import type { Transaction } from '../../database/transaction.js';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { ThingstoreError } from '../../errors/thingstore-error.js';
import { parseMimeType } from '../../media/mime-type.js';
import { parseMetadata } from '../../request/metadata.js';
import type { UploadedFile } from '../../request/uploaded-file.js';
import { objectKey } from '../../storage/object-key.js';
import type { ObjectStore, PutResult } from '../../storage/object-store.js';
import { parseDataCreatedAt } from '../data-created-at.js';
import { parseDirectives } from '../entry-directives.js';
import type { FileDetails } from '../file-details.js';
import type { RepeatableRequest } from '../repeatable-request.js';
import { kindOfFile } from '../resource-kind.js';
import { placeName } from '../resource-place.js';
import type { Placing } from '../resource-placing.js';
import { parsePlace, type NewResource, type ParsedPlace } from '../resource-write.js';
import { ResourceState, type Resource } from '../resource.entity.js';
import type { CreateResourceInput } from '../resource.input.js';
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
      readonly store: ObjectStore;
      readonly completion: UploadCompletion;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
      readonly random: Random;
      readonly uploadSizeLimit: number;
    },
  ) {}

  /** Errors: those of the placing, INVALID_ARGUMENTS, PAYLOAD_TOO_LARGE. */
  async write(sent: SentFile): Promise<Resource> {
    const { database, store, completion, clock, uploadSizeLimit } = this.parts;
    const { viewer, input, placing } = sent;
    const file = await sent.file;
    const now = clock.now();
    const metadata = parseMetadata(input.metadata);
    const dataCreatedAt = parseDataCreatedAt(input.dataCreatedAt, now);
    const directives = parseDirectives(input);
    const type = input.type == null ? null : parseMimeType(input.type);
    const place = parsePlace(viewer, input);
    await placing.require(viewer, place);
    const object = this.awaited(viewer, { now, file, type: type ?? declaredType(file), place });
    await database.statement(awaitingObject(object));
    try {
      const written = await storeFile(store, { key: object.key, file, limit: uploadSizeLimit });
      const details = await inspectUpload(store, object, { written, isPatient: true, limit: uploadSizeLimit });
      const row = {
        ...{ id: object.resourceId, objectId: object.id, place, details, metadata, dataCreatedAt, directives, now },
        ...fileContent(type ?? details.contentType),
      };
      return await this.place(sent, { row, object, details });
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

  private async place(
    { viewer, input, placing, request }: SentFile,
    file: { readonly row: NewResource; readonly object: AwaitedObject; readonly details: FileDetails },
  ): Promise<Resource> {
    const { row, object, details } = file;
    const { database, completion, announcer } = this.parts;
    const placed = await database.transaction(async (tx) => {
      await request.begin(tx, [placeName(row.place)]);
      const written = await placing.write(tx, { viewer, row, isDated: input.dataCreatedAt != null });
      if (written.objectId === object.id) await keepBytes(tx, { object, details, resourceId: written.id });
      await request.end(tx, { resourceId: written.id });
      tx.afterCommit(() => {
        announcer.announce(viewer.projectId);
      });
      return written;
    });
    // The same bytes stood there.
    if (placed.objectId !== object.id) await completion.condemn(object);
    return placed;
  }
}

/** A file that a caller sent, and how it is to come to its place. */
interface SentFile {
  readonly viewer: Viewer;
  readonly input: CreateResourceInput;
  readonly file: Promise<UploadedFile>;
  readonly placing: Placing;
  readonly request: RepeatableRequest;
}

function fileContent(type: string) {
  return { type, kind: kindOfFile(type), state: ResourceState.READY, isStored: true, data: null };
}

async function keepBytes(
  tx: Transaction,
  kept: { readonly object: AwaitedObject; readonly details: FileDetails; readonly resourceId: string },
): Promise<void> {
  const { object, details, resourceId } = kept;
  const stored = await tx.query(sql`
    update stored_object set state = 'STORED', size = ${details.size}, sha256 = ${details.sha256},
      resource_id = ${resourceId}
    where project_id = ${object.projectId} and id = ${object.id} and state = 'AWAITED' returning id`);
  // It was given up meanwhile, and its bytes are about to be removed.
  if (stored.length === 0) throw new InvalidArguments('file', `The file came too slowly. ${LARGER_FILES}`);
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
