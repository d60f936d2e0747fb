import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { findBinaries, type Binaries } from './binaries.js';

const run = promisify(execFile);

/** Runs a program where unshare(1) always fails, as it does where the kernel allows no user namespaces. */
const WITHOUT_NAMESPACES = ['--mount', 'sh', '-c', 'mount --bind /bin/false "$(command -v unshare)" && exec "$0" "$@"'];

const CAN_TEST = {
  skip: process.geteuid?.() === 0 && canForbidNamespaces() ? false : 'needs root, and a mount namespace of its own',
};

function canForbidNamespaces(): boolean {
  try {
    execFileSync('unshare', [...WITHOUT_NAMESPACES, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const IMPORTS = `
  import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.js', import.meta.url).href)};
  import { findUnprivilegedRun } from ${JSON.stringify(new URL('./unprivileged-run.js', import.meta.url).href)};
  import { createLog } from ${JSON.stringify(new URL('../../logging/log.js', import.meta.url).href)};
  import { systemRandom } from ${JSON.stringify(new URL('../../clock/random.js', import.meta.url).href)};
  const random = systemRandom({ now: () => new Date() });
  const log = createLog('silent');
  const folder = process.argv[1];
`;

const START_AND_STOP = `${IMPORTS}
  const postgres = await startEmbeddedPostgres({ folder, log, random });
  await postgres.stop();
`;

const FIND_RUN = `${IMPORTS}
  const binaries = JSON.parse(process.argv[2]);
  try {
    const way = await findUnprivilegedRun({ folder, binaries }, random);
    console.log(JSON.stringify({ uid: way.owner?.uid, folder: way.binaries.folder }));
  } catch (error) {
    console.log(JSON.stringify({ code: error.code, message: error.message }));
  }
`;

const roots: string[] = [];

after(async () => {
  await Promise.all(roots.map((root) => rm(root, { recursive: true, force: true })));
});

/** A folder that anybody may enter, in which accounts may be given folders of their own. */
async function newRoot(): Promise<string> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'thingstore-test-'));
  roots.push(root);
  await chmod(root, 0o755);
  return root;
}

async function withoutNamespaces(script: string, ...scriptArguments: readonly string[]): Promise<string> {
  const node = [process.execPath, '--input-type=module', '-e', script, ...scriptArguments];
  return (await run('unshare', [...WITHOUT_NAMESPACES, ...node])).stdout;
}

async function withNamespaces(script: string, ...scriptArguments: readonly string[]): Promise<string> {
  return (await run(process.execPath, ['--input-type=module', '-e', script, ...scriptArguments])).stdout;
}

/** The package with its binaries where only root gets to. */
async function hiddenBinaries(root: string): Promise<Binaries> {
  const binaries = await findBinaries();
  const hidden = join(root, 'hidden');
  await mkdir(hidden, { mode: 0o700 });
  const folder = join(hidden, 'native');
  await cp(binaries.folder, folder, { recursive: true, verbatimSymlinks: true });
  return { ...binaries, folder, initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}

describe('PostgreSQL under root', () => {
  test('runs as an existing account where there are no user namespaces, and stays with it', CAN_TEST, async () => {
    const folder = join(await newRoot(), 'data', 'postgres');
    await withoutNamespaces(START_AND_STOP, folder);
    const { uid } = await stat(join(folder, 'data', 'base'));
    assert.notEqual(uid, 0);
    await withoutNamespaces(START_AND_STOP, folder);
    await withNamespaces(START_AND_STOP, folder);
    assert.equal((await stat(join(folder, 'data', 'base'))).uid, uid);
  });

  test("takes root's data over to an account when user namespaces are gone", CAN_TEST, async () => {
    const folder = join(await newRoot(), 'postgres');
    await withNamespaces(START_AND_STOP, folder);
    await withoutNamespaces(START_AND_STOP, folder);
    assert.notEqual((await stat(join(folder, 'data', 'base'))).uid, 0);
  });

  test('copies the binaries, once, when no account gets to them where they are', CAN_TEST, async () => {
    const root = await newRoot();
    const folder = join(root, 'postgres');
    await mkdir(folder, { mode: 0o700 });
    const binaries = JSON.stringify(await hiddenBinaries(root));
    const found: unknown = JSON.parse(await withoutNamespaces(FIND_RUN, folder, binaries));
    const copy = join(folder, 'binaries', (await findBinaries()).version);
    const { uid, ino } = await stat(copy);
    assert.notEqual(uid, 0);
    assert.deepEqual(found, { uid, folder: copy });
    assert.deepEqual(JSON.parse(await withoutNamespaces(FIND_RUN, folder, binaries)), { uid, folder: copy });
    assert.equal((await stat(copy)).ino, ino);
  });

  test('is refused in one sentence when no account gets to the data folder', CAN_TEST, async () => {
    const root = await newRoot();
    await chmod(root, 0o700);
    const folder = join(root, 'postgres');
    await mkdir(folder, { mode: 0o700 });
    const found: unknown = JSON.parse(await withoutNamespaces(FIND_RUN, folder, JSON.stringify(await findBinaries())));
    assert.ok(typeof found === 'object' && found !== null && 'code' in found && 'message' in found);
    assert.equal(found.code, 'NO_UNPRIVILEGED_RUN');
    assert.match(String(found.message), /does not run as root.*may not enter.*DATABASE_URL/su);
    assert.equal((await stat(folder)).uid, 0);
  });
});
