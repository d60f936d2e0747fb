import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Random } from '../../clock/random.js';
import { findUnprivilegedAccounts, giveTo, mayEnter, ownerOf, type Account } from './account.js';
import { copyBinaries, linkLibraries, type Binaries } from './binaries.js';
import { NoUnprivilegedRun } from './embedded-postgres.errors.js';

const run = promisify(execFile);

/** How the programs of PostgreSQL are run so that they do not run as root. */
export interface UnprivilegedRun {
  readonly name: string;
  readonly binaries: Binaries;
  /** Who the data folder must belong to; undefined: it is left as it is. */
  readonly owner: Account | undefined;
  /** What to hand to spawn. */
  command(program: string, programArguments: readonly string[]): Command;
}

export interface Command {
  readonly file: string;
  readonly commandArguments: readonly string[];
  readonly options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly uid?: number;
    readonly gid?: number;
  };
}

interface Place {
  /** The data folder; it exists. */
  readonly folder: string;
  readonly binaries: Binaries;
}

const ROOT: Account = { uid: 0, gid: 0 };

/** Nothing of our own environment: PGDATA, PGPORT, LANG and the like would change what PostgreSQL does. */
const ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/**
 * Finds the first way to run PostgreSQL that works here, and copies the binaries into the folder only when they cannot
 * be used where they are. @throws NoUnprivilegedRun
 */
export async function findUnprivilegedRun(place: Place, random: Random): Promise<UnprivilegedRun> {
  const cache = { cacheFolder: join(place.folder, 'binaries'), random };
  const isLinked = await linkLibraries(place.binaries);
  const binaries = isLinked ? place.binaries : await copyBinaries(place.binaries, cache);
  if (process.geteuid?.() !== 0) {
    return runDirectly({ ...place, binaries });
  }
  const tried: string[] = [];
  const attempt = async (candidate: UnprivilegedRun): Promise<UnprivilegedRun | undefined> => {
    const obstacle = await findObstacle(candidate, place.folder);
    if (obstacle !== undefined) {
      tried.push(`${candidate.name}: ${obstacle}`);
    }
    return obstacle === undefined ? candidate : undefined;
  };

  for (const candidate of await candidatesInOrder({ ...place, binaries })) {
    const found = await attempt(candidate);
    if (found !== undefined) {
      return found;
    }
  }
  // A copy helps those only who may enter the data folder, in which it lies.
  for (const account of await findUnprivilegedAccounts()) {
    if (binaries === place.binaries && (await mayEnter(dirname(place.folder), account))) {
      const copy = await copyBinaries(binaries, cache);
      await giveTo(place.folder, account);
      const found = await attempt(runAsAccount({ ...place, binaries: copy }, account));
      if (found !== undefined) {
        return found;
      }
    }
  }
  throw new NoUnprivilegedRun(place.folder, tried);
}

/** Data that belongs to an unprivileged account stays with it; else the user namespace, else the known accounts. */
async function candidatesInOrder(place: Place): Promise<readonly UnprivilegedRun[]> {
  const dataOwner = await ownerOf(join(place.folder, 'data'));
  const accounts = (await findUnprivilegedAccounts()).map((account) => runAsAccount(place, account));
  return dataOwner === undefined || dataOwner.uid === 0
    ? [runInUserNamespace(place), ...accounts]
    : [runAsAccount(place, dataOwner), runInUserNamespace(place), ...accounts];
}

/** As who we are. */
export function runDirectly(place: Place): UnprivilegedRun {
  return {
    name: 'directly',
    binaries: place.binaries,
    owner: undefined,
    command: (program, programArguments) => ({
      file: program,
      commandArguments: programArguments,
      options: { cwd: place.folder, env: ENVIRONMENT },
    }),
  };
}

/** In a user namespace where root is called nobody: it keeps root's files and loses root's privileges. */
export function runInUserNamespace(place: Place): UnprivilegedRun {
  return {
    name: 'in a user namespace',
    binaries: place.binaries,
    owner: ROOT,
    command: (program, programArguments) => ({
      file: 'unshare',
      commandArguments: ['--user', '--map-user=65534', '--map-group=65534', program, ...programArguments],
      options: { cwd: place.folder, env: ENVIRONMENT },
    }),
  };
}

/** As another account, which must own the data folder. */
export function runAsAccount(place: Place, account: Account & { readonly name?: string }): UnprivilegedRun {
  return {
    name: `as ${account.name ?? `user ${account.uid.toString()}`}`,
    binaries: place.binaries,
    owner: { uid: account.uid, gid: account.gid },
    command: (program, programArguments) => ({
      file: program,
      commandArguments: programArguments,
      options: { cwd: place.folder, env: ENVIRONMENT, uid: account.uid, gid: account.gid },
    }),
  };
}

/** Why this way does not work here, in a few words; undefined when it does. */
async function findObstacle(candidate: UnprivilegedRun, folder: string): Promise<string | undefined> {
  if (candidate.owner !== undefined && !(await mayEnter(dirname(folder), candidate.owner))) {
    return `may not enter ${dirname(folder)}`;
  }
  const { file, commandArguments, options } = candidate.command(candidate.binaries.postgres, ['--version']);
  try {
    await run(file, [...commandArguments], { ...options, timeout: 10_000 });
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).trim().replaceAll('\n', ' ');
  }
}
