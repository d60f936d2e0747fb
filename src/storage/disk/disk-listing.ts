import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsence } from './disk-fault.js';
import { statUnlessAbsent } from './disk-folder.js';
import { isObjectKey } from '../object-key.js';
import type { ListedObject, ListOptions } from '../object-store.js';

/** What else lies on a disk is passed by unopened: `.incoming`, and the system's own `lost+found`. */
const PART_OF_KEY = /^[A-Za-z0-9_-]+$/;
const ENTRIES_AT_ONCE = 256;

/** Every object below a folder, by key, in the byte order of whole keys. What vanishes meanwhile is left out. */
export function listObjects(root: string, options: ListOptions): AsyncGenerator<ListedObject> {
  return listBelow({ root, folder: '', after: options.after ?? '', prefix: options.prefix ?? '' });
}

interface Walk {
  readonly root: string;
  /** The beginning of the keys in this folder: empty, or with a slash at the end. */
  readonly folder: string;
  readonly after: string;
  readonly prefix: string;
}

async function* listBelow(walk: Walk): AsyncGenerator<ListedObject> {
  const { after, prefix } = walk;
  for (const name of await namesIn(walk)) {
    const key = walk.folder + name;
    if (key.endsWith('/')) {
      const mayHoldPrefix = key.startsWith(prefix) || prefix.startsWith(key);
      const isAllBefore = key < after && !after.startsWith(key);
      if (mayHoldPrefix && !isAllBefore) yield* listBelow({ ...walk, folder: key });
    } else if (isObjectKey(key) && key.startsWith(prefix) && key > after) {
      const file = await statUnlessAbsent(join(walk.root, key));
      if (file !== null) yield { key, size: file.size, modifiedAt: file.mtime };
    }
  }
}

/**
 * Files and folders in order. A folder's slash takes part in it: `a-b/x` comes before `a/x`. A month may hold very many:
 * they are taken in piece by piece, and sorted as the plain strings that they are, which is quickest.
 */
async function namesIn(walk: Walk): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(join(walk.root, walk.folder), { bufferSize: ENTRIES_AT_ONCE })) {
      if (!PART_OF_KEY.test(entry.name)) continue;
      if (entry.isFile()) names.push(entry.name);
      else if (entry.isDirectory()) names.push(`${entry.name}/`);
    }
  } catch (cause) {
    if (!isAbsence(cause)) throw cause;
  }
  return names.sort();
}
