import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock/clock.js';
import { systemRandom } from '../../src/clock/random.js';
import { startEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { createLog } from '../../src/logging/log.js';
import { connectionUrl, createTemplate, onServer, SERVER_VARIABLE, TEMPLATE_VARIABLE } from './database.js';
import { MINIO_VARIABLE, startMinio, type Minio } from './minio.js';
import { PROOFS_FOLDER, ROOT } from './proofs-folder.js';
import { groupTestFiles } from './test-groups.js';

// Runs the tests: npm test, or npm test -- feed for the files with "feed" in their path. What begins with a dash is
// handed to node --test, such as --test-name-pattern=cursor. TEST_DATABASE_URL names a PostgreSQL to use instead of
// the embedded one; its account has to be allowed to create databases. MINIO_TEST_ENDPOINT names a MinIO to use instead
// of the one that npm run build:minio built.

/** Of a file, and of what is in it. */
const TEST_TIMEOUT_MS = 300_000;
const GROUP_TIMEOUT_MS = 1_200_000;

const SLOW = [join('test', 'scale'), join('test', 'abuse')];

const PROOFS_REPORTER = './dist/test/support/proofs-reporter.js';

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

async function main(): Promise<void> {
  const filters = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
  const files = await testFiles(filters);
  if (files.length === 0) {
    console.error(`No test file has ${filters.map((filter) => JSON.stringify(filter)).join(' or ')} in its path.`);
    process.exitCode = 1;
    return;
  }
  // Ctrl-C reaches the tests too, which end by it; here it only must not keep us from cleaning up.
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interruption.abort(signal);
    });
  }
  const minio = await minioOfRun(filters);
  const server = await startServer().catch(async (error: unknown) => {
    await minio.stop();
    throw error;
  });
  try {
    const template = await createTemplate(server.url);
    try {
      const env = {
        ...process.env,
        [SERVER_VARIABLE]: server.url,
        [TEMPLATE_VARIABLE]: template.name,
        [MINIO_VARIABLE]: minio.endpoint,
      };
      process.exitCode = await runTests({
        ...(await processesOf(files, filters)),
        options,
        env,
        proofs: await proofsFile(filters),
        interruption: interruption.signal,
      });
    } finally {
      await template.drop();
    }
    if (minio.endpoint === '') process.exitCode = leftOut(process.exitCode);
  } finally {
    await minio.stop();
    await server.stop();
  }
}

/**
 * The one that is named, else one of this run; an empty endpoint where none is installed. A run of all tests starts none:
 * it is the same everywhere, and what is on a MinIO is asked for by name.
 */
async function minioOfRun(filters: readonly string[]): Promise<Minio> {
  const nothing = { stop: async () => Promise.resolve() };
  const given = process.env[MINIO_VARIABLE];
  if (given !== undefined && given !== '') return { endpoint: given, ...nothing };
  if (filters.length === 0) return { endpoint: '', ...nothing };
  return (await startMinio()) ?? { endpoint: '', ...nothing };
}

/** Says what did not run; where MINIO_TEST_REQUIRED says that it must, that is a failure. */
function leftOut(exitCode: number): number {
  console.log(
    'Left out: everything on a MinIO. npm run build:minio builds one, with Go; npm test -- minio contracts/ runs it.',
  );
  return process.env['MINIO_TEST_REQUIRED'] === 'true' ? 1 : exitCode;
}

/** The compiled tests, relative to the root. The build removed those whose source is gone. */
async function testFiles(filters: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const folder of ['src', 'test']) {
    const found = await readdir(join(ROOT, 'dist', folder), { recursive: true });
    files.push(...found.filter((file) => file.endsWith('.test.js')).map((file) => join(folder, file)));
  }
  // What needs a million rows, or hundreds of clients, runs only when it is asked for: npm test -- test/scale test/abuse
  const isSlow = (file: string) => SLOW.some((folder) => file.startsWith(folder));
  const isChosen = (file: string) =>
    filters.length === 0 ? !isSlow(file) : filters.some((filter) => file.includes(filter));
  return files
    .filter((file) => isChosen(file.replace(/js$/, 'ts')))
    .map((file) => join('dist', file))
    .sort();
}

async function startServer(): Promise<Server> {
  const given = process.env[SERVER_VARIABLE];
  if (given !== undefined && given !== '') return { url: given, stop: async () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'thingstore-run-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const random = systemRandom(systemClock);
  const postgres = await startEmbeddedPostgres({ folder, log: createLog('warn'), random }).catch(
    async (error: unknown) => {
      await remove();
      throw error;
    },
  );
  const url = connectionUrl(postgres.connection);
  // Nothing here has to survive a power cut.
  await onServer(url, 'alter system set fsync = off');
  await onServer(url, 'alter system set full_page_writes = off');
  await onServer(url, 'select pg_reload_conf()');
  return {
    url,
    stop: async () => {
      await postgres.stop();
      await remove();
    },
  };
}

/** A run of all tests has several files share a process; of those that are asked for each has one of its own. */
async function processesOf(files: readonly string[], filters: readonly string[]) {
  if (filters.length > 0) return { files, timeoutMs: TEST_TIMEOUT_MS };
  return { files: await groupTestFiles(files, TEST_TIMEOUT_MS), timeoutMs: GROUP_TIMEOUT_MS };
}

/** Where this run writes down what it has proven. A run of all tests begins anew, one of some adds to it. */
async function proofsFile(filters: readonly string[]): Promise<string> {
  if (filters.length === 0) await rm(PROOFS_FOLDER, { recursive: true, force: true });
  await mkdir(PROOFS_FOLDER, { recursive: true });
  return join(PROOFS_FOLDER, `${systemRandom(systemClock).id()}.jsonl`);
}

async function runTests(run: {
  readonly files: readonly string[];
  readonly timeoutMs: number;
  readonly options: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly proofs: string;
  readonly interruption: AbortSignal;
}): Promise<number> {
  if (run.interruption.aborted) return 130;
  const concurrency = Math.min(3, Math.max(2, availableParallelism()));
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--test',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${PROOFS_REPORTER}`,
      `--test-reporter-destination=${run.proofs}`,
      `--test-concurrency=${String(concurrency)}`,
      `--test-timeout=${String(run.timeoutMs)}`,
      ...run.options,
      ...run.files,
    ],
    { cwd: ROOT, env: run.env, stdio: 'inherit' },
  );
  run.interruption.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(run.interruption.aborted ? 130 : (code ?? 1));
    });
  });
}

await main();
