import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ServerProcess } from '../support/server-process.js';

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
