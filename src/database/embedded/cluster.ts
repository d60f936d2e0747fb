import { execFile } from 'node:child_process';
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Random } from '../../clock/random.js';
import { giveTo, ownerOf } from './account.js';
import { BinariesMissing, FolderUnusable, OtherMajorVersion, StartFailed } from './embedded-postgres.errors.js';
import { errorCode, unlessCode } from './error-code.js';
import type { UnprivilegedRun } from './unprivileged-run.js';

const run = promisify(execFile);

export const SUPERUSER = 'thingstore';

/** Where things are in the folder of the embedded PostgreSQL. */
export function clusterPaths(folder: string): {
  readonly data: string;
  readonly unfinished: string;
  readonly password: string;
  readonly log: string;
} {
  return {
    data: join(folder, 'data'),
    unfinished: join(folder, 'data.new'),
    password: join(folder, 'password'),
    log: join(folder, 'postgres.log'),
  };
}

/** Whether there is data of this version. @throws OtherMajorVersion, FolderUnusable when it is not ours to touch */
export async function hasCluster(folder: string, ourMajor: string): Promise<boolean> {
  const { data } = clusterPaths(folder);
  const version = (await unlessCode(['ENOENT'], readFile(join(data, 'PG_VERSION'), 'utf8')))?.trim();
  if (version !== undefined && version !== ourMajor) {
    throw new OtherMajorVersion(data, { found: version, ours: ourMajor });
  }
  if (version === undefined && ((await unlessCode(['ENOENT'], readdir(data))) ?? []).length > 0) {
    throw new FolderUnusable(`${data} is not empty, yet it is no data folder of PostgreSQL: move it away.`);
  }
  return version !== undefined;
}

/** The superuser's password. @throws FolderUnusable when it got lost */
export async function readPassword(folder: string): Promise<string> {
  const { data, password } = clusterPaths(folder);
  const text = (await unlessCode(['ENOENT'], readFile(password, 'utf8')))?.trim() ?? '';
  if (text === '') {
    throw new FolderUnusable(`The password of the data in ${data} is missing: restore ${password}.`);
  }
  return text;
}

/** Makes the data folder: in a folder of another name, renamed when it is whole and on the disk. */
export async function createCluster(folder: string, way: UnprivilegedRun, random: Random): Promise<void> {
  const paths = clusterPaths(folder);
  // An initdb that outlived our kill may still write there: it must lose its files, and never find the new ones.
  await rm(paths.unfinished, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  await mkdir(paths.unfinished, { mode: 0o700 });
  await writeDurably(paths.password, `${random.bytes(24).toString('base64url')}\n`);
  await giveFolder(folder, way);

  const attempt = join(paths.unfinished, random.bytes(6).toString('hex'));
  await initialize({ way, data: attempt, passwordFile: paths.password });
  await rename(attempt, paths.data);
  await syncFolder(folder);
  await rm(paths.unfinished, { recursive: true, force: true });
}

/** Gives the folder to the account that runs PostgreSQL, when it is not theirs. Free when it is. */
export async function giveFolder(folder: string, way: UnprivilegedRun): Promise<void> {
  const { owner } = way;
  if (owner === undefined) {
    return;
  }
  const { data, unfinished, password } = clusterPaths(folder);
  const owners = await Promise.all([data, unfinished, password, folder].map((path) => ownerOf(path)));
  if (owners.some((found) => found !== undefined && found.uid !== owner.uid)) {
    await giveTo(folder, owner);
  }
}

async function initialize(options: {
  readonly way: UnprivilegedRun;
  readonly data: string;
  readonly passwordFile: string;
}): Promise<void> {
  const { way } = options;
  const command = way.command(way.binaries.initdb, [
    `--pgdata=${options.data}`,
    // Without a locale it silently picks SQL_ASCII.
    '--encoding=UTF8',
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth=scram-sha-256',
    `--username=${SUPERUSER}`,
    `--pwfile=${options.passwordFile}`,
    '--no-instructions',
  ]);
  try {
    await run(command.file, [...command.commandArguments], command.options);
  } catch (error) {
    if (errorCode(error) !== undefined) {
      throw new BinariesMissing(`${way.binaries.initdb} does not run on this system.`, error);
    }
    throw new StartFailed(`initdb could not make ${options.data}.`, outputOf(error));
  }
}

function outputOf(error: unknown): string {
  if (error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' && error.stderr.trim() !== '') {
    return error.stderr.trim();
  }
  return String(error);
}

async function writeDurably(path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
