import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
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
import { MultipartNotFound } from '../storage.errors.js';
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
    const folder = this.parts.folder.locateParts(multipartId);
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
      throw isAbsence(cause) ? new MultipartNotFound() : diskFault(cause);
    }
  }

  async list(key: string, multipartId: string): Promise<readonly StoredPart[] | null> {
    parseObjectKey(key);
    const folder = this.parts.folder.locateParts(multipartId);
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
    const result = await this.parts.store.put(key, Readable.from(bytesOfParts(folder, parts)), { limit });
    await this.abort(key, multipartId);
    return result;
  }

  async abort(key: string, multipartId: string): Promise<void> {
    parseObjectKey(key);
    const folder = this.parts.folder.locateParts(multipartId);
    await onDisk(() => rm(folder, { recursive: true, force: true }));
  }

  private async openFolder(multipartId: string): Promise<string> {
    const folder = this.parts.folder.locateParts(multipartId);
    if ((await onDisk(() => statUnlessAbsent(folder))) !== null) return folder;
    await this.parts.store.check();
    throw new MultipartNotFound();
  }
}

/** The bytes of the parts, one after another; MultipartNotFound when one of them is not as it was listed. */
async function* bytesOfParts(folder: string, parts: readonly StoredPart[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    const path = join(folder, part.number.toString());
    const file = await onDisk(() => statUnlessAbsent(path));
    if (file === null || etagOf(file) !== part.etag) throw new MultipartNotFound();
    const chunks: AsyncIterable<Buffer> = createReadStream(path);
    yield* chunks;
  }
}
