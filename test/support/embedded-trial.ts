import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, readlink, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { systemClock } from '../../src/clock/clock.js';
import { systemRandom } from '../../src/clock/random.js';
import { createLog } from '../../src/logging/log.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';

// What the tests of the embedded PostgreSQL stand on: real servers in folders of their own, and processes to kill.

/** A Thingstore of its own, to be killed: it says "ready" and stays. */
const OTHER_PROCESS = `
  import { startEmbeddedPostgres } from ${JSON.stringify(new URL('../../src/database/embedded/embedded-postgres.js', import.meta.url).href)};
  import { createLog } from ${JSON.stringify(new URL('../../src/logging/log.js', import.meta.url).href)};
  import { systemRandom } from ${JSON.stringify(new URL('../../src/clock/random.js', import.meta.url).href)};
  process.on('SIGINT', () => undefined);
  setInterval(() => undefined, 1000);
  const random = systemRandom({ now: () => new Date() });
  try {
    await startEmbeddedPostgres({ folder: process.argv[1], log: createLog('silent'), random });
    console.log('ready');
  } catch (error) {
    console.log(error.message);
    process.exit(1);
  }
`;

const roots: string[] = [];
const started: EmbeddedPostgres[] = [];
const processes: ChildProcess[] = [];

/** Ends and removes whatever the trials of this file have left. */
export async function tidyUp(): Promise<void> {
  await Promise.all(processes.filter((child) => child.exitCode === null && child.signalCode === null).map(kill));
  await Promise.allSettled(started.map((postgres) => postgres.stop()));
  // A failed trial may leave the server of a killed process behind.
  const orphaned = roots
    .map((root) => join(root, 'postgres'))
    .filter((folder) => existsSync(join(folder, 'data', 'postmaster.pid')));
  await Promise.allSettled(orphaned.map(async (folder) => (await start(folder)).stop()));
  await Promise.all(roots.map((root) => rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })));
}

/** The path of a folder that does not exist yet, in one that will be removed. */
export async function newFolder(): Promise<string> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'thingstore-test-'));
  roots.push(root);
  return join(root, 'postgres');
}

/** Starts a server in this process. */
export async function start(folder: string, onExit?: (reason: string) => void): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    folder,
    log: createLog('silent'),
    random: systemRandom(systemClock),
    ...(onExit === undefined ? {} : { onExit }),
  });
  started.push(postgres);
  return postgres;
}

/** Another process with the server in the folder; resolves with the first thing that it says. */
export async function startElsewhere(folder: string): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const child = spawnElsewhere(folder);
  assert.ok(child.stdout);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
}

/** Another process that starts a server in the folder. */
export function spawnElsewhere(folder: string): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', OTHER_PROCESS, folder], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return keep(child);
}

/** Sees to it that the process does not outlive the tests. */
export function keep<Kind extends ChildProcess>(child: Kind): Kind {
  processes.push(child);
  return child;
}

/** The latest server that start() has made. */
export function lastStarted(): EmbeddedPostgres | undefined {
  return started.at(-1);
}

/** Kills the process, which gets no chance to tidy up. */
export async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** The first value of the first row. */
export async function ask(postgres: EmbeddedPostgres, sql: string): Promise<unknown> {
  const client = new Client(postgres.connection);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** As the server wrote it down. */
export async function serverPid(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10);
}

/** Waits, up to 30 seconds, for something to come true. */
export async function until(claim: string, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isTrue())) {
    assert.ok(performance.now() < deadline, `it never came true that ${claim}`);
    await delay(5);
  }
}

/** The processes, zombies aside, that work in the folder. */
export async function processesIn(folder: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, index) => folders[index]?.startsWith(folder) === true);
}

/** A statement that does not look up for a while: it outlives its server for as long. */
export async function busyBackend(postgres: EmbeddedPostgres): Promise<void> {
  const client = new Client(postgres.connection);
  client.on('error', () => undefined);
  await client.connect();
  client.query(`SELECT count(*) FROM generate_series(1, 4000000) AS a(n), md5(n::text)`).catch(() => undefined);
  await until(
    'the statement runs',
    async () =>
      (await ask(
        postgres,
        `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series%md5%' AND pid <> pg_backend_pid()`,
      )) === '1',
  );
}
