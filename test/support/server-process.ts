import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readPidFile } from '../../src/database/embedded/postmaster-pid.js';

const PROGRAM = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const START_MS = 60_000;

export interface ServerOptions {
  /** Environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly command?: readonly [program: string, ...words: string[]];
}

/** The server as its users run it: a process of its own with its embedded PostgreSQL, on any free port. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly dataFolder: string,
    readonly url: string,
  ) {}

  /** Starts it on a folder and waits until it says that it is ready. */
  static async start(
    dataFolder: string,
    { settings = {}, command = [process.execPath, PROGRAM] }: ServerOptions = {},
  ): Promise<ServerProcess> {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, DATA_DIR: dataFolder, PORT: '0', LOG_LEVEL: 'warn', ...settings };
    const [program, ...words] = command;
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    return new ServerProcess(child, dataFolder, await readyUrl(child));
  }

  /** SIGKILL: nothing of it gets to say goodbye. Resolves when it is gone; its PostgreSQL lives on. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended();
  }

  /** SIGKILL for the PostgreSQL alone. */
  async killPostgres(): Promise<void> {
    const pid = await this.postgresPid();
    if (pid === null) throw new Error('There is no PostgreSQL to kill.');
    process.kill(pid, 'SIGKILL');
  }

  /** Signals the process that was started, and no other; answers the exit code. */
  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended();
  }

  /** Waits for the end of the process, however it comes; null when a signal ended it. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  /** Of the PostgreSQL that runs in the folder; null when none does. */
  async postgresPid(): Promise<number | null> {
    const found = await readPidFile(join(this.dataFolder, 'postgres', 'data'));
    return found.state === 'ours' ? found.pid : null;
  }

  /** Leaves no process, whatever a failed test left. */
  async clear(): Promise<void> {
    await this.kill();
    const pid = await this.postgresPid();
    if (pid === null) return;
    process.kill(pid, 'SIGINT');
    while ((await this.postgresPid()) === pid) await delay(50);
  }
}

async function readyUrl(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The server did not become ready: ${said.join('')}`));
    }, START_MS);
    const listen = (chunk: Buffer): void => {
      said.push(chunk.toString());
      const url = /API\s+(http:\S+)\/graphql/.exec(said.join(''))?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`The server ended with ${String(code)} at its start: ${said.join('')}`));
    });
  });
}
