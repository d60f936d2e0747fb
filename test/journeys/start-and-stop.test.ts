import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { freshDatabase } from '../support/database.js';
import { HeldLocks } from '../support/held-locks.js';
import { ServerProcess } from '../support/server-process.js';
import { until } from '../support/until.js';

const PROGRAM = fileURLToPath(new URL('../../src/main.js', import.meta.url));

describe('npm start', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thingstore-start-'));
  });
  after(async () => rm(folder, { recursive: true, force: true }));

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`told to end by ${signal} ends the server and its PostgreSQL with it`, async (t) => {
      const server = await ServerProcess.start(folder, { command: ['npm', 'start'] });
      t.after(() => server.clear());
      assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
      await server.stop(signal);
      await assert.rejects(fetch(`${server.url}/readyz`));
      assert.equal(await server.postgresPid(), null);
    });
  }
});

describe('a start that is told to end', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thingstore-start-'));
  });
  after(async () => rm(folder, { recursive: true, force: true }));

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`by ${signal}, before its PostgreSQL is ready, ends it and then itself`, async (t) => {
      const server = ServerProcess.launch(folder, { settings: { LOG_LEVEL: 'info' } });
      t.after(() => server.clear());
      await until(async () => (await server.postgresPid()) !== null);
      const postgres = (await server.postgresPid()) ?? assert.fail('It ended by itself.');
      // Held, it cannot become ready before the signal has come.
      process.kill(postgres, 'SIGSTOP');
      server.signal(signal);
      await until(() => Promise.resolve(server.hasEnded || server.output.includes('Stopping.')));
      process.kill(postgres, 'SIGCONT');
      assert.equal(await server.ended(), 0);
      assert.equal(await server.postgresPid(), null);
      assert.equal(await server.complaints(), '');
      assert.doesNotMatch(server.output, /Thingstore is ready/);
    });
  }

  it('leaves the folder to the next start', async (t) => {
    const server = await ServerProcess.start(folder);
    t.after(() => server.clear());
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    assert.equal(await server.stop(), 0);
  });

  it('does not wait for a PostgreSQL elsewhere', async (t) => {
    const database = await freshDatabase();
    const other = await HeldLocks.take(
      database.url,
      `select pg_advisory_xact_lock(hashtextextended('thingstore migrations', 0))`,
    );
    t.after(async () => {
      await other.release();
      await database.drop();
    });
    const server = ServerProcess.launch(folder, { settings: { DATABASE_URL: database.url } });
    t.after(() => server.kill());
    await other.untilWaiting(1);
    assert.equal(await server.stop(), 0);
    assert.equal(await server.complaints(), '');
  });
});

describe('a start whose port is taken', () => {
  it('says so in one line and ends with 1, its PostgreSQL before it', { timeout: 60_000 }, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'thingstore-start-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const other = createServer().listen(0, '127.0.0.1');
    t.after(() => other.close());
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const server = ServerProcess.launch(folder, { settings: { PORT: port } });
    t.after(() => server.clear());
    assert.equal(await server.ended(), 1);
    assert.equal(
      await server.complaints(),
      `Thingstore cannot start: port ${port} is taken. Set PORT to another, or stop what uses it.\n`,
    );
    assert.equal(server.output, '');
    assert.equal(await server.postgresPid(), null);
  });
});

describe('a start with settings that cannot be', () => {
  it('names every one of them, ends with 1 and makes nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'thingstore-start-'));
    const settings = { PORT: '70000', BODY_SIZE_LIMIT: 'much', DATABASE_URL: 'mysql://x', PURGE_GRACE: '-1h' };
    const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: join(folder, 'data'), ...settings };
    const child = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    assert.equal(child.exitCode, 1);
    for (const name of Object.keys(settings)) assert.match(said, new RegExp(`\\b${name}\\b`));
    assert.doesNotMatch(said, /\bat .*:\d+:\d+|node_modules/);
    assert.deepEqual(await readdir(folder), []);
    await rm(folder, { recursive: true });
  });
});
