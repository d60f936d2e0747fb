import type { Viewer } from '../../auth/viewer.js';
import type { ChangeAnnouncer } from '../../changes/change-announcer.js';
import type { Clock } from '../../clock/clock.js';
import type { Database } from '../../database/database.js';
import { parseMimeType } from '../../media/mime-type.js';
import { parseMetadata } from '../../request/metadata.js';
import type { UploadedFile } from '../../request/uploaded-file.js';
import { parseDataCreatedAt } from '../data-created-at.js';
import { parseDirectives } from '../entry-directives.js';
import type { RepeatableRequest } from '../repeatable-request.js';
import { kindOfFile } from '../resource-kind.js';
import { placeName } from '../resource-place.js';
import type { Placing } from '../resource-placing.js';
import { parsePlace, type NewResource } from '../resource-write.js';
import { ResourceState, type Resource } from '../resource.entity.js';
import type { CreateResourceInput } from '../resource.input.js';
import type { IncomingFile, IncomingFiles } from './incoming-files.js';
import { parseUploadFilename } from './upload-facts.js';

/** All of the bytes have come to us already: what is left is to store them. */
const PATIENCE_MS = 60 * 60 * 1000;
const LARGER_FILES = 'Ask for a signed URL with requestUpload and PUT the file there: it takes files of any size.';
const UNKNOWN_TYPE = 'application/octet-stream';

/** Files that come inside a GraphQL request. */
export class DirectUploadService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly incoming: IncomingFiles;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
      readonly uploadSizeLimit: number;
    },
  ) {}

  /** Errors: those of the placing, INVALID_ARGUMENTS, PAYLOAD_TOO_LARGE. */
  async write(sent: SentResource): Promise<Resource> {
    const { incoming, clock, uploadSizeLimit } = this.parts;
    const { viewer, input, placing } = sent;
    const file = await sent.file;
    const now = clock.now();
    const metadata = parseMetadata(input.metadata);
    const dataCreatedAt = parseDataCreatedAt(input.dataCreatedAt, now);
    const directives = parseDirectives(input);
    const type = input.type == null ? null : parseMimeType(input.type);
    const place = parsePlace(viewer, input);
    await placing.require(viewer, place);
    const received = await incoming.receive(viewer, {
      ...{ file, filename: parseUploadFilename(file.filename), type: type ?? declaredType(file) },
      ...{ limits: { limit: uploadSizeLimit, advice: LARGER_FILES }, patienceMs: PATIENCE_MS },
    });
    try {
      const { resourceId: id, objectId, details } = received;
      const content = fileContent(type ?? details.contentType);
      const row = { id, objectId, place, details, metadata, dataCreatedAt, directives, now, ...content };
      return await this.place(sent, { row, received });
    } catch (cause) {
      await incoming.discard(received);
      throw cause;
    }
  }

  private async place(
    { viewer, input, placing, request }: SentResource,
    file: { readonly row: NewResource; readonly received: IncomingFile },
  ): Promise<Resource> {
    const { row, received } = file;
    const { database, incoming, announcer } = this.parts;
    const placed = await database.transaction(async (tx) => {
      await request.begin(tx, [placeName(row.place)]);
      const written = await placing.write(tx, { viewer, row, isDated: input.dataCreatedAt != null });
      if (written.objectId === received.objectId) await incoming.keep(tx, received, written.id);
      await request.end(tx, { resourceId: written.id });
      tx.afterCommit(() => {
        announcer.announce(viewer.projectId);
      });
      return written;
    });
    // The same bytes stood there.
    if (placed.objectId !== received.objectId) await incoming.discard(received);
    return placed;
  }
}

/** A file that a caller sent, and how it is to come to its place. */
interface SentResource {
  readonly viewer: Viewer;
  readonly input: CreateResourceInput;
  readonly file: Promise<UploadedFile>;
  readonly placing: Placing;
  readonly request: RepeatableRequest;
}

function fileContent(type: string) {
  return { type, kind: kindOfFile(type), state: ResourceState.READY, isStored: true, data: null };
}

/** What the client declared of the part; one that it did not know is found from the bytes. */
function declaredType(file: UploadedFile): string {
  return file.mimetype === '' ? UNKNOWN_TYPE : parseMimeType(file.mimetype);
}
