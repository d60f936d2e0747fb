import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Random } from '../../clock/random.js';
import { parseObjectKey } from '../object-key.js';
import type {
  MultipartStore,
  ObjectStore,
  PutOptions,
  PutResult,
  SignedPartOptions,
  SignedRequest,
  StoredPart,
} from '../object-store.js';
import { ServiceUnavailable } from '../../errors/service-unavailable.js';
import { MultipartNotFound, PartsChanged } from '../storage.errors.js';
import { etagOf } from './disk-etag.js';
import { diskFault, isAbsence, onDisk } from './disk-fault.js';
import { statUnlessAbsent, syncFolder, type DiskFolder } from './disk-folder.js';
import { receiveFile } from './receive-file.js';
import type { SignedLinks } from './signed-link.js';

const PART = /^[1-9]\d{0,4}$/;

/** Where a part belongs that comes through our own door. */
export interface PartPlace {
  readonly multipartId: string;
  readonly number: number;
}

/** Parts as files of a folder for each upload, named by their numbers; completed, they are copied into one. */
export class DiskMultipart implements MultipartStore {
  constructor(
    private readonly parts: {
      readonly folder: DiskFolder;
      readonly store: Pick<ObjectStore, 'check' | 'put'>;
      readonly links: SignedLinks;
      readonly random: Random;
    },
  ) {}

  async begin(key: string): Promise<string> {
    parseObjectKey(key);
    await this.parts.store.check();
    const multipartId = this.parts.random.id();
    const folder = join(this.parts.folder.locateAllParts(), multipartId);
    await onDisk(async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await syncFolder(dirname(folder));
    });
    return multipartId;
  }

  signedPart(key: string, options: SignedPartOptions): SignedRequest {
    return this.parts.links.signPart(key, options);
  }

  /** Writes a part: all of it, durably, or nothing. Errors: as of ObjectStore.put, and MultipartNotFound. */
  async put({ multipartId, number }: PartPlace, source: Readable, options: PutOptions): Promise<StoredPart> {
    const folder = await this.openFolder(multipartId);
    // A part that comes again is whole before it takes the place of the first.
    const incoming = join(folder, `${number.toString()}.${this.parts.random.id()}`);
    try {
      const { size } = await receiveFile(incoming, source, options);
      const place = join(folder, number.toString());
      await rename(incoming, place);
      await syncFolder(folder);
      const file = await statUnlessAbsent(place);
      if (file === null) throw new MultipartNotFound();
      return { number, size, etag: etagOf(file) };
    } catch (cause) {
      await rm(incoming, { force: true }).catch(() => undefined);
      if (!isGone(cause)) throw diskFault(cause);
      await this.parts.store.check();
      throw new MultipartNotFound();
    }
  }

  async list(key: string, multipartId: string): Promise<readonly StoredPart[] | null> {
    parseObjectKey(key);
    const folder = this.parts.folder.locateParts(multipartId);
    if (folder === null) return null;
    try {
      const found: StoredPart[] = [];
      for (const name of (await readdir(folder)).filter((each) => PART.test(each))) {
        const file = await statUnlessAbsent(join(folder, name));
        if (file !== null) found.push({ number: Number(name), size: file.size, etag: etagOf(file) });
      }
      return found.sort((one, other) => one.number - other.number);
    } catch (cause) {
      if (!isAbsence(cause)) throw diskFault(cause);
      await this.parts.store.check();
      return null;
    }
  }

  async complete(key: string, multipartId: string, parts: readonly StoredPart[]): Promise<PutResult> {
    const folder = await this.openFolder(multipartId);
    const limit = parts.reduce((sum, { size }) => sum + size, 0);
    const source = Readable.from(bytesOfParts(folder, parts));
    try {
      const result = await this.parts.store.put(key, source, { limit });
      // The object is there: parts that stay, since one comes again just now, are swept with the leftovers.
      await this.abort(key, multipartId).catch(() => undefined);
      return result;
    } finally {
      // Not read to its end, it holds a part open.
      source.destroy();
    }
  }

  async abort(key: string, multipartId: string): Promise<void> {
    parseObjectKey(key);
    const folder = this.parts.folder.locateParts(multipartId);
    if (folder !== null) await onDisk(() => rm(folder, { recursive: true, force: true }));
  }

  private async openFolder(multipartId: string): Promise<string> {
    const folder = this.parts.folder.locateParts(multipartId);
    if (folder === null) throw new MultipartNotFound();
    if ((await onDisk(() => statUnlessAbsent(folder))) !== null) return folder;
    await this.parts.store.check();
    throw new MultipartNotFound();
  }
}

/** Whether the folder of the parts vanished under a part that was on its way. */
function isGone(cause: unknown): boolean {
  return isAbsence(cause) || (cause instanceof ServiceUnavailable && isAbsence(cause.cause));
}

/** The bytes of the parts, one after another; PartsChanged when one of them is not as it was listed. */
async function* bytesOfParts(folder: string, parts: readonly StoredPart[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    // Opened first: what is looked at is what is read, whatever takes its place meanwhile.
    const file = await openPart(join(folder, part.number.toString()));
    try {
      if (etagOf(await file.stat()) !== part.etag) throw new PartsChanged();
      const chunks: AsyncIterable<Buffer> = file.createReadStream({ autoClose: false });
      yield* chunks;
    } catch (cause) {
      throw diskFault(cause);
    } finally {
      await file.close();
    }
  }
}

async function openPart(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw isAbsence(cause) ? new PartsChanged() : diskFault(cause);
  }
}
