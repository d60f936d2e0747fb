import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.js';
import { FolderUnusable } from './embedded-postgres.errors.js';
import { errorCode } from './error-code.js';

/** Only part of the socket's name: nothing listens on TCP. */
export const SOCKET_PORT = 5432;

/** In bytes: what an address of a unix socket can hold. */
const LONGEST_PATH = process.platform === 'linux' ? 107 : 103;

export function socketPath(socketFolder: string): string {
  return join(socketFolder, `.s.PGSQL.${SOCKET_PORT.toString()}`);
}

/** Where the socket of a data folder lies: in it, or, when that path is too long, always in the same short folder. */
export function socketFolderOf(folder: string): string {
  if (fits(folder)) {
    return folder;
  }
  const name = `thingstore-${createHash('sha256').update(folder).digest('hex').slice(0, 20)}`;
  const preferred = join(tmpdir(), name);
  return fits(preferred) ? preferred : join('/tmp', name);
}

/** Makes the short folder when one is needed, and makes sure that nobody else made it to listen in. */
export async function prepareSocketFolder(folder: string, owner: Account | undefined): Promise<void> {
  const socketFolder = socketFolderOf(folder);
  if (socketFolder === folder) {
    return;
  }
  await mkdir(socketFolder, { mode: 0o700 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
  });
  const found = await lstat(socketFolder);
  const isPrivate = (found.mode & 0o077) === 0 && [process.geteuid?.(), owner?.uid].includes(found.uid);
  if (!found.isDirectory() || !isPrivate) {
    throw new FolderUnusable(`${socketFolder}, meant for PostgreSQL's socket, is open to others: remove it.`);
  }
  if (owner !== undefined && found.uid !== owner.uid) {
    await chown(socketFolder, owner.uid, owner.gid);
  }
}

/** Removes the short folder of a server that has ended. */
export async function removeSocketFolder(folder: string): Promise<void> {
  const socketFolder = socketFolderOf(folder);
  if (socketFolder !== folder) {
    await rm(socketFolder, { recursive: true, force: true });
  }
}

/** Whether any process listens on the socket. */
export async function isListening(socketFolder: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath(socketFolder));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => {
      if (['ENOENT', 'ECONNREFUSED'].includes(errorCode(error) ?? '')) {
        resolve(false);
      } else {
        reject(error);
      }
    });
  });
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketPath(folder)) <= LONGEST_PATH;
}
