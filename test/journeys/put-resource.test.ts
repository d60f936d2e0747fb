import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries, entry } from '../support/entries.js';
import type { CreateResourceInput } from '../support/generated/graphql.js';
import { PUT_RESOURCE, putEntry, putFile } from '../support/puts.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, completeUpload, download, put, requestUpload, sha256 } from '../support/uploads.js';

const ownerId = 'cam-1';

describe('a resource that is put', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore({ clock });
    root = thingstore.root;
    await createOwner(root, { id: ownerId, kind: 'DEVICE', name: ownerId });
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const putHere = (input: Omit<CreateResourceInput, 'ownerId'>) => putEntry(root, { ownerId, ...input });
  async function putFileHere(path: string, bytes: Uint8Array, more: Partial<CreateResourceInput> = {}) {
    const { put: made, refusal } = await putFile(root, { ownerId, path, ...more }, { bytes });
    if (made === undefined) throw new Error(refusal?.message);
    return made;
  }
  const changes = async (id: string) =>
    (await records.history(id)).map(({ action, changed, version }) => [action, version, changed] as const);
  const states = async (id: string) =>
    (
      await records.ask<{ state: string }>(
        'select state from stored_object where resource_id = $1 order by state desc',
        id,
      )
    ).map(({ state }) => state);
  async function refused(input: Omit<CreateResourceInput, 'ownerId'>) {
    const { extensions } = await root.refusal(PUT_RESOURCE, { input: { ownerId, ...input } });
    return [extensions.code, extensions.property];
  }

  it('is created where nothing stands', async () => {
    const made = await putHere({ path: 'new', data: { a: 1 }, metadata: { m: 1 } });
    assert.deepEqual([made.version, made.data, made.kind, made.state], [1, { a: 1 }, 'JSON', 'READY']);
    assert.deepEqual(await changes(made.id), [['CREATED', 1, ['data', 'metadata', 'path']]]);
  });

  it('replaces what stands as a whole: what is left out is as for a new one', async () => {
    const [archiveAt, deleteAt] = ['2099-01-01T00:00:00.000Z', '2099-02-01T00:00:00.000Z'];
    const first = await createEntry(root, {
      ...{ ownerId, path: 'whole', data: { a: 1 }, type: 'application/geo+json', metadata: { m: 1 } },
      ...{ dataCreatedAt: '2026-01-02T03:04:05.678Z', archiveAt, deleteAt },
    });
    clock.advance(1000);
    const second = await putHere({ path: 'whole', data: { b: 2 } });
    assert.deepEqual(
      [second.id, second.version, second.data, second.type, second.metadata, second.archiveAt, second.deleteAt],
      [first.id, 2, { b: 2 }, 'application/json', {}, null, null],
    );
    assert.deepEqual([second.createdAt, second.dataCreatedAt], [first.createdAt, clock.now().toISOString()]);
    const [, row] = await changes(first.id);
    assert.deepEqual(row, ['UPDATED', 2, ['data', 'type', 'metadata', 'dataCreatedAt', 'archiveAt', 'deleteAt']]);
  });

  it('that changes nothing adds no history, in whatever order its members come', async () => {
    const data = { list: [1, { b: null, a: 1.5 }], zero: -0, text: 'Straße' };
    const made = await putHere({ path: 'same', data, metadata: { a: 1, b: { c: 2, d: 3 } } });
    clock.advance(5000);
    const reordered = { text: 'Straße', zero: 0, list: [1, { a: 1.5, b: null }] };
    const again = await putHere({ path: 'same', data: reordered, metadata: { b: { d: 3, c: 2 }, a: 1 } });
    assert.deepEqual(again, made);
    const literal = await root.send(
      `mutation { putResource(input: { ownerId: "${ownerId}", path: "same", metadata: { b: { d: 3, c: 2 }, a: 1 },
        data: { text: "Straße", zero: 0, list: [1, { a: 1.5, b: null }] } }) { version } }`,
    );
    assert.deepEqual(literal.data, { putResource: { version: 1 } });
    assert.equal((await changes(made.id)).length, 1);
  });

  it('with the same content was captured when it was, unless that is said', async () => {
    const made = await putHere({ path: 'dated', text: 'a' });
    clock.advance(5000);
    const noted = await putHere({ path: 'dated', text: 'a', metadata: { note: 1 } });
    assert.equal(noted.dataCreatedAt, made.dataCreatedAt);
    assert.deepEqual((await changes(made.id))[1], ['UPDATED', 2, ['metadata']]);
    const dated = await putHere({ path: 'dated', text: 'a', dataCreatedAt: '2026-02-03T00:00:00.000Z' });
    assert.equal(dated.dataCreatedAt, '2026-02-03T00:00:00.000Z');
    assert.deepEqual((await changes(made.id))[2], ['UPDATED', 3, ['metadata', 'dataCreatedAt']]);
  });

  it('may be text where JSON stood, and JSON where text stood', async () => {
    const made = await putHere({ path: 'i18n/en', text: 'words to come' });
    const json = await putHere({ path: 'i18n/en', data: { hello: 'Hello' } });
    assert.deepEqual([json.id, json.kind, json.type], [made.id, 'I18N', 'application/json']);
    assert.equal((await putHere({ path: 'i18n/en', text: 'gone' })).kind, 'TEXT');
  });

  it('may be a file where a file stood: the old bytes are condemned; the same bytes change nothing', async () => {
    const [one, two] = [randomBytes(1000), randomBytes(1000)];
    const made = await putFileHere('film', one, { type: 'video/mp4' });
    assert.deepEqual(await changes(made.id), [['CREATED', 1, ['file', 'metadata', 'path']]]);
    const again = await putFileHere('film', one, { type: 'video/mp4' });
    assert.deepEqual([again.version, again.details?.key], [1, made.details?.key]);
    assert.deepEqual(await states(made.id), ['STORED']);
    clock.advance(1000);
    const replaced = await putFileHere('film', two, { type: 'video/mp4' });
    assert.deepEqual([replaced.id, replaced.version, replaced.details?.sha256], [made.id, 2, sha256(two)]);
    assert.deepEqual((await changes(made.id))[1], ['UPDATED', 2, ['file', 'dataCreatedAt']]);
    assert.deepEqual(await states(made.id), ['STORED', 'CONDEMNED']);
    assert.ok((await download(replaced.signedUrl?.url ?? '')).equals(two));
    const awaited = await records.ask(`select 1 from stored_object where state = 'AWAITED'`);
    assert.deepEqual(awaited, []);
  });

  it('may be a file where a value stood, and never a value where a file stands', async () => {
    const value = await putHere({ path: 'kinds', data: { a: 1 } });
    const bytes = randomBytes(10);
    const file = await putFileHere('kinds', bytes, { type: 'image/x-raw' });
    assert.deepEqual([file.id, file.kind, file.version], [value.id, 'IMAGE', 2]);
    assert.deepEqual((await records.history(value.id))[1]?.changed.slice(0, 2), ['file', 'type']);
    assert.deepEqual(await refused({ path: 'kinds', data: { a: 1 } }), ['INVALID_ARGUMENTS', 'data']);
    assert.deepEqual(await refused({ path: 'kinds', text: 'a' }), ['INVALID_ARGUMENTS', 'text']);
    assert.ok((await download((await capture(root, file.id)).signedUrl?.url ?? '')).equals(bytes));
  });

  it('completes what waits for its upload, as CREATED, and the uploads are given up', async () => {
    for (const [path, write] of [
      ['waits/value', () => putHere({ path: 'waits/value', data: { a: 1 } })],
      ['waits/file', () => putFileHere('waits/file', randomBytes(10))],
    ] as const) {
      const ticket = await requestUpload(root, { ownerId, path, type: 'image/png', metadata: { old: true } });
      const made = await write();
      assert.deepEqual([made.id, made.state, made.version, made.metadata], [ticket.resource.id, 'READY', 1, {}]);
      assert.deepEqual(
        (await changes(made.id)).map(([action, version]) => [action, version]),
        [['CREATED', 1]],
      );
      assert.equal((await put(ticket.upload, randomBytes(5))).status, 404);
      assert.equal((await entry(root, made.id))?.version, 1);
    }
  });

  it('is no value below "files" of a device, also where a file is awaited', async () => {
    await requestUpload(root, { ownerId, path: 'files/a.csv', type: 'text/csv' });
    assert.deepEqual(await refused({ path: 'files/a.csv', text: 'a' }), ['INVALID_ARGUMENTS', 'path']);
    assert.deepEqual(await refused({ path: 'files/b.csv', text: 'a' }), ['INVALID_ARGUMENTS', 'path']);
    assert.equal((await putFileHere('files/a.csv', randomBytes(3))).state, 'READY');
  });

  it('is not where a pointer stands', async () => {
    const source = await putFileHere('pointed/source', randomBytes(3));
    await records.ask(
      `insert into source_reference (project_id, resource_id, owner_id, path, type, kind)
       select project_id, id, owner_id, path, type, kind from resource where id = $1`,
      source.id,
    );
    await records.ask(
      `insert into resource (project_id, id, owner_id, path, type, kind, state, source_id, metadata, created_at,
         data_created_at, updated_at, version, last_epoch, last_xid)
       select project_id, gen_random_uuid(), owner_id, 'pointed/pointer', type, kind, state, id, metadata, created_at,
         data_created_at, updated_at, 1, last_epoch, last_xid from resource where id = $1`,
      source.id,
    );
    assert.deepEqual(await refused({ path: 'pointed/pointer', data: {} }), ['RESOURCE_EXISTS', 'path']);
    const { refusal } = await putFile(root, { ownerId, path: 'pointed/pointer' }, { bytes: randomBytes(3) });
    assert.equal(refusal?.extensions.code, 'RESOURCE_EXISTS');
    assert.match(refusal.message, /pointer/);
  });

  it('by many at once is created once and updated by each of the others, in order', async () => {
    const numbers = Array.from({ length: 20 }, (_, number) => number);
    const made = await Promise.all(numbers.map((number) => putHere({ path: 'busy', data: { number } })));
    const [{ id } = { id: '' }] = made;
    assert.deepEqual(new Set(made.map((one) => one.id)), new Set([id]));
    const history = await changes(id);
    assert.deepEqual(
      history.map(([action, version]) => [action, version]),
      numbers.map((number) => [number === 0 ? 'CREATED' : 'UPDATED', number + 1]),
    );
  });

  it('among deletions and creations at the same place never fails, and leaves one history a record', async () => {
    const numbers = Array.from({ length: 12 }, (_, number) => number);
    const work = numbers.map(async (number) => {
      if (number % 3 !== 0) return putHere({ path: 'contested', data: { number } });
      return deleteEntries(root, { at: { ownerId, path: 'contested' } }).catch((cause: unknown) => {
        assert.match(String(cause), /RESOURCE_NOT_FOUND/);
      });
    });
    await Promise.all(work);
    const rows = await records.ask<{ action: string }>(
      `select action from resource_change where path = 'contested' order by epoch, xid, seq`,
    );
    let stands = false;
    for (const { action } of rows) {
      assert.equal(stands, action !== 'CREATED', JSON.stringify(rows));
      stands = action !== 'DELETED';
    }
  });

  it('that was refused leaves what stands as it was', async () => {
    const made = await putHere({ path: 'refused', data: { a: 1 } });
    assert.deepEqual(await refused({ path: 'refused', data: 21.5 }), ['INVALID_ARGUMENTS', 'data']);
    assert.deepEqual(await refused({ path: 'refused', data: {}, type: 'text/plain' }), ['INVALID_ARGUMENTS', 'type']);
    assert.deepEqual(await refused({ path: 'refused' }), ['INVALID_ARGUMENTS', 'data']);
    assert.equal((await entry(root, made.id))?.version, 1);
  });

  it('leaves an upload that is to replace a file to do so later', async () => {
    const bytes = randomBytes(20);
    const made = await putFileHere('later', randomBytes(10), { type: 'image/x-raw' });
    const ticket = await requestUpload(root, { ownerId, path: 'later', type: 'image/x-raw', replace: true });
    await putFileHere('later', randomBytes(11), { type: 'image/x-raw' });
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    await completeUpload(root, { resourceId: made.id, uploadId: ticket.uploadId });
    assert.equal((await capture(root, made.id)).details?.sha256, sha256(bytes));
  });
});
