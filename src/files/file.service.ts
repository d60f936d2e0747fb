import type { Permissions } from '../auth/permissions.js';
import { actorOf, type Viewer } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { holdPlaces } from '../database/lock-rows.js';
import type { Transaction } from '../database/transaction.js';
import { PropertyRequired } from '../errors/property-required.js';
import { OwnerNotFound } from '../owners/owner.errors.js';
import type { SentFile, SentForm } from '../request/sent-form.js';
import type { EntryAccessService } from '../resources/entry-access.js';
import { insertEntryRow } from '../resources/insert-resource.js';
import type { ResourceDeletionService } from '../resources/resource-deletion.service.js';
import { placeName } from '../resources/resource-place.js';
import type { ResourceRow } from '../resources/resource-row.js';
import type { ParsedPlace } from '../resources/resource-write.js';
import { ResourceState } from '../resources/resource.entity.js';
import { ResourceExists, ResourceNotFound } from '../resources/resource.errors.js';
import { lockStanding, type StandingRow } from '../resources/standing-entry.js';
import type { IncomingFile, IncomingFiles } from '../resources/uploads/incoming-files.js';
import type { UploadCompletion } from '../resources/uploads/upload-completion.js';
import { writingMembers } from '../resources/writing-members.js';
import { scopeNotFound, type FileAccess, type FileScope } from './file-access.js';
import { changedFile, newFile, replacedOf } from './file-members.js';
import { nameOfFile, parseFileName, pathOfFile, type FileName } from './file-name.js';
import type { FileProperties } from './file-properties.js';
import { toFile } from './file-row.js';
import { declaredType } from './file-type.js';
import type { File } from './file.entity.js';
import { FileExists, FileNotFound } from './file.errors.js';
import type { FileQueries } from './file.queries.js';

/** How much one file may have, and how long it may take to come. */
export interface FileLimits {
  /** In bytes. */
  readonly limit: number;
  /** One sentence for whoever sends more: what to do instead. */
  readonly advice: string;
  readonly patienceMs: number;
}

/** A file that somebody sends to an owner. */
interface Sent {
  readonly viewer: Viewer;
  readonly scope: FileScope;
  readonly form: SentForm<FileProperties>;
  readonly limits: FileLimits;
}

