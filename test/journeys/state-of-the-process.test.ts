import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createEntry, createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { freshDatabase, onServer, type FreshDatabase } from '../support/database.js';
import { ServerProcess } from '../support/server-process.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const READ = graphql(`
  query StateRead($id: ID!) {
    resource(id: $id) {
      path
    }
  }
`);

describe('while PostgreSQL takes nobody in', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
  });
  after(() => thingstore.stop());

  /** Ends all connections, and lets no other in, or lets them in again. */
  async function allowConnections(isAllowed: boolean): Promise<void> {
    const url = new URL(thingstore.databaseUrl);
    const name = decodeURIComponent(url.pathname.slice(1));
    url.pathname = '/postgres';
    await onServer(url.href, `alter database "${name}" with allow_connections ${String(isAllowed)}`);
    await onServer(url.href, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  }

  const statusOf = async (path: string) => (await fetch(`${thingstore.url}/${path}`)).status;

  it('the server lives and is not ready, says what is missing, and goes on by itself [S1-125 S1-126]', async () => {
    await createOwner(thingstore.root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
    const { id } = await createEntry(thingstore.root, { ownerId: 'cam-1', path: 'kept' });
    assert.deepEqual([await statusOf('healthz'), await statusOf('readyz')], [200, 200]);
    await allowConnections(false);
    try {
      assert.deepEqual([await statusOf('healthz'), await statusOf('readyz')], [200, 503]);
      const { extensions, message } = await thingstore.root.refusal(READ, { id });
      assert.equal(extensions.code, 'SERVICE_UNAVAILABLE');
      assert.match(message, /PostgreSQL/);
    } finally {
      await allowConnections(true);
    }
    await until(async () => (await statusOf('readyz')) === 200);
    assert.equal((await thingstore.root.request(READ, { id })).resource?.path, 'kept');
  });
});

describe('a server that crashes', () => {
  let folder: string;
  let database: FreshDatabase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thingstore-crash-'));
    database = await freshDatabase();
  });
  after(async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('leaves the reason in its log, with where it happened, and ends with 1 [S1-127]', async (t) => {
    // Loaded into the real program, beside all that is its own: a mistake that nobody handles.
    const mistake = `process.once('SIGUSR2', () => { throw new Error('A mistake of ours'); })`;
    const preload = `data:text/javascript,${encodeURIComponent(mistake)}`;
    const server = await ServerProcess.start(folder, {
      settings: { DATABASE_URL: database.url, NODE_OPTIONS: `--import=${preload}` },
    });
    t.after(() => server.kill());
    server.signal('SIGUSR2');
    assert.equal(await server.ended(), 1);
    const said = server.output + (await server.complaints());
    const line = said.split('\n').find((text) => text.includes('A mistake of ours')) ?? '';
    assert.match(line, /An error that nobody handled ends the process/);
    assert.match(line, /stack/);
  });
});
