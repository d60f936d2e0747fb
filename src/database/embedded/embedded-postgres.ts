import { mkdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../clock/random.js';
import type { Log } from '../../logging/log.js';
import { findBinaries, majorVersion } from './binaries.js';
import { clusterPaths, createCluster, giveFolder, hasCluster, readPassword, SUPERUSER } from './cluster.js';
import { FolderInUse, StartFailed } from './embedded-postgres.errors.js';
import { unlessCode } from './error-code.js';
import { lockFolder, type FolderLock } from './folder-lock.js';
import { readPidFile, removeStalePidFiles } from './postmaster-pid.js';
import { adoptPostmaster, spawnPostmaster, stopPostmaster, tailOfLog, type Postmaster } from './postmaster.js';
import { waitUntilReady, type EmbeddedConnection, type Readiness } from './readiness.js';
import { serverSettings } from './settings.js';
import { isListening, prepareSocketFolder, removeSocketFolder, SOCKET_PORT, socketFolderOf } from './socket-folder.js';
import { findUnprivilegedRun, type UnprivilegedRun } from './unprivileged-run.js';

/** A PostgreSQL that runs beside us, in our data folder. */
export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection;
  /** Ends the server and lets go of the folder. Again: the same end. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Absolute; made when absent. Holds data, password, log, lock and socket. */
  readonly folder: string;
  readonly log: Log;
  readonly random: Random;
  /** Called once when the server ends although nobody called stop(). */
  readonly onExit?: (reason: string) => void;
}

const DATABASE = 'thingstore';

/** In milliseconds, how long a server may be without a word: one that we find running, and one that we start. */
const SILENCE_OF_FOUND_MS = 5_000;
const SILENCE_OF_STARTED_MS = 30_000;

/** Children of a killed server finish their statement before they notice; the next server waits for them that long. */
const SURVIVORS_MS = 30_000;
const SURVIVORS_LOOK_MS = 200;
const SURVIVORS = 'pre-existing shared memory block';

/**
 * Starts the packaged PostgreSQL in the folder, or takes over the one that a killed Thingstore left running there.
 * Returns when it answers. @throws EmbeddedPostgresError with a sentence for the operator
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  // Private itself, not what is above it: the account that runs PostgreSQL must get there.
  await mkdir(dirname(options.folder), { recursive: true });
  await unlessCode(['EEXIST'], mkdir(options.folder, { mode: 0o700 }));
  const folder = await realpath(options.folder);
  const lock = await lockFolder(folder, options.random);
  try {
    const { postmaster, connection } = await takeOverOrStart({ ...options, folder });
    return supervise({ ...options, folder, lock, postmaster, connection });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface Running {
  readonly postmaster: Postmaster;
  readonly connection: EmbeddedConnection;
}

async function takeOverOrStart(options: EmbeddedPostgresOptions): Promise<Running> {
  const { folder, log, random } = options;
  const binaries = await findBinaries();
  const exists = await hasCluster(folder, majorVersion(binaries));
  const adopted = exists ? await takeOver(folder, log) : undefined;
  if (adopted !== undefined) {
    return adopted;
  }
  const way = await findUnprivilegedRun({ folder, binaries }, random);
  if (!exists) {
    log.info({ folder }, 'Making the data folder of PostgreSQL');
    await createCluster(folder, way, random);
  }
  await giveFolder(folder, way);
  await prepareSocketFolder(folder, way.owner);
  return start(options, way);
}

/** The server that still runs in the folder, when there is one that answers; one that does not is ended. */
async function takeOver(folder: string, log: Log): Promise<Running | undefined> {
  const { data } = clusterPaths(folder);
  const found = await readPidFile(data);
  if (found.state === 'absent') {
    return undefined;
  }
  if (found.state === 'stale') {
    if (await isListening(socketFolderOf(folder))) {
      // The folder may be mounted elsewhere too, where the pid means something.
      throw new FolderInUse(folder, 'a PostgreSQL in another container');
    }
    await removeStalePidFiles({ dataFolder: data, socketFolder: socketFolderOf(folder) });
    return undefined;
  }
  const postmaster = adoptPostmaster(found.pid, found.identity);
  const running = { postmaster, connection: await connectionTo(folder) };
  const readiness = await becomeReady(folder, running, SILENCE_OF_FOUND_MS);
  if (readiness === 'ready') {
    log.info({ pid: found.pid }, 'Took over the running PostgreSQL');
    return running;
  }
  if (readiness !== 'exited') {
    log.warn({ pid: found.pid }, 'The running PostgreSQL does not answer and is started anew');
    await stopPostmaster(postmaster);
  }
  // It may not have come to tidy up.
  return takeOver(folder, log);
}

async function start(options: EmbeddedPostgresOptions, way: UnprivilegedRun): Promise<Running> {
  const { folder, log } = options;
  const connection = await connectionTo(folder);
  const begin = performance.now();
  for (;;) {
    const postmaster = await spawnPostmaster({ folder, way, settings: serverSettings(connection.host) });
    const readiness = await becomeReady(folder, { postmaster, connection }, SILENCE_OF_STARTED_MS).catch(
      async (error: unknown) => {
        await stopPostmaster(postmaster);
        throw error;
      },
    );
    if (readiness === 'ready') {
      log.info({ pid: postmaster.pid, run: way.name }, 'PostgreSQL is ready');
      return { postmaster, connection };
    }
    if (readiness !== 'exited') {
      await stopPostmaster(postmaster);
      throw new StartFailed('PostgreSQL did not become ready in time.', await tailOfLog(folder));
    }
    const lastWords = await tailOfLog(folder);
    if (!lastWords.includes(SURVIVORS) || performance.now() - begin > SURVIVORS_MS) {
      throw new StartFailed(`PostgreSQL ended at its start. ${await postmaster.exited}`, lastWords);
    }
    await delay(SURVIVORS_LOOK_MS);
  }
}

async function becomeReady(folder: string, running: Running, silenceMs: number): Promise<Readiness> {
  return waitUntilReady({ ...running, passwordFile: clusterPaths(folder).password, silenceMs });
}

async function connectionTo(folder: string): Promise<EmbeddedConnection> {
  return {
    host: socketFolderOf(folder),
    port: SOCKET_PORT,
    user: SUPERUSER,
    password: await readPassword(folder),
    database: DATABASE,
  };
}

function supervise(options: EmbeddedPostgresOptions & Running & { readonly lock: FolderLock }): EmbeddedPostgres {
  const { folder, postmaster, connection, lock, log } = options;
  let stopping: Promise<void> | undefined;
  void postmaster.exited.then(async (how) => {
    if (stopping === undefined) {
      const lastWords = await tailOfLog(folder).catch(() => '(its log cannot be read)');
      const reason = `PostgreSQL is no longer there. ${how} Its last words:\n${lastWords}`;
      log.error({ pid: postmaster.pid }, reason);
      options.onExit?.(reason);
    }
  });
  const stop = async (): Promise<void> => {
    await stopPostmaster(postmaster);
    await removeSocketFolder(folder);
    await lock.release();
    log.info({ pid: postmaster.pid }, 'PostgreSQL has ended');
  };
  return { connection, stop: () => (stopping ??= stop()) };
}
