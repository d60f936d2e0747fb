import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readPidFile } from '../../src/database/embedded/postmaster-pid.js';

const PROGRAM = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const START_MS = 60_000;
const LAST_WORDS_OF_WELCOME = 'Stop with Ctrl-C';

export interface ServerOptions {
  /** Environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly command?: readonly [program: string, ...words: string[]];
}

/** The server as its users run it: a process of its own with its embedded PostgreSQL, on any free port. */
export class ServerProcess {
  private readonly said = { output: '', complaints: '' };

  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    private readonly dataFolder: string,
  ) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.said.output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.said.complaints += text));
  }

  /** Starts it on a folder and waits until it says that it is ready. */
  static async start(dataFolder: string, options: ServerOptions = {}): Promise<ServerProcess> {
    const server = ServerProcess.launch(dataFolder, options);
    await server.becomesReady();
    return server;
  }

  /** Starts it on a folder and waits for nothing. */
  static launch(
    dataFolder: string,
    { settings = {}, command = [process.execPath, PROGRAM] }: ServerOptions = {},
  ): ServerProcess {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, DATA_DIR: dataFolder, PORT: '0', LOG_LEVEL: 'warn', ...settings };
    const [program, ...words] = command;
    return new ServerProcess(spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] }), dataFolder);
  }

  /** Where it says that clients reach it; it has said so when it is ready. */
  get url(): string {
    const url = /API\s+(https?:\S+)\/graphql/.exec(this.said.output)?.[1];
    if (url === undefined) throw new Error('The server has not said where it is.');
    return url;
  }

  /** Where this machine reaches it, whatever is in front of it: as in the line that it prints to be pasted. */
  get localUrl(): string {
    const url = /curl -s '?(https?:\/\/[^/\s]+)\//.exec(this.said.output)?.[1];
    if (url === undefined) throw new Error('The server has not said where it is.');
    return url;
  }

  /** Of the process that was started. */
  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** All that it wrote to its standard output until now. */
  get output(): string {
    return this.said.output;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Signals the process that was started, and no other, and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** SIGKILL: nothing of it gets to say goodbye. Resolves when it is gone; its PostgreSQL lives on. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
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
    this.signal(signal);
    return this.ended();
  }

  /** Waits for the end of the process, however it comes; null when a signal ended it. */
  async ended(): Promise<number | null> {
    if (!this.hasEnded) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  /** Waits for all that it writes to its standard error until it has ended. */
  async complaints(): Promise<string> {
    if (!this.child.stderr.readableEnded) await once(this.child.stderr, 'end');
    return this.said.complaints;
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

  private async becomesReady(): Promise<void> {
    const late = setTimeout(() => {
      this.signal('SIGKILL');
    }, START_MS);
    const ready = new Promise<void>((resolve, reject) => {
      this.child.stdout.on('data', () => {
        if (this.output.includes(LAST_WORDS_OF_WELCOME)) resolve();
      });
      this.child.once('exit', (code) => {
        const { output, complaints } = this.said;
        reject(new Error(`The server ended with ${String(code)} at its start: ${output}${complaints}`));
      });
    });
    await ready.finally(() => {
      clearTimeout(late);
    });
  }
}
