import { spawn } from 'node:child_process';
import { open, readFile, rename } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { clusterPaths } from './cluster.js';
import { BinariesMissing, StopFailed } from './embedded-postgres.errors.js';
import { unlessCode } from './error-code.js';
import { identifyProcess } from './process-identity.js';
import type { UnprivilegedRun } from './unprivileged-run.js';

/** A running server, started by us or by the Thingstore that was here before us. */
export interface Postmaster {
  readonly pid: number;
  readonly hasExited: boolean;
  /** Resolves when it has ended, with what is known of the end. */
  readonly exited: Promise<string>;
  /** Never reaches another process that got its pid. */
  signal(signal: NodeJS.Signals): Promise<void>;
}

const ADOPTED_LOOK_MS = 100;

/** A fast shutdown (fsync of all the data) may take its time on a slow disk; then the backends are cut off. */
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;
const KILL_MS = 10_000;

/** How many bytes at the end of the log tell why the server ended. */
const TELLING_BYTES = 4_000;

/** Starts a server in a session of its own, so that Ctrl-C in our terminal does not end it before we are done. */
export async function spawnPostmaster(options: {
  readonly folder: string;
  readonly way: UnprivilegedRun;
  readonly settings: Readonly<Record<string, string>>;
}): Promise<Postmaster> {
  const { data, log } = clusterPaths(options.folder);
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { way } = options;
  const command = way.command(way.binaries.postgres, ['-D', data, ...settings]);
  await unlessCode(['ENOENT'], rename(log, `${log}.1`));
  // Exclusively: as root we follow no symlink that the server's account may have put there.
  const output = await open(log, 'ax', 0o600);
  try {
    if (way.owner !== undefined) {
      await output.chown(way.owner.uid, way.owner.gid);
    }
    const child = spawn(command.file, [...command.commandArguments], {
      ...command.options,
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    let hasExited = false;
    const exited = new Promise<string>((resolve) => {
      child.once('exit', (status, signal) => {
        hasExited = true;
        resolve(signal === null ? `It ended with status ${String(status)}.` : `It was ended by ${signal}.`);
      });
    });
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.on('error', (cause) => {
        reject(new BinariesMissing(`${command.file} cannot be started.`, cause));
      });
    });
    child.unref();
    return {
      pid: child.pid ?? 0,
      get hasExited() {
        return hasExited;
      },
      exited,
      signal: async (signal) => {
        child.kill(signal);
        await Promise.resolve();
      },
    };
  } finally {
    await output.close();
  }
}

/** Takes over a server that is not our child: its end is seen by looking. */
export function adoptPostmaster(pid: number, identity: string): Postmaster {
  let hasExited = false;
  const isAlive = async (): Promise<boolean> => !hasExited && (await identifyProcess(pid)) === identity;
  const watch = async (): Promise<string> => {
    // Not to be able to look (too many open files, say) is no sign of its end.
    while (await isAlive().catch(() => true)) {
      await delay(ADOPTED_LOOK_MS, undefined, { ref: false });
    }
    hasExited = true;
    return 'It ended.';
  };
  return {
    pid,
    get hasExited() {
      return hasExited;
    },
    exited: watch(),
    signal: async (signal) => {
      if (await isAlive()) {
        process.kill(pid, signal);
      }
    },
  };
}

/** Ends the server: fast (open transactions are rolled back), then without a checkpoint, then by force. @throws StopFailed */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  await postmaster.signal('SIGINT');
  if (!(await endsWithin(postmaster, FAST_SHUTDOWN_MS))) {
    await postmaster.signal('SIGQUIT');
    if (!(await endsWithin(postmaster, IMMEDIATE_SHUTDOWN_MS))) {
      await postmaster.signal('SIGKILL');
      if (!(await endsWithin(postmaster, KILL_MS))) {
        throw new StopFailed(postmaster.pid);
      }
    }
  }
}

/** The last lines of the server's log. */
export async function tailOfLog(folder: string): Promise<string> {
  const text = (await unlessCode(['ENOENT'], readFile(clusterPaths(folder).log, 'utf8'))) ?? '';
  return text.slice(-TELLING_BYTES).trim().split('\n').slice(-20).join('\n');
}

async function endsWithin(postmaster: Postmaster, milliseconds: number): Promise<boolean> {
  const given = new AbortController();
  const late = delay(milliseconds, false, { signal: given.signal }).catch(() => false);
  const ended = await Promise.race([postmaster.exited.then(() => true), late]);
  given.abort();
  return ended;
}