/** Making, changing and deleting the named files of devices and groups: each is a resource at files/<name>. */
export class FileService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly access: EntryAccessService;
      readonly fileAccess: FileAccess;
      readonly files: FileQueries;
      readonly incoming: IncomingFiles;
      readonly completion: UploadCompletion;
      readonly deletions: ResourceDeletionService;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
    },
  ) {}

  /**
   * A new file. One that stands there stays as it is; what only waits for an upload is done with it.
   * Errors: PROPERTY_REQUIRED file, FILE_EXISTS, OWNER_NOT_FOUND or GROUP_NOT_FOUND, FORBIDDEN, INVALID_ARGUMENTS,
   * PAYLOAD_TOO_LARGE.
   * @param sent.name left out: that of the upload
   */
  async upload(sent: Sent & { readonly name?: string | null }): Promise<File> {
    const { viewer, scope, form } = sent;
    const file = await form.file();
    if (file === null) throw new PropertyRequired('file');
    const name = parseFileName(sent.name ?? file.filename);
    await this.parts.fileAccess.requireWritable(viewer, scope, name);
    // Saves the transfer; who wins a race is decided when the file gets its place.
    if ((await this.parts.files.one(viewer, { ownerId: scope.ownerId, name })) !== null) throw new FileExists(name);
    return this.withBytes(sent, { file, name }, async (received) => {
      const properties = await form.properties();
      const place = placeOfFile(viewer, scope, name);
      return this.write(sent, place, (tx) => this.place(tx, sent, { received, properties, place }));
    });
  }

  /**
   * New bytes, new properties, or both; what is left out stays. What changes nothing adds no history.
   * Errors: as of `upload`, FILE_NOT_FOUND for FILE_EXISTS.
   */
  async update(sent: Sent & { readonly name: string }): Promise<File> {
    const { viewer, scope, form } = sent;
    const name = parseFileName(sent.name);
    await this.parts.fileAccess.requireWritable(viewer, scope, name);
    if ((await this.parts.files.one(viewer, { ownerId: scope.ownerId, name })) === null) throw new FileNotFound(name);
    const file = await form.file();
    const place = placeOfFile(viewer, scope, name);
    const change = async (received: IncomingFile | null): Promise<File> => {
      const properties = await form.properties();
      return this.write(sent, place, (tx) => this.change(tx, sent, { received, properties, place }));
    };
    return file === null ? change(null) : this.withBytes(sent, { file, name }, change);
  }

  /** Answers its id. Errors: FILE_NOT_FOUND, OWNER_NOT_FOUND or GROUP_NOT_FOUND, FORBIDDEN, INVALID_ARGUMENTS name. */
  async delete(viewer: Viewer, scope: FileScope, text: string): Promise<string> {
    const name = parseFileName(text);
    await this.parts.fileAccess.requireWritable(viewer, scope, name);
    const { ownerId } = scope;
    const file = await this.parts.files.one(viewer, { ownerId, name });
    if (file === null) throw new FileNotFound(name);
    try {
      // What was moved away meanwhile is not meant any more.
      const [id = file.id] = await this.parts.deletions.delete(viewer, { at: { ownerId, path: pathOfFile(name) } });
      return id;
    } catch (cause) {
      // Somebody else was faster.
      throw cause instanceof ResourceNotFound ? new FileNotFound(name) : cause;
    }
  }

  /** Stores the bytes for the work; what does not become content is removed again. */
  private async withBytes(
    { viewer, limits }: Sent,
    { file, name }: { readonly file: SentFile; readonly name: FileName },
    work: (received: IncomingFile) => Promise<File>,
  ): Promise<File> {
    const { incoming } = this.parts;
    const { patienceMs, ...bounds } = limits;
    const received = await incoming.receive(viewer, {
      ...{ file, filename: name, type: declaredType(file, name), limits: bounds, patienceMs },
    });
    try {
      const written = await work(received);
      // The same bytes stood there.
      if (written.resource.objectId !== received.objectId) await incoming.discard(received);
      return written;
    } catch (cause) {
      await incoming.discard(received);
      throw cause;
    }
  }

  private async write(
    { viewer, scope }: Sent,
    place: ParsedPlace,
    work: (tx: Transaction) => Promise<ResourceRow>,
  ): Promise<File> {
    const { database, announcer } = this.parts;
    try {
      const row = await database.transaction(async (tx) => {
        await holdPlaces(tx, [placeName(place)]);
        const written = await work(tx);
        tx.afterCommit(() => {
          announcer.announce(viewer.projectId);
        });
        return written;
      });
      return toFile(row);
    } catch (cause) {
      if (cause instanceof OwnerNotFound) throw scopeNotFound(scope);
      // What was taken from the viewer while the bytes came is a right rather than the file.
      if (cause instanceof FileNotFound) await this.requireWritable(viewer, scope, place);
      throw cause instanceof ResourceExists ? new FileExists(nameOfFile(place.path)) : cause;
    }
  }

  private async requireWritable(viewer: Viewer, scope: FileScope, { path }: ParsedPlace): Promise<void> {
    await this.parts.fileAccess.requireWritable(viewer, scope, parseFileName(nameOfFile(path)));
  }

  private async place(
    tx: Transaction,
    { viewer }: Sent,
    { received, properties, place }: FileToPlace & { readonly received: IncomingFile },
  ): Promise<ResourceRow> {
    const { permissions, access, clock } = this.parts;
    const standing = await lockStanding(tx, permissions, { viewer, place });
    if (standing?.state === ResourceState.READY) throw new FileExists(nameOfFile(place.path));
    const row = newFile(place, { received, properties, now: clock.now() });
    if (standing === null) {
      const by = { viewer, access, actor: actorOf(viewer) };
      const created = await insertEntryRow(tx, row, by);
      await this.parts.incoming.keep(tx, received, created.id);
      return created;
    }
    await access.requireCreatable(viewer, place, tx);
    return this.replace(tx, viewer, { standing, received, ...replacedOf(standing, row) });
  }

  private async change(
    tx: Transaction,
    { viewer }: Sent,
    { received, properties, place }: FileToPlace,
  ): Promise<ResourceRow> {
    const { permissions, access, clock } = this.parts;
    const standing = await lockStanding(tx, permissions, { viewer, place });
    if (standing?.state !== ResourceState.READY) throw new FileNotFound(nameOfFile(place.path));
    if (!standing.is_writable) await access.requireWritable(viewer, place, tx);
    const change = changedFile(standing, { received, properties, now: clock.now() });
    return change.changed.length === 0 ? standing : this.replace(tx, viewer, { standing, received, ...change });
  }

  private async replace(
    tx: Transaction,
    viewer: Viewer,
    { standing, received, members, changed }: Replacement,
  ): Promise<ResourceRow> {
    const { incoming, completion, clock } = this.parts;
    const by = { changed, actor: actorOf(viewer), now: clock.now() };
    const [written] = await tx.query<ResourceRow>(writingMembers(standing, members, by));
    if (written === undefined) throw new FileNotFound(nameOfFile(standing.path));
    if (received !== null && members.object_id === received.objectId) {
      await incoming.keep(tx, received, written.id);
      await completion.condemnReplaced(tx, { row: standing, objectId: received.objectId });
    }
    return written;
  }
}

interface FileToPlace {
  readonly received: IncomingFile | null;
  readonly properties: FileProperties;
  readonly place: ParsedPlace;
}

interface Replacement extends ReturnType<typeof changedFile> {
  readonly standing: StandingRow;
  readonly received: IncomingFile | null;
}

function placeOfFile(viewer: Viewer, { ownerId }: FileScope, name: FileName): ParsedPlace {
  return { projectId: viewer.projectId, ownerId, coownerId: null, path: pathOfFile(name) };
}
