import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Client } from 'pg';
import { FolderUnusable, OtherMajorVersion, PasswordRefused } from './embedded-postgres.errors.js';
import {
  ask,
  busyBackend,
  kill,
  lastStarted,
  newFolder,
  processesIn,
  serverPid,
  spawnElsewhere,
  start,
  tidyUp,
  until,
} from '../../../test/support/embedded-trial.js';

const ONLY_LINUX = { skip: process.platform === 'linux' ? false : 'looks into /proc' };

after(tidyUp);

describe('the embedded PostgreSQL', () => {
  test('makes a UTF-8 database with a password of its own, on a socket only', async () => {
    const folder = await newFolder();
    const postgres = await start(folder);
    assert.equal(postgres.connection.host, folder);
    assert.equal(postgres.connection.database, 'thingstore');
    assert.equal(await ask(postgres, 'SHOW server_encoding'), 'UTF8');
    assert.equal(await ask(postgres, 'SHOW listen_addresses'), '');
    assert.equal(await ask(postgres, 'SHOW timezone'), 'UTC');
    assert.equal(
      await ask(
        postgres,
        `SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()`,
      ),
      'bC.UTF-8',
    );
    assert.equal(
      await ask(
        postgres,
        `SELECT string_agg(setting, ',') FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')`,
      ),
      'on,on',
    );
    assert.equal((await stat(join(folder, 'password'))).mode & 0o777, 0o600);
    await assert.rejects(
      ask({ ...postgres, connection: { ...postgres.connection, password: 'guessed' } }, 'SELECT 1'),
      /password authentication failed/u,
    );
    await postgres.stop();
  });

  test('writes down its own troubles, and not what it refuses us', async () => {
    const folder = await newFolder();
    const postgres = await start(folder);
    await ask(postgres, 'CREATE TABLE once (id int PRIMARY KEY)');
    await ask(postgres, 'INSERT INTO once VALUES (1)');
    await assert.rejects(ask(postgres, 'INSERT INTO once VALUES (1)'), /duplicate key/u);
    await postgres.stop();
    const log = await readFile(join(folder, 'postgres.log'), 'utf8');
    assert.doesNotMatch(log, /duplicate key/u);
    assert.match(log, /database system is shut down/u);
  });

  test('keeps the data from one start to the next', async () => {
    const folder = await newFolder();
    const first = await start(folder);
    await ask(first, `CREATE TABLE kept AS SELECT 'Zürich' AS place`);
    await first.stop();
    const second = await start(folder);
    assert.equal(await ask(second, 'SELECT place FROM kept'), 'Zürich');
    assert.equal(second.connection.password, first.connection.password);
    await second.stop();
  });

  test('leaves no process, no socket and no lock when it stops, however often it is told to', ONLY_LINUX, async () => {
    const folder = await newFolder();
    const reasons: string[] = [];
    const postgres = await start(folder, (reason) => reasons.push(reason));
    assert.notDeepEqual(await processesIn(folder), []);
    await Promise.all([postgres.stop(), postgres.stop()]);
    await until('its processes are gone', async () => (await processesIn(folder)).length === 0);
    assert.deepEqual((await readdir(folder)).sort(), ['data', 'password', 'postgres.log']);
    assert.deepEqual(reasons, []);
  });

  test('ends open transactions rather than wait for them', async () => {
    const postgres = await start(await newFolder());
    const client = new Client(postgres.connection);
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query('CREATE TABLE unfinished (id int)');
    await postgres.stop();
  });

  test('refuses the data of another major version and names both', async () => {
    const folder = await newFolder();
    await (await start(folder)).stop();
    await writeFile(join(folder, 'data', 'PG_VERSION'), '16\n');
    await assert.rejects(
      start(folder),
      (error) =>
        error instanceof OtherMajorVersion &&
        error.message.includes('PostgreSQL 16') &&
        error.message.includes('PostgreSQL 18'),
    );
    assert.equal(await readFile(join(folder, 'data', 'PG_VERSION'), 'utf8'), '16\n');
  });

  test('leaves a folder alone that holds something else', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'data'), { recursive: true });
    await writeFile(join(folder, 'data', 'diary.txt'), 'Monday');
    await assert.rejects(start(folder), FolderUnusable);
    assert.deepEqual(await readdir(join(folder, 'data')), ['diary.txt']);
  });

  test('says which file to restore when the password does not fit, and leaves no server behind', async () => {
    const folder = await newFolder();
    await (await start(folder)).stop();
    await writeFile(join(folder, 'password'), 'another\n');
    await assert.rejects(start(folder), PasswordRefused);
    assert.equal(existsSync(join(folder, 'data', 'postmaster.pid')), false);
    await rm(join(folder, 'password'));
    await assert.rejects(start(folder), FolderUnusable);
  });

  test('heals after it was killed while it made the data folder', async () => {
    const folder = await newFolder();
    const child = spawnElsewhere(folder);
    await until('initdb is at work', async () => {
      const [attempt] = await readdir(join(folder, 'data.new')).catch(() => []);
      return attempt !== undefined && existsSync(join(folder, 'data.new', attempt, 'global'));
    });
    await kill(child);
    assert.equal(existsSync(join(folder, 'data')), false);
    const postgres = await start(folder);
    assert.equal(await ask(postgres, 'SELECT 1'), 1);
    assert.equal(existsSync(join(folder, 'data.new')), false);
    await postgres.stop();
  });

  test('says so when the server is killed, and brings back what was committed', async () => {
    const folder = await newFolder();
    const reason = await new Promise<string>((resolve, reject) => {
      start(folder, resolve)
        .then(async (postgres) => {
          await ask(postgres, `CREATE TABLE kept AS SELECT 'committed' AS state`);
          await busyBackend(postgres);
          process.kill(await serverPid(folder), 'SIGKILL');
        })
        .catch(reject);
    });
    assert.match(reason, /SIGKILL/u);
    await lastStarted()?.stop();
    const postgres = await start(folder);
    assert.equal(await ask(postgres, 'SELECT state FROM kept'), 'committed');
    await postgres.stop();
  });

  test('shows the last lines of the log when the server cannot start', async () => {
    const folder = await newFolder();
    await (await start(folder)).stop();
    await writeFile(join(folder, 'data', 'postgresql.conf'), 'no_such_setting = 1\n');
    await assert.rejects(start(folder), /no_such_setting/u);
  });
});
