import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdtemp, readFile, readdir, realpath, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { systemClock } from '../../clock/clock.js';
import { systemRandom } from '../../clock/random.js';
import { copyBinaries, findBinaries, linkLibraries, majorVersion, type Binaries } from './binaries.js';

const run = promisify(execFile);
const NOT_AS_ROOT = { skip: process.geteuid?.() === 0 ? 'nothing is read-only for root' : false };
const roots: string[] = [];

after(async () => {
  for (const root of roots) {
    await chmod(join(root, 'native', 'lib'), 0o755);
    await rm(root, { recursive: true, force: true });
  }
});

/** The package as npm leaves it when it runs no install scripts: without symlinks. */
async function freshlyUnpacked(): Promise<{ readonly root: string; readonly binaries: Binaries }> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'thingstore-test-'));
  roots.push(root);
  const packaged = await findBinaries();
  const folder = join(root, 'native');
  await cp(packaged.folder, folder, { recursive: true, verbatimSymlinks: true });
  for (const name of await readdir(join(folder, 'lib'))) {
    if ((await lstat(join(folder, 'lib', name))).isSymbolicLink()) {
      await unlink(join(folder, 'lib', name));
    }
  }
  return {
    root,
    binaries: {
      ...packaged,
      folder,
      initdb: join(folder, 'bin', 'initdb'),
      postgres: join(folder, 'bin', 'postgres'),
    },
  };
}

async function versionOf(binaries: Binaries): Promise<string> {
  return (await run(binaries.postgres, ['--version'])).stdout;
}

describe('the packaged binaries', () => {
  test('run after their libraries were linked, as often as that is done, by several at once', async () => {
    const { binaries } = await freshlyUnpacked();
    if ((await readFile(join(binaries.folder, 'pg-symlinks.json'), 'utf8')) !== '[]') {
      await assert.rejects(versionOf(binaries), /shared librar|Library not loaded/u);
    }
    assert.deepEqual(await Promise.all([linkLibraries(binaries), linkLibraries(binaries)]), [true, true]);
    assert.equal(await linkLibraries(binaries), true);
    assert.match(await versionOf(binaries), new RegExp(`PostgreSQL\\) ${majorVersion(binaries)}\\.`, 'u'));
  });

  test('run from a copy where their own folder may not be written', NOT_AS_ROOT, async () => {
    const { root, binaries } = await freshlyUnpacked();
    await chmod(join(binaries.folder, 'lib'), 0o555);
    assert.equal(await linkLibraries(binaries), false);
    const copy = await copyBinaries(binaries, {
      cacheFolder: join(root, 'cache'),
      random: systemRandom(systemClock),
    });
    assert.match(await versionOf(copy), /PostgreSQL/u);
  });
});
