import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner, deleteEntries } from '../support/entries.js';
import { HeldLocks } from '../support/held-locks.js';
import { JOBS, jobsOf } from '../support/lifecycle.js';
import { person } from '../support/people.js';
import { Records } from '../support/records.js';
import { secondProject } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';
import { put, requestUpload } from '../support/uploads.js';

const HOUR = 60 * 60 * 1000;

describe('what the server does by the clock', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore({ clock });
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const job = async (name: string, client = root) => {
    const found = (await jobsOf(client)).find((each) => each.name === name);
    assert.ok(found, name);
    return found;
  };

  it('is told to the role Root, by name, with when it ran last', async () => {
    const names = (await jobsOf(root)).map(({ name }) => name);
    assert.deepEqual(names, [...names].sort());
    assert.ok(names.includes('purge condemned objects') && names.includes('remove resources of deleted owners'));
    assert.deepEqual(
      (await jobsOf(root)).find(({ name }) => name === 'remove untracked objects'),
      { name: 'remove untracked objects', lastRunAt: null, lastError: null, due: 0 },
    );
    await until(async () => (await job('archive due resources')).lastRunAt !== null);
    assert.equal((await job('archive due resources')).lastError, null);
  });

  it('is not told to anybody else', async () => {
    const others = [(await person(thingstore, 'READ_WRITE')).client, await thingstore.thing('cam-2')];
    for (const other of others) assert.equal((await other.refusal(JOBS, {})).extensions.code, 'FORBIDDEN');
  });

  it('says how much of the project waits, up to 10,000, and nothing of other projects', async () => {
    const other = await secondProject(thingstore);
    const due = async (client: ApiClient) =>
      Promise.all(['archive due resources', 'delete due resources'].map(async (name) => (await job(name, client)).due));
    await records.ask(
      `insert into resource (project_id, id, owner_id, path, type, kind, state, data, metadata, created_at,
         data_created_at, updated_at, archive_at, delete_at, version, last_epoch, last_xid)
       select 'default', gen_random_uuid(), 'cam-1', 'due/' || n, 'application/json', 'JSON', 'READY', '{}', '{}',
         now(), now(), now(), $1, case when n <= 3 then $1::timestamptz end, 1, 0, '0' from generate_series(1, 10004) n`,
      new Date(clock.now().getTime() + HOUR),
    );
    // The clock leaves alone what somebody else has locked.
    const most = await HeldLocks.take(thingstore.databaseUrl, `select 1 from resource where path < 'due/2' for update`);
    const rest = await HeldLocks.take(thingstore.databaseUrl, `select 1 from resource where path > 'due/2' for update`);
    assert.deepEqual(
      [await due(root), await due(other)],
      [
        [0, 0],
        [0, 0],
      ],
    );
    clock.advance(HOUR);
    await until(async () => (await due(root))[0] !== 0);
    assert.deepEqual(
      [await due(root), await due(other)],
      [
        [10_000, 3],
        [0, 0],
      ],
    );
    await rest.release();
    await until(async () => ((await due(root))[0] ?? 0) < 9_999);
    await most.release();
    await until(async () => (await due(root)).join() === '0,0');
  });

  it('says in a plain sentence why it failed, and that it is well again', async () => {
    const ticket = await requestUpload(root, { ownerId: 'cam-1', path: 'file', type: 'video/mp4' });
    assert.equal((await put(ticket.upload, Buffer.from('bytes'))).status, 201);
    const folder = join(thingstore.dataFolder, 'objects');
    await rename(folder, `${folder}.away`);
    await deleteEntries(root, { ids: [ticket.resource.id], purge: true });
    await until(async () => (await job('purge condemned objects')).lastError !== null);
    const failed = await job('purge condemned objects');
    assert.match(failed.lastError ?? '', /^[A-Za-z ]+cannot be reached at the moment\. Try again shortly\.$/);
    assert.equal(failed.due, 1);
    await rename(`${folder}.away`, folder);
    await until(async () => (await job('purge condemned objects')).lastError === null);
  });
});
