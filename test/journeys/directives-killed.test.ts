import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isObjectKey } from '../../src/storage/object-key.js';
import { ApiClient } from '../support/api-client.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { createEntry, createOwner, entry } from '../support/entries.js';
import { HeldLocks } from '../support/held-locks.js';
import { deleteOwner, lifecycleOf } from '../support/lifecycle.js';
import { Records } from '../support/records.js';
import { ServerProcess } from '../support/server-process.js';
import { ADMIN, LOGIN } from '../support/thingstore.js';
import { until } from '../support/until.js';
import { put, requestUpload } from '../support/uploads.js';

/** Two servers as their users run them, on one database and one folder of bytes. */
describe('a server that is killed in the middle of what was due', () => {
  let database: FreshDatabase;
  let dataFolder: string;
  let records: Records;
  let servers: ServerProcess[] = [];
  before(async () => {
    database = await freshDatabase();
    records = await Records.open(database.url);
    dataFolder = await mkdtemp(join(tmpdir(), 'thingstore-killed-clock-'));
  });
  after(async () => {
    for (const server of servers) await server.kill();
    await records.close();
    await database.drop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  async function start(): Promise<ServerProcess> {
    const settings = {
      ...{ DATABASE_URL: database.url, PURGE_GRACE: '1s', TOKEN_SECRET: 'a secret of two servers, 32 long' },
      ...{ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
    };
    const server = await ServerProcess.start(dataFolder, { settings });
    servers.push(server);
    return server;
  }

  async function rootOf(server: ServerProcess): Promise<ApiClient> {
    const { login } = await new ApiClient(server.url, null).request(LOGIN, { input: ADMIN });
    return new ApiClient(server.url, `Bearer ${login.token}`);
  }

  async function killAll(): Promise<void> {
    for (const server of servers) await server.kill();
    servers = [];
  }

  const TOMORROW = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString();
  const fallsDue = (directive: 'archive_at' | 'delete_at') => () =>
    records.ask(`update resource set ${directive} = now() - interval '1 second' where ${directive} is not null`);
  const actions = async (id: string) => (await records.history(id)).map(({ action }) => action);

  /** Starts one, and kills it while what it began by the clock waits for a lock; then two others begin. */
  async function killedAt(
    lock: string,
    work: {
      readonly prepare: (root: ApiClient) => Promise<void>;
      readonly begin: (root: ApiClient) => Promise<unknown>;
    },
  ): Promise<ApiClient> {
    const doomed = await start();
    const client = await rootOf(doomed);
    await work.prepare(client);
    const locks = await HeldLocks.take(database.url, lock);
    await work.begin(client);
    await locks.untilWaiting(1);
    const others = await Promise.all([start(), start()]);
    servers = others;
    await doomed.kill();
    await locks.endWaiting();
    await locks.release();
    const [first] = others;
    assert.ok(first);
    return rootOf(first);
  }

  /** The keys of the files that lie in the object store, whether or not anybody knows of them. */
  async function storedKeys(): Promise<readonly string[]> {
    const folder = join(dataFolder, 'objects');
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found
      .filter((file) => file.isFile())
      .map((file) => relative(folder, join(file.parentPath, file.name)))
      .filter(isObjectKey);
  }

  async function bytes(): Promise<number> {
    return (await storedKeys()).length;
  }

  /** No row without bytes, and no bytes without a row. */
  async function assertEveryRowHasItsBytes(): Promise<void> {
    const rows = await records.ask<{ key: string; state: string }>('select key, state from stored_object');
    const known = new Set(rows.map(({ key }) => key));
    const stored = new Set(await storedKeys());
    assert.deepEqual(
      [...stored].filter((key) => !known.has(key)),
      [],
    );
    const missing = rows.filter(({ key, state }) => state === 'STORED' && !stored.has(key));
    assert.deepEqual(missing, []);
    const shown = await records.ask<{ state: string }>(
      `select o.state from resource r join stored_object o on o.project_id = r.project_id and o.id = r.object_id`,
    );
    assert.ok(shown.every(({ state }) => state === 'STORED'));
  }

  it('leaves it to another one: each is deleted once, its bytes with it [S1-012]', async () => {
    const due: string[] = [];
    const root = await killedAt('lock table source_reference in share mode', {
      begin: fallsDue('delete_at'),
      prepare: async (client) => {
        await createOwner(client, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
        for (const path of ['a', 'b', 'c']) {
          const ticket = await requestUpload(client, { ownerId: 'cam-1', path, type: 'video/mp4', deleteAt: TOMORROW });
          assert.equal((await put(ticket.upload, randomBytes(50))).status, 201);
          due.push(ticket.resource.id);
        }
      },
    });
    for (const id of due) await until(async () => (await entry(root, id)) === null);
    for (const id of due) assert.deepEqual(await actions(id), ['CREATED', 'DELETED']);
    await assertEveryRowHasItsBytes();
    await until(async () => (await bytes()) === 0);
    await killAll();
  });

  it('archives each once', async () => {
    const due: string[] = [];
    const root = await killedAt('lock table resource_change in share mode', {
      begin: fallsDue('archive_at'),
      prepare: async (client) => {
        for (const path of ['d', 'e', 'f']) {
          due.push((await createEntry(client, { ownerId: 'cam-1', path, archiveAt: TOMORROW })).id);
        }
      },
    });
    for (const id of due) await until(async () => (await lifecycleOf(root, id))?.archivedAt != null);
    for (const id of due) assert.deepEqual(await actions(id), ['CREATED', 'ARCHIVED']);
    await killAll();
  });

  it('puts away what belonged to a deleted owner once', async () => {
    const entries: string[] = [];
    const root = await killedAt('lock table resource_change in share mode', {
      begin: (client) => deleteOwner(client, { id: 'cam-2' }),
      prepare: async (client) => {
        await createOwner(client, { id: 'cam-2', kind: 'DEVICE', name: 'Camera' });
        for (const path of ['a', 'b']) entries.push((await createEntry(client, { ownerId: 'cam-2', path })).id);
      },
    });
    for (const id of entries) await until(async () => (await lifecycleOf(root, id))?.archivedAt != null);
    for (const id of entries) assert.deepEqual(await actions(id), ['CREATED', 'ARCHIVED']);
    await until(async () => (await records.ask('select 1 from owner_removal')).length === 0);
    await killAll();
  });
});
