import type { Stats } from 'node:fs';
import { link, mkdir, mkdtemp, open, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskFault, isAbsence, isSystemFault, onDisk } from './disk-fault.js';
import type { ObjectKey } from '../object-key.js';

/** The file that says that the disk is there. */
export const MARKER = '.thingstore-objects';
const MARKER_TEXT = 'This file says that the disk with the stored objects is mounted. Keep it.\n';
const INCOMING = '.incoming';
const MULTIPART = '.multipart';

/** The folder in which stored objects lie, each at its key; `.incoming` holds those that are not complete. */
export class DiskFolder {
  /** Folders whose own entries are known to be on the disk: they need not be written again for each object. */
  private readonly durableFolders = new Set<string>();

  constructor(readonly path: string) {}

  /**
   * Makes the folder with its marker when there is none. A folder that is there without the marker stays as it is: most
   * likely its disk is not mounted, and what was written into it now would be hidden later.
   */
  async makeUnlessThere(): Promise<void> {
    if ((await statUnlessAbsent(this.path)) !== null) return;
    const parent = dirname(this.path);
    await mkdir(parent, { recursive: true, mode: 0o700 });
    // Made complete, then renamed: a crash in between must not leave a folder without a marker.
    const draft = await mkdtemp(`${this.path}.new-`);
    try {
      await writeFile(join(draft, MARKER), MARKER_TEXT, { mode: 0o600, flush: true });
      await mkdir(join(draft, INCOMING), { mode: 0o700 });
      await syncFolder(draft);
      await rename(draft, this.path);
      await syncFolder(parent);
    } catch (cause) {
      await rm(draft, { recursive: true, force: true });
      // Another process was quicker.
      if (!isSystemFault(cause, 'ENOTEMPTY', 'EEXIST')) throw cause;
    }
  }

  /** Throws ServiceUnavailable unless the marker is there. */
  async check(): Promise<void> {
    await onDisk(() => stat(join(this.path, MARKER)));
  }

  /** Where an object lies. The type is the proof that this is inside the folder. */
  locate(key: ObjectKey): string {
    return join(this.path, key);
  }

  /** Where an object is written until it is complete. */
  locateIncoming(name: string): string {
    return join(this.path, INCOMING, name);
  }

  /** Where the parts of objects lie that are not complete, in a folder for each. */
  locateAllParts(): string {
    return join(this.path, MULTIPART);
  }

  /** Where the parts of an object lie until it is complete; null when the id is none of ours. */
  locateParts(multipartId: string): string | null {
    return /^[0-9a-f-]{36}$/.test(multipartId) ? join(this.locateAllParts(), multipartId) : null;
  }

  /** Gives a complete file its place, durably; false when that is taken. The incoming file remains. */
  async promote(incoming: string, key: ObjectKey): Promise<boolean> {
    const place = this.locate(key);
    await onDisk(() => mkdir(dirname(place), { recursive: true, mode: 0o700 }));
    try {
      // Unlike a rename, a link never replaces what is there.
      await link(incoming, place);
    } catch (cause) {
      if (isSystemFault(cause, 'EEXIST')) return false;
      throw diskFault(cause);
    }
    try {
      await onDisk(() => this.syncFoldersOf(place));
      return true;
    } catch (cause) {
      await onDisk(() => unlink(place));
      throw cause;
    }
  }

  /** Removes a file durably; that there is none is no error as long as the disk is there. */
  async remove(key: ObjectKey): Promise<void> {
    const place = this.locate(key);
    try {
      await unlink(place);
      await syncFolder(dirname(place));
    } catch (cause) {
      if (!isAbsence(cause)) throw diskFault(cause);
      await this.check();
    }
  }

  /**
   * Removes incoming files that were last written to before a time, and the parts of objects to which none was added
   * since another one; answers how many they were.
   */
  async removeLeftovers(before: { readonly incoming: Date; readonly parts: Date }): Promise<number> {
    const incoming = await removeOlder(join(this.path, INCOMING), before.incoming);
    return incoming + (await removeOlder(join(this.path, MULTIPART), before.parts));
  }

  private async syncFoldersOf(place: string): Promise<void> {
    const folder = dirname(place);
    await syncFolder(folder);
    for (let child = folder; child !== this.path && !this.durableFolders.has(child); child = dirname(child)) {
      await syncFolder(dirname(child));
      this.durableFolders.add(child);
    }
  }
}

/** Null when there is no such file or folder. */
export async function statUnlessAbsent(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (cause) {
    if (isAbsence(cause)) return null;
    throw cause;
  }
}

/** Removes what lies in a folder and was last changed before a time; answers how many they were. */
async function removeOlder(folder: string, before: Date): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await statUnlessAbsent(path);
    if (found === null || found.mtimeMs >= before.getTime()) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
