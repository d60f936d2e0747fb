import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../../src/clock/clock.js';
import { openDiskStore } from '../contracts/opened-disk-store.js';
import { ApiClient } from '../support/api-client.js';
import { openClockedJobs } from '../support/clocked-jobs.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { createOwner } from '../support/entries.js';
import { FileRoutes, incomingIn, storedFiles } from '../support/file-routes.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { ServerProcess } from '../support/server-process.js';
import { SetClock } from '../support/set-clock.js';
import { ADMIN, LOGIN, TOKEN_SECRET } from '../support/thingstore.js';
import { until } from '../support/until.js';

const HOUR_MS = 60 * 60 * 1000;
const NAMES = ['a.bin', 'b.bin', 'c.bin'];

const ISSUE = graphql(`
  mutation KilledFilesIssue($ownerId: ID!) {
    issueThingKey(input: { ownerId: $ownerId }) {
      key
    }
  }
`);

describe('a server that is killed while files come by their routes', () => {
  let dataFolder: string;
  let database: FreshDatabase;
  let records: Records;
  let server: ServerProcess;
  let authorization: string;
  before(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'thingstore-killed-files-'));
    database = await freshDatabase();
    records = await Records.open(database.url);
    await start();
    const { login } = await new ApiClient(server.url, null).request(LOGIN, { input: ADMIN });
    const root = new ApiClient(server.url, `Bearer ${login.token}`);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'cam-1' });
    authorization = `Thing ${(await root.request(ISSUE, { ownerId: 'cam-1' })).issueThingKey.key}`;
  });
  after(async () => {
    await server.clear();
    await records.close();
    await database.drop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    const account = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, TOKEN_SECRET };
    server = await ServerProcess.start(dataFolder, { settings: { ...account, DATABASE_URL: database.url } });
  }

  const files = () => new FileRoutes(server.url, authorization, '/files');

  /** What stands, and what was told of it. */
  const standing = () =>
    records.ask(`select r.id, r.version, r.state, r.details->>'sha256' as sha256,
      (select count(*)::int from resource_change c where c.resource_id = r.id) as changes from resource r order by r.id`);

  /** What the clock does a day and more later. */
  async function aDayLater(): Promise<void> {
    const clock = new SetClock(new Date(systemClock.now().getTime() + 27 * HOUR_MS));
    // Opened as at a start, it removes what was interrupted long ago.
    const store = await openDiskStore(join(dataFolder, 'objects'), clock);
    const jobs = await openClockedJobs({ dataFolder, databaseUrl: database.url }, { clock, purgeGraceMs: 0, store });
    try {
      while ((await jobs.sweep.run()).hasMore);
      while ((await jobs.purge.run()).hasMore);
    } finally {
      await jobs.close();
    }
  }

  it('has what stood before, and sweeps what was half-way [S2-003]', async () => {
    const old = randomBytes(300_000);
    assert.equal((await files().post({ name: 'old.bin', bytes: old })).status, 201);
    const before = await standing();
    const sent = { name: 'new.bin', bytes: randomBytes(4_000_000), first: 2_000_000 };
    await files().beginForm({ method: 'POST' }, sent);
    await files().beginForm({ method: 'PUT', rest: '/old.bin' }, sent);
    await until(async () => (await incomingIn(dataFolder)).length === 2);
    await server.kill();
    await start();
    assert.deepEqual(await standing(), before);
    assert.ok((await files().download('old.bin')).bytes.equals(old));
    assert.equal((await files().download('new.bin')).status, 404);
    // Nothing has to be done: the device asks again.
    assert.equal((await files().post({ ...sent, metadata: { class: 'log' } })).status, 201);
    assert.equal((await files().put('old.bin', sent)).status, 200);
    await aDayLater();
    assert.deepEqual(await incomingIn(dataFolder), []);
    const states = await records.ask('select state, count(*)::int as count from stored_object group by state');
    assert.deepEqual(
      states.filter((each) => (each as { readonly state: string }).state === 'AWAITED'),
      [],
    );
    assert.equal(await storedFiles(dataFolder), 2);
  });

  it('has of each file the last that it acknowledged, or one that was sent after it, whole', async () => {
    const sent = new Map(NAMES.map((name) => [name, [randomBytes(200_000)]]));
    const acknowledged = new Map<string, number>();
    for (const [name, [bytes]] of sent) {
      assert.equal((await files().post({ name, ...(bytes && { bytes }) })).status, 201);
    }
    for (let round = 0; round < 2; round += 1) {
      let count = 0;
      const write = async (name: string): Promise<void> => {
        const versions = sent.get(name) ?? [];
        for (;;) {
          const bytes = randomBytes(200_000);
          const nth = versions.push(bytes) - 1;
          const answer = await files().put(name, { name, bytes });
          assert.equal(answer.status, 200, answer.bytes.toString());
          acknowledged.set(name, nth);
          count += 1;
        }
      };
      const writers = NAMES.map((name) => write(name).catch((error: unknown) => error));
      await until(() => Promise.resolve(count >= 10 + round * 7));
      await server.kill();
      for (const ended of await Promise.all(writers))
        assert.ok(!(ended instanceof assert.AssertionError), String(ended));
      await start();
      for (const [name, versions] of sent) {
        const { status, bytes } = await files().download(name);
        assert.equal(status, 200);
        const nth = versions.findIndex((each) => each.equals(bytes));
        assert.ok(nth >= (acknowledged.get(name) ?? 0), `${name} is ${nth.toString()}`);
      }
    }
    await aDayLater();
    const ready = await records.ask(`select id from resource where state = 'READY'`);
    assert.equal(await storedFiles(dataFolder), ready.length);
  });
});
