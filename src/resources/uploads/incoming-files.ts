import { actorOf, type Viewer } from '../../auth/viewer.js';
import type { Clock } from '../../clock/clock.js';
import type { Random } from '../../clock/random.js';
import type { Database } from '../../database/database.js';
import { sql } from '../../database/sql.js';
import type { Transaction } from '../../database/transaction.js';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { ThingstoreError } from '../../errors/thingstore-error.js';
import type { SentFile } from '../../request/sent-form.js';
import { objectKey } from '../../storage/object-key.js';
import type { ObjectStore, PutOptions, PutResult } from '../../storage/object-store.js';
import type { FileDetails } from '../file-details.js';
import { awaitingObject, condemningObjects, type AwaitedObject } from './stored-object.js';
import { inspectUpload } from './upload-inspection.js';

/** Bytes that are stored, and are not yet those of an entry. */
export interface IncomingFile {
  readonly objectId: string;
  readonly projectId: string;
  /** For a new entry. */
  readonly resourceId: string;
  readonly details: FileDetails;
}

/** What is to be stored. */
interface FileToReceive {
  readonly file: Pick<SentFile, 'createReadStream'>;
  /** Under which it is downloaded. */
  readonly filename: string | null;
  /** MIME type as it was declared. */
  readonly type: string;
  /** The largest that is taken, in bytes, and what to do instead. */
  readonly limits: Required<PutOptions>;
  /** If the process dies with the bytes half-way, the sweeper finds them after this time. */
  readonly patienceMs: number;
}

/**
 * Files that come through us: first the bytes, outside any transaction, then the entry that they are for. What does not
 * become content is removed.
 */
export class IncomingFiles {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly store: ObjectStore;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {}

  /**
   * Stores the bytes; `discard` has to follow when they do not become content. Errors: PAYLOAD_TOO_LARGE, and
   * INVALID_ARGUMENTS file when the client was lost on the way; then nothing is left.
   */
  async receive(viewer: Viewer, asked: FileToReceive): Promise<IncomingFile> {
    const { database, store } = this.parts;
    const object = this.awaited(viewer, asked);
    await database.statement(awaitingObject(object));
    try {
      const written = await storeFile(store, object.key, asked);
      const { limit } = asked.limits;
      const details = await inspectUpload(store, object, { written, isPatient: true, limit });
      return { objectId: object.id, projectId: object.projectId, resourceId: object.resourceId, details };
    } catch (cause) {
      await this.remove(object);
      throw cause;
    }
  }

  /** The bytes are the content of the entry now. Errors: INVALID_ARGUMENTS file when they were given up meanwhile. */
  async keep(tx: Transaction, incoming: IncomingFile, resourceId: string): Promise<void> {
    const { projectId, objectId, details } = incoming;
    const stored = await tx.query(sql`
      update stored_object set state = 'STORED', size = ${details.size}, sha256 = ${details.sha256},
        resource_id = ${resourceId}
      where project_id = ${projectId} and id = ${objectId} and state = 'AWAITED' returning id`);
    // Its bytes are about to be removed.
    if (stored.length === 0) throw new InvalidArguments('file', 'The file came too slowly. Send it again.');
  }

  /** Gives the bytes up, unless they became content: a failure may also be that nobody heard how a transaction ended. */
  async discard({ projectId, objectId }: IncomingFile): Promise<void> {
    await this.remove({ projectId, id: objectId });
  }

  /** At once: nobody was told of them. */
  private async remove({ projectId, id }: { readonly projectId: string; readonly id: string }): Promise<void> {
    const { database, clock } = this.parts;
    const condition = sql`state = 'AWAITED' and project_id = ${projectId} and id = ${id}`;
    await database.statement(condemningObjects(condition, clock.now()));
  }

  private awaited(viewer: Viewer, { filename, type, patienceMs }: FileToReceive): AwaitedObject {
    const { clock, random } = this.parts;
    const now = clock.now();
    const { projectId } = viewer;
    const id = random.id();
    return {
      state: 'AWAITED',
      projectId,
      id,
      resourceId: random.id(),
      key: objectKey({ projectId, createdAt: now, id }),
      filename,
      expectedSize: null,
      expectedSha256: null,
      intent: { type, metadata: null, dataCreatedAt: null, directives: null },
      actor: actorOf(viewer),
      requestedAt: now,
      expiresAt: new Date(now.getTime() + patienceMs),
      multipart: null,
    };
  }
}

/** Errors: PAYLOAD_TOO_LARGE, and INVALID_ARGUMENTS when the client was lost on the way, which is no fault of ours. */
async function storeFile(
  store: ObjectStore,
  key: string,
  { file, limits }: Pick<FileToReceive, 'file' | 'limits'>,
): Promise<PutResult> {
  const source = file.createReadStream();
  try {
    return await store.put(key, source, limits);
  } catch (cause) {
    if (cause !== source.errored || cause instanceof ThingstoreError) throw cause;
    throw new InvalidArguments('file', 'The file did not come whole: its request ended early.');
  }
}
