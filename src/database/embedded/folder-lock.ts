import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Random } from '../../clock/random.js';
import { FolderInUse } from './embedded-postgres.errors.js';
import { errorCode, unlessCode } from './error-code.js';
import { identifyProcess } from './process-identity.js';

/** The right to be the only Thingstore in a folder. */
export interface FolderLock {
  release(): Promise<void>;
}

const Holder = z.object({ pid: z.number().int().positive(), identity: z.string() });

/**
 * Takes the folder for this process. A lock whose holder no longer lives (killed, or another process under its pid) is
 * taken over. @throws FolderInUse when a live process, this one included, holds it
 */
export async function lockFolder(folder: string, random: Random): Promise<FolderLock> {
  const path = join(folder, 'thingstore.lock');
  const ours = JSON.stringify({ pid: process.pid, identity: await identifyProcess(process.pid) });
  const draft = join(folder, `thingstore.lock.${random.bytes(6).toString('hex')}`);
  await writeFile(draft, ours, { mode: 0o644, flag: 'wx' });
  try {
    // A link appears whole or not at all, and fails when another was first.
    while (!(await linkUnlessTaken(draft, path))) {
      const found = await unlessCode(['ENOENT'], readFile(path, 'utf8'));
      const holder = found === undefined ? undefined : await liveHolder(found);
      if (holder !== undefined) {
        throw new FolderInUse(folder, `process ${holder.toString()}`);
      }
      if (found !== undefined) {
        await removeStale({ path, found, aside: `${draft}.stale` });
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
  return {
    release: async () => {
      if ((await unlessCode(['ENOENT'], readFile(path, 'utf8'))) === ours) {
        await rm(path, { force: true });
      }
    },
  };
}

async function linkUnlessTaken(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function liveHolder(content: string): Promise<number | undefined> {
  const holder = Holder.safeParse(parseJson(content));
  if (!holder.success) {
    return undefined;
  }
  const { pid, identity } = holder.data;
  return (await identifyProcess(pid)) === identity ? pid : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half a file, after a power cut: nobody's lock.
    return undefined;
  }
}

/** Another start may have replaced the stale lock between our look and our move: then its lock is put back. */
async function removeStale(lock: {
  readonly path: string;
  readonly found: string;
  readonly aside: string;
}): Promise<void> {
  await unlessCode(['ENOENT'], rename(lock.path, lock.aside));
  const moved = await unlessCode(['ENOENT'], readFile(lock.aside, 'utf8'));
  if (moved !== undefined && moved !== lock.found) {
    await linkUnlessTaken(lock.aside, lock.path);
  }
  await rm(lock.aside, { force: true });
}
