import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessCode } from './error-code.js';
import { identifyProcess, isPostmasterIn } from './process-identity.js';
import { socketPath } from './socket-folder.js';

/** What the server's pid file says of the process that wrote it. */
export type PidFile =
  | { readonly state: 'absent' }
  | { readonly state: 'stale'; readonly pid: number | undefined }
  | { readonly state: 'ours'; readonly pid: number; readonly identity: string };

/** Reads postmaster.pid and looks whether that process is really the server in this folder. Signals nothing. */
export async function readPidFile(dataFolder: string): Promise<PidFile> {
  const text = await unlessCode(['ENOENT'], readFile(join(dataFolder, 'postmaster.pid'), 'utf8'));
  if (text === undefined) {
    return { state: 'absent' };
  }
  const pid = Number.parseInt(text.split('\n')[0] ?? '', 10);
  if (!Number.isSafeInteger(pid) || pid <= 1) {
    return { state: 'stale', pid: undefined };
  }
  const identity = await identifyProcess(pid);
  if (identity === undefined || !(await isPostmasterIn(pid, dataFolder))) {
    return { state: 'stale', pid };
  }
  return { state: 'ours', pid, identity };
}

/**
 * PostgreSQL refuses to start while any process, a stranger or a zombie too, has the pid in its lock files. Only to be
 * called when readPidFile said "stale": surviving children are still found by PostgreSQL, by their shared memory.
 */
export async function removeStalePidFiles(place: {
  readonly dataFolder: string;
  readonly socketFolder: string;
}): Promise<void> {
  await rm(join(place.dataFolder, 'postmaster.pid'), { force: true });
  await rm(`${socketPath(place.socketFolder)}.lock`, { force: true });
}
