import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { Random } from '../../clock/random.js';
import { BinariesMissing } from './embedded-postgres.errors.js';
import { errorCode, unlessCode } from './error-code.js';

/** A folder with PostgreSQL's bin/, lib/ and share/. */
export interface Binaries {
  readonly folder: string;
  /** Of the package, e.g. "18.4.0-beta.17". */
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
}

const Manifest = z.object({ version: z.string() });
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The packaged binaries for this machine. @throws BinariesMissing when there are none */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const packageName = `@embedded-postgres/${platform}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(packageName);
  } catch (cause) {
    throw new BinariesMissing(`the optional package ${packageName} is not installed (or there is none for it).`, cause);
  }
  const packageFolder = dirname(dirname(entry));
  const manifest = Manifest.parse(JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')));
  return binariesIn(join(packageFolder, 'native'), manifest.version);
}

/** "18" of "18.4.0-beta.17". */
export function majorVersion(binaries: Binaries): string {
  return binaries.version.replace(/\..*$/u, '');
}

/**
 * Makes the symlinks between the shared libraries that a package cannot carry and its postinstall script may not have
 * made. @returns whether they are all there: false when the folder may not be written
 */
export async function linkLibraries(binaries: Binaries): Promise<boolean> {
  const listed = await unlessCode(['ENOENT'], readFile(join(binaries.folder, 'pg-symlinks.json'), 'utf8'));
  const links = listed === undefined ? [] : Links.parse(JSON.parse(listed));
  const made = await Promise.all(
    links.map((link) =>
      linkLibrary(
        join(binaries.folder, relative('native', link.source)),
        join(binaries.folder, relative('native', link.target)),
      ),
    ),
  ).catch((cause: unknown) => {
    throw new BinariesMissing(`their libraries in ${binaries.folder} cannot be linked.`, cause);
  });
  return !made.includes(false);
}

async function linkLibrary(library: string, link: string): Promise<boolean> {
  if ((await unlessCode(['ENOENT'], stat(link))) !== undefined) {
    return true;
  }
  try {
    await symlink(relative(dirname(link), library), link);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      return true;
    }
    if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) {
      return false;
    }
    throw error;
  }
}

/** A copy of the binaries, with its symlinks, under the cache folder; an earlier copy of this version is used again. */
export async function copyBinaries(
  binaries: Binaries,
  options: { readonly cacheFolder: string; readonly random: Random },
): Promise<Binaries> {
  const { cacheFolder } = options;
  const copy = binariesIn(join(cacheFolder, binaries.version), binaries.version);
  if ((await unlessCode(['ENOENT'], stat(copy.folder))) !== undefined) {
    return copy;
  }
  await mkdir(cacheFolder, { recursive: true, mode: 0o755 });
  for (const leftover of await readdir(cacheFolder)) {
    await rm(join(cacheFolder, leftover), { recursive: true, force: true });
  }
  // Renamed only when whole: a copy that was interrupted is never taken for one.
  const unfinished = binariesIn(`${copy.folder}.${options.random.bytes(6).toString('hex')}`, binaries.version);
  await cp(binaries.folder, unfinished.folder, { recursive: true, verbatimSymlinks: true, filter: isNeededToRun });
  await openFolders(unfinished.folder);
  if (!(await linkLibraries(unfinished))) {
    throw new BinariesMissing(`their libraries in ${unfinished.folder} cannot be linked.`);
  }
  await rename(unfinished.folder, copy.folder);
  return copy;
}

/** The original may be read-only, or private by our umask: the copy takes its symlinks, and whoever runs it gets in. */
async function openFolders(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      await openFolders(join(folder, entry.name));
    }
  }
}

function isNeededToRun(path: string): boolean {
  return !path.endsWith('.a') && basename(path) !== 'pkgconfig';
}

function binariesIn(folder: string, version: string): Binaries {
  return { folder, version, initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}
