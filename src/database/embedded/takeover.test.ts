import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { FolderInUse, FolderUnusable } from './embedded-postgres.errors.js';
import { identifyProcess } from './process-identity.js';
import { socketFolderOf } from './socket-folder.js';
import {
  ask,
  keep,
  kill,
  lastStarted,
  newFolder,
  serverPid,
  start,
  startElsewhere,
  tidyUp,
} from '../../../test/support/embedded-trial.js';

after(tidyUp);

describe('a PostgreSQL that outlived its Thingstore', () => {
  test('takes over the server of a killed process, and stops it', async () => {
    const folder = await newFolder();
    const { child, said } = await startElsewhere(folder);
    assert.equal(said, 'ready');
    const pid = await serverPid(folder);
    await kill(child);
    const postgres = await start(folder);
    assert.equal(await serverPid(folder), pid);
    assert.equal(await ask(postgres, 'SELECT 1'), 1);
    await postgres.stop();
    assert.equal(await identifyProcess(pid), undefined);
    assert.equal(existsSync(join(folder, 'data', 'postmaster.pid')), false);
  });

  test('starts a server anew that runs but cannot be reached', async () => {
    const folder = await newFolder();
    const { child } = await startElsewhere(folder);
    const pid = await serverPid(folder);
    await kill(child);
    await rm(join(folder, '.s.PGSQL.5432'));
    const postgres = await start(folder);
    assert.notEqual(await serverPid(folder), pid);
    assert.equal(await identifyProcess(pid), undefined);
    assert.equal(await ask(postgres, 'SELECT 1'), 1);
    await postgres.stop();
  });

  test('survives Ctrl-C in the terminal', async () => {
    const folder = await newFolder();
    const { child } = await startElsewhere(folder);
    const pid = await serverPid(folder);
    assert.ok(child.pid);
    process.kill(-child.pid, 'SIGINT');
    await kill(child);
    const postgres = await start(folder);
    assert.equal(await serverPid(folder), pid);
    assert.equal(await ask(postgres, 'SELECT 1'), 1);
    await postgres.stop();
  });

  test('never signals a stranger that has the pid of the last server', async () => {
    const folder = await newFolder();
    await (await start(folder)).stop();
    const pidFile = join(folder, 'data', 'postmaster.pid');
    const stranger = spawn(
      process.execPath,
      [
        '-e',
        `for (const name of ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2']) {
           process.on(name, () => process.exit(1));
         }
         setInterval(() => undefined, 1000);
         console.log('listening');`,
        // Even one that names the folder, as an editor or a backup would.
        '--',
        '-D',
        join(folder, 'data'),
      ],
      { cwd: join(folder, 'data'), stdio: ['ignore', 'pipe', 'inherit'] },
    );
    keep(stranger);
    await once(stranger.stdout, 'data');
    const left = `${String(stranger.pid)}\n${join(folder, 'data')}\n1700000000\n5432\n${folder}\n\n`;
    await writeFile(pidFile, left);
    await writeFile(join(folder, '.s.PGSQL.5432.lock'), left);

    const postgres = await start(folder);
    assert.equal(await ask(postgres, 'SELECT 1'), 1);
    assert.notEqual(await serverPid(folder), stranger.pid);
    await postgres.stop();
    assert.equal(stranger.exitCode, null);
    assert.equal(stranger.signalCode, null);
  });

  test('never signals the server of another folder that has the pid of the last one here', async () => {
    const [folder, otherFolder] = [await newFolder(), await newFolder()];
    await (await start(folder)).stop();
    const other = await start(otherFolder);
    const left = await readFile(join(otherFolder, 'data', 'postmaster.pid'), 'utf8');
    await writeFile(join(folder, 'data', 'postmaster.pid'), left);
    const postgres = await start(folder);
    assert.notEqual(await serverPid(folder), await serverPid(otherFolder));
    await postgres.stop();
    assert.equal(await ask(other, 'SELECT 1'), 1);
    await other.stop();
  });

  test('starts no second server when one answers whose pid means nothing here, as from another container', async () => {
    const folder = await newFolder();
    const { child } = await startElsewhere(folder);
    await kill(child);
    const pidFile = join(folder, 'data', 'postmaster.pid');
    const written = await readFile(pidFile, 'utf8');
    await writeFile(pidFile, written.replace(/^\d+/u, '4194305'));
    await assert.rejects(start(folder), FolderInUse);
    await writeFile(pidFile, written);
    const postgres = await start(folder);
    assert.equal(await ask(postgres, 'SELECT 1'), 1);
    await postgres.stop();
  });

  test('works, and is taken over, in a folder too deep for a socket', async () => {
    const folder = join(await newFolder(), 'a folder with a long name, and "quotes"'.repeat(3));
    await mkdir(folder, { recursive: true });
    const { child, said } = await startElsewhere(folder);
    assert.equal(said, 'ready');
    const pid = await serverPid(folder);
    await kill(child);
    const postgres = await start(folder);
    assert.equal(await serverPid(folder), pid);
    assert.equal(await ask(postgres, 'SELECT 1'), 1);
    assert.equal(postgres.connection.host, socketFolderOf(folder));
    assert.equal((await stat(postgres.connection.host)).mode & 0o777, 0o700);
    await postgres.stop();
    assert.equal(existsSync(postgres.connection.host), false);
  });

  test('does not listen in a short folder that somebody else may open', async () => {
    const folder = join(await newFolder(), 'long'.repeat(25));
    const squatted = socketFolderOf(folder);
    await mkdir(squatted);
    await chmod(squatted, 0o777);
    try {
      await assert.rejects(start(folder), FolderUnusable);
      assert.deepEqual(await readdir(squatted), []);
    } finally {
      await rm(squatted, { recursive: true });
    }
  });

  test('says so when a server that was taken over is killed', async () => {
    const folder = await newFolder();
    const { child } = await startElsewhere(folder);
    await kill(child);
    const reason = await new Promise<string>((resolve, reject) => {
      start(folder, resolve)
        .then(async () => {
          process.kill(await serverPid(folder), 'SIGKILL');
        })
        .catch(reject);
    });
    assert.match(reason, /no longer there/u);
    await lastStarted()?.stop();
    await (await start(folder)).stop();
  });
});
