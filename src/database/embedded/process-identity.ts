import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { unlessCode } from './error-code.js';

const run = promisify(execFile);

/** A process that has gone, or that we may not look at. */
const GONE = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'];

/**
 * What tells a process from a later one with the same pid: the time at which it started, and the boot it belongs to.
 * undefined when no such process runs; a zombie does not run.
 */
export async function identifyProcess(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    const started = await askPs(pid, 'lstart=');
    return started === '' ? undefined : started;
  }
  const [status, boot] = await Promise.all([
    unlessCode(GONE, readFile(`/proc/${pid.toString()}/stat`, 'utf8')),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
  ]);
  // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
  const fields = status?.slice(status.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state] = fields;
  const startedAt = fields[19];
  if (state === undefined || startedAt === undefined || state === 'Z' || state === 'X') {
    return undefined;
  }
  return `${boot.trim()} ${startedAt}`;
}

/** Whether the process is the PostgreSQL server (not a child of one) that runs in the folder (absolute, real path). */
export async function isPostmasterIn(pid: number, dataFolder: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    const command = await askPs(pid, 'command=');
    return /postgres(?= )/u.test(command) && command.includes(` -D ${dataFolder} `);
  }
  const entry = `/proc/${pid.toString()}`;
  const [command, workingFolder] = await Promise.all([
    unlessCode(GONE, readFile(`${entry}/cmdline`, 'utf8')),
    unlessCode(GONE, readlink(`${entry}/cwd`)),
  ]);
  // Children of the server rewrite this to "postgres: checkpointer" and the like.
  const words = command?.split('\0') ?? [];
  const isServer = words[0] === 'postgres' || words[0]?.endsWith('/postgres') === true;
  return isServer && (workingFolder === undefined ? words.includes(dataFolder) : workingFolder === dataFolder);
}

async function askPs(pid: number, column: string): Promise<string> {
  try {
    const { stdout } = await run('/bin/ps', ['-ww', '-o', column, '-p', pid.toString()], { env: { LC_ALL: 'C' } });
    return stdout.trim();
  } catch (error) {
    // ps ends with 1 when there is no such process.
    if (error instanceof Error && 'code' in error && error.code === 1) {
      return '';
    }
    throw error;
  }
}
