import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Clock } from '../../clock/clock.js';
import type { Random } from '../../clock/random.js';
import { loggableError } from '../../errors/unexpected-error.js';
import type { Log } from '../../logging/log.js';
import { diskFault, isAbsence, onDisk } from './disk-fault.js';
import { etagOf } from './disk-etag.js';
import { DiskFolder, MARKER, statUnlessAbsent } from './disk-folder.js';
import { DiskMultipart } from './disk-multipart.js';
import { listObjects } from './disk-listing.js';
import { requireWithin } from '../byte-range.js';
import { parseObjectKey } from '../object-key.js';
import type {
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
import { receiveFile } from './receive-file.js';
import type { SignedLinks } from './signed-link.js';
import { ObjectExists, ObjectNotFound, OtherBytes } from '../storage.errors.js';

/** An upload that is under way writes to its file from time to time. */
const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;

/** An upload in parts lives for seven days at most. */
const LEFTOVER_PARTS_AGE_MS = 8 * LEFTOVER_AGE_MS;

interface DiskStoreParts {
  /** The folder of the objects; its file system must have hard links. */
  readonly folder: string;
  readonly links: SignedLinks;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Stored objects as files of one folder, served by our own `/objects` route. */
export class DiskStore implements ObjectStore {
  readonly bucket = null;
  readonly multipart: DiskMultipart;
  private readonly folder: DiskFolder;

  private constructor(private readonly parts: DiskStoreParts) {
    this.folder = new DiskFolder(parts.folder);
    this.multipart = new DiskMultipart({ ...parts, folder: this.folder, store: this });
  }

  /**
   * Opens the folder, or makes it when it was never there, and clears what interrupted uploads left behind. A folder
   * whose disk is not mounted is no reason to stop: the store is away until it is.
   */
  static async open(parts: DiskStoreParts): Promise<DiskStore> {
    const store = new DiskStore(parts);
    await onDisk(() => store.folder.makeUnlessThere());
    try {
      await store.removeLeftovers();
    } catch (error) {
      const advice = `is its disk mounted? A new disk first needs an empty file ${MARKER}.`;
      parts.log.error({ folder: parts.folder, error: loggableError(error) }, `The object store is away: ${advice}`);
    }
    return store;
  }

  async check(): Promise<void> {
    await this.folder.check();
  }

  async put(key: string, source: Readable, options: PutOptions): Promise<PutResult> {
    const target = parseObjectKey(key);
    await this.check();
    // Saves the transfer when the key is long taken; who wins a race is decided when the complete file gets its place.
    if ((await this.stat(target)) !== null) throw new ObjectExists();
    const incoming = this.folder.locateIncoming(this.parts.random.id());
    try {
      const result = await receiveFile(incoming, source, options);
      if (!(await this.folder.promote(incoming, target))) throw new ObjectExists(result);
      return result;
    } finally {
      await this.discard(incoming);
    }
  }

  async stat(key: string): Promise<ObjectStat | null> {
    const place = this.folder.locate(parseObjectKey(key));
    const file = await onDisk(() => statUnlessAbsent(place));
    if (file !== null) return { size: file.size, etag: etagOf(file), uploadId: null, contentEncoding: null };
    await this.check();
    return null;
  }

  async read(key: string, { range, etag }: ReadOptions = {}): Promise<Readable> {
    const file = await this.openFile(key);
    try {
      const found = await onDisk(() => file.stat());
      const { size } = found;
      if (etag !== undefined && etag !== etagOf(found)) throw new OtherBytes();
      if (range === undefined) return file.createReadStream();
      requireWithin(range, size);
      return file.createReadStream({ start: range.start, end: range.end });
    } catch (cause) {
      await file.close();
      throw cause;
    }
  }

  async remove(key: string): Promise<void> {
    await this.folder.remove(parseObjectKey(key));
  }

  async *list(options: ListOptions = {}): AsyncGenerator<ListedObject> {
    await this.check();
    try {
      yield* listObjects(this.parts.folder, options);
    } catch (cause) {
      throw diskFault(cause);
    }
    // A disk that went away on the way looks like an early end, and whoever compares would miss every object after it.
    await this.check();
  }

  async removeLeftovers(): Promise<void> {
    const { clock, log } = this.parts;
    await this.check();
    const now = clock.now().getTime();
    const before = { incoming: new Date(now - LEFTOVER_AGE_MS), parts: new Date(now - LEFTOVER_PARTS_AGE_MS) };
    const leftovers = await onDisk(() => this.folder.removeLeftovers(before));
    if (leftovers > 0) log.info({ leftovers }, 'Removed what interrupted uploads left behind.');
  }

  async tellArrivals(): Promise<void> {
    // Nothing comes past our own door.
  }

  signedGet(key: string, options: SignedGetOptions): SignedRequest {
    return this.parts.links.signGet(key, options);
  }

  signedPut(key: string, options: SignedPutOptions): SignedRequest {
    return this.parts.links.signPut(key, options);
  }

  private async openFile(key: string): Promise<FileHandle> {
    const place = this.folder.locate(parseObjectKey(key));
    try {
      return await open(place, 'r');
    } catch (cause) {
      if (!isAbsence(cause)) throw diskFault(cause);
      await this.check();
      throw new ObjectNotFound();
    }
  }

  /** Must not hide how the upload ended: what cannot be removed now goes with the leftovers. */
  private async discard(incoming: string): Promise<void> {
    try {
      await rm(incoming, { force: true });
    } catch (error) {
      this.parts.log.warn({ error: loggableError(error) }, 'An incoming file could not be removed.');
    }
  }
}
