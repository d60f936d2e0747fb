import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { CREATE_ENTRY, createEntry, createOwner, deleteEntries, updateEntry } from '../support/entries.js';
import type { CreateResourceInput } from '../support/generated/graphql.js';
import { keptKeys } from '../support/keyed-writes.js';
import { assign, person, unassign } from '../support/people.js';
import { PUT_RESOURCE, putEntry, putFile } from '../support/puts.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const ownerId = 'cam-1';
const DAY = 24 * 60 * 60 * 1000;

describe('a request that is sent again with its idempotency key', () => {
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

  const input = (path: string, more: Partial<CreateResourceInput> = {}) => ({ ownerId, path, data: { a: 1 }, ...more });
  async function refused(asked: CreateResourceInput, client = root) {
    const { extensions } = await client.refusal(CREATE_ENTRY, { input: asked });
    return [extensions.code, extensions.property];
  }
  const actions = async (id: string) => (await records.history(id)).map(({ action }) => action);

  it('has one effect, and is answered with the same record', async () => {
    const asked = input('once', { idempotencyKey: 'once' });
    const made = await createEntry(root, asked);
    assert.deepEqual(await createEntry(root, asked), made);
    assert.deepEqual(await actions(made.id), ['CREATED']);
    // Without the key it is another request.
    assert.deepEqual(await refused(input('once')), ['RESOURCE_EXISTS', 'path']);
  });

  it('is answered with the record as it is now', async () => {
    const asked = input('changed', { idempotencyKey: 'changed' });
    const { id } = await createEntry(root, asked);
    await updateEntry(root, { id, path: 'moved', data: { b: 2 } });
    const again = await createEntry(root, asked);
    assert.deepEqual([again.id, again.path, again.data, again.version], [id, 'moved', { b: 2 }, 2]);
    const put = { ...asked, idempotencyKey: 'put', path: 'moved' };
    assert.equal((await putEntry(root, put)).version, 3);
    await updateEntry(root, { id, data: { c: 3 } });
    assert.deepEqual((await putEntry(root, put)).data, { c: 3 });
    assert.equal((await actions(id)).length, 4);
  });

  it('twenty times at once has one effect too, whichever mutation it is', async () => {
    const twenty = Array.from({ length: 20 });
    const created = await Promise.all(twenty.map(() => createEntry(root, input('many/a', { idempotencyKey: 'many' }))));
    const put = await Promise.all(twenty.map(() => putEntry(root, input('many/b', { idempotencyKey: 'many' }))));
    for (const answers of [created, put]) {
      assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
      assert.deepEqual(await actions(answers[0]?.id ?? ''), ['CREATED']);
    }
  });

  it('may carry a file, known by its bytes; those that came again are given up, and URLs are made anew', async () => {
    const [bytes, others] = [randomBytes(2000), randomBytes(2000)];
    const place = { ownerId, path: 'file', idempotencyKey: 'file' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => putFile(root, place, { bytes })));
    const ids = new Set(answers.map(({ put }) => put?.id));
    assert.equal(ids.size, 1);
    const [id = ''] = ids;
    assert.deepEqual(await actions(id), ['CREATED']);
    const states = await records.ask<{ state: string; count: number }>(
      'select state, count(*)::integer as count from stored_object group by state order by state desc',
    );
    assert.equal(states[0]?.count, 1);
    assert.deepEqual(new Set(states.map(({ state }) => state)).has('AWAITED'), false);
    clock.advance(1000);
    const again = await putFile(root, place, { bytes });
    assert.notEqual(again.put?.signedUrl?.url, answers[0]?.put?.signedUrl?.url);
    for (const file of [{ bytes: others }, { bytes, name: 'other.bin' }]) {
      const { refusal } = await putFile(root, place, file);
      assert.deepEqual(
        [refusal?.extensions.code, refusal?.extensions.property],
        ['INVALID_ARGUMENTS', 'idempotencyKey'],
      );
    }
  });

  it('with other input is refused, and changes nothing; the order of members is no difference', async () => {
    const asked = input('other', { idempotencyKey: 'other', data: { a: 1, b: { c: 2, d: 3 } }, metadata: { x: 1 } });
    const made = await createEntry(root, asked);
    const reordered = { ...asked, data: { b: { d: 3, c: 2 }, a: 1 } };
    assert.equal((await createEntry(root, reordered)).id, made.id);
    for (const other of [
      { data: { a: 1, b: { c: 2, d: 4 } } },
      { metadata: { x: 2 } },
      { path: 'other/2' },
      { dataCreatedAt: '2026-01-01T00:00:00.000Z' },
      { data: null, text: 'a' },
    ]) {
      assert.deepEqual(await refused({ ...asked, ...other }), ['INVALID_ARGUMENTS', 'idempotencyKey']);
    }
    assert.deepEqual(await actions(made.id), ['CREATED']);
  });

  it('with several inputs at once has one of them, and the others are refused', async () => {
    const all = Array.from({ length: 10 }, (_, nth) => input(`rivals/${nth.toString()}`, { idempotencyKey: 'rivals' }));
    const outcomes = await Promise.allSettled(all.map((asked) => createEntry(root, asked)));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    const made = await records.ask(`select 1 from resource where path like 'rivals/%'`);
    assert.equal(made.length, 1);
  });

  it('has a key of 1 to 255 characters, by characters', async () => {
    for (const [path, idempotencyKey] of [
      ['key/1', 'k'],
      ['key/2', '🚲'.repeat(255)],
    ] as const) {
      const made = await createEntry(root, input(path, { idempotencyKey }));
      assert.equal((await createEntry(root, input(path, { idempotencyKey }))).id, made.id);
    }
    for (const idempotencyKey of ['', 'k'.repeat(256)]) {
      assert.deepEqual(await refused(input('key/3', { idempotencyKey })), ['INVALID_ARGUMENTS', 'idempotencyKey']);
    }
    assert.equal((await createEntry(root, input('key/3', { idempotencyKey: null }))).version, 1);
  });

  it('is known by who sent it and with which mutation', async () => {
    const editor = await person(thingstore, 'READ_WRITE');
    await assign(root, editor, { role: 'ResourceEditor' });
    const camera = await thingstore.thing('cam-2');
    const asked = { ownerId: 'cam-2', path: 'whose', data: {}, idempotencyKey: 'whose' };
    const made = await createEntry(root, asked);
    for (const client of [editor.client, camera]) {
      assert.deepEqual(await refused(asked, client), ['RESOURCE_EXISTS', 'path']);
    }
    assert.equal((await putEntry(root, { ...asked, data: { put: true } })).version, 2);
    assert.equal((await createEntry(root, asked)).id, made.id);
  });

  it('that was refused is judged anew', async () => {
    const asked = input('freed', { idempotencyKey: 'freed' });
    const { id } = await createEntry(root, input('freed'));
    assert.deepEqual(await refused(asked), ['RESOURCE_EXISTS', 'path']);
    await deleteEntries(root, { ids: [id] });
    assert.equal((await createEntry(root, asked)).version, 1);
    assert.ok((await keptKeys(records)).includes('freed'));
  });

  it('does not bring back what was deleted, and says so; as it does of what is seen no more', async () => {
    const editor = await person(thingstore, 'READ_WRITE');
    const role = await assign(root, editor, { role: 'ResourceEditor', ownerId });
    const [gone, unseen] = [input('gone', { idempotencyKey: 'gone' }), input('unseen', { idempotencyKey: 'unseen' })];
    const made = await createEntry(editor.client, gone);
    await createEntry(editor.client, unseen);
    await deleteEntries(root, { ids: [made.id] });
    const deleted = await editor.client.refusal(CREATE_ENTRY, { input: gone });
    assert.deepEqual([deleted.extensions.code, deleted.extensions.property], ['RESOURCE_NOT_FOUND', 'idempotencyKey']);
    await unassign(root, role);
    const hidden = await editor.client.refusal(CREATE_ENTRY, { input: unseen });
    assert.deepEqual([hidden.message, hidden.extensions.code], [deleted.message, deleted.extensions.code]);
    assert.deepEqual(await actions(made.id), ['CREATED', 'DELETED']);
  });

  it('leaves neither its input nor an answer behind, and nothing of a request that was refused', async () => {
    const secret = 'hunter2-in-the-metadata';
    const asked = input('secret', { idempotencyKey: 'secret', metadata: { secret } });
    await createEntry(root, asked);
    await refused(input('no/such\0path', { idempotencyKey: 'refused' }));
    await refused({ ...asked, ownerId: 'nobody', idempotencyKey: 'refused' });
    await root.refusal(PUT_RESOURCE, { input: input('//', { idempotencyKey: 'refused' }) });
    const rows = JSON.stringify(await records.ask('select * from idempotency_key'));
    assert.ok(!rows.includes(secret) && !rows.includes('http') && !rows.includes('"refused"'), rows);
  });

  it('is known for 24 hours, and a new request from then on', async () => {
    // A thing, since its key does not end.
    const camera = await thingstore.thing('cam-3');
    const asked = { ownerId: 'cam-3', path: 'aged', data: {}, idempotencyKey: 'aged' };
    const made = await createEntry(camera, asked);
    clock.advance(DAY - 1);
    assert.equal((await createEntry(camera, asked)).id, made.id);
    clock.advance(1);
    assert.deepEqual(await refused(asked, camera), ['RESOURCE_EXISTS', 'path']);
    await deleteEntries(camera, { ids: [made.id] });
    const anew = await createEntry(camera, asked);
    assert.notEqual(anew.id, made.id);
    assert.equal((await createEntry(camera, asked)).id, anew.id);
  });
});
