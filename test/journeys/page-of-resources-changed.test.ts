import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, entries, entry, entryAt, UPDATE_ENTRY, updateEntry } from '../support/entries.js';
import type { UpdateResourceInput } from '../support/generated/graphql.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { picture, put, requestUpload } from '../support/uploads.js';

describe('a resource that is changed', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
    await createOwner(root, { id: 'plant', kind: 'SYSTEM', name: 'Plant' });
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const create = (path: string, rest: { readonly data?: unknown; readonly metadata?: Record<string, unknown> } = {}) =>
    createEntry(root, { ownerId: 'cam-1', path, ...rest });
  const refused = async (input: UpdateResourceInput) => {
    const { code, property } = (await root.refusal(UPDATE_ENTRY, { input })).extensions;
    return [code, property];
  };
  const lastChange = async (id: string) => (await records.history(id)).at(-1);

  it('keeps what is left out, and its history says what was touched', async () => {
    const made = await create('some', { data: { a: 1 }, metadata: { m: 1 } });
    const written = await updateEntry(root, { id: made.id, data: { b: [2] } });
    assert.deepEqual(
      [written.data, written.metadata, written.path, written.version],
      [{ b: [2] }, { m: 1 }, 'some', 2],
    );
    assert.ok(written.updatedAt > made.updatedAt);
    assert.equal(written.createdAt, made.createdAt);
    const change = await lastChange(made.id);
    assert.deepEqual([change?.action, change?.changed, change?.version], ['UPDATED', ['data'], 2]);
    const all = {
      path: 'all',
      type: 'application/geo+json',
      data: [],
      metadata: {},
      dataCreatedAt: '2026-01-01T00:00:00Z',
    };
    await updateEntry(root, { id: made.id, ...all });
    const changed = (await lastChange(made.id))?.changed.toSorted();
    assert.deepEqual(changed, ['data', 'dataCreatedAt', 'metadata', 'path', 'type']);
  });

  it('has its metadata replaced, emptied by null, or merged key by key', async () => {
    const { id } = await create('metadata', { metadata: { keep: 1, drop: 2, deep: { a: 1 } } });
    const metadata = async (input: Omit<UpdateResourceInput, 'id'>) =>
      (await updateEntry(root, { id, ...input })).metadata;
    assert.deepEqual(await metadata({ mergeMetadata: { drop: null, added: [1], unknown: null } }), {
      keep: 1,
      deep: { a: 1 },
      added: [1],
    });
    // Not deeply: a key's value is replaced as a whole, and a null below it stays.
    assert.deepEqual(await metadata({ mergeMetadata: { deep: { b: null } } }), {
      keep: 1,
      deep: { b: null },
      added: [1],
    });
    assert.deepEqual(await metadata({ metadata: { only: true } }), { only: true });
    assert.deepEqual(await metadata({ mergeMetadata: null, dataCreatedAt: null }), { only: true });
    assert.deepEqual(await metadata({ metadata: null }), {});
    assert.deepEqual(await refused({ id, metadata: {}, mergeMetadata: {} }), ['INVALID_ARGUMENTS', 'mergeMetadata']);
  });

  it('has metadata within its limits, merged or not', async () => {
    const { id } = await create('limits', { metadata: { a: 'x'.repeat(40_000) } });
    const half = { b: 'x'.repeat(40_000) };
    assert.deepEqual(await refused({ id, mergeMetadata: half }), ['INVALID_ARGUMENTS', 'mergeMetadata']);
    assert.deepEqual(await refused({ id, metadata: { ...half, a: half.b } }), ['INVALID_ARGUMENTS', 'metadata']);
    assert.equal((await updateEntry(root, { id, mergeMetadata: { a: null, ...half } })).version, 2);
  });

  it('is left alone at another version than the one that was read', async () => {
    const { id } = await create('versions');
    assert.equal((await updateEntry(root, { id, ifVersion: 1, data: { by: 'first' } })).version, 2);
    const { extensions } = await root.refusal(UPDATE_ENTRY, { input: { id, ifVersion: 1, data: { by: 'second' } } });
    assert.deepEqual(
      [extensions.code, extensions.property, extensions.params],
      ['VERSION_CONFLICT', 'ifVersion', { currentVersion: 2 }],
    );
    assert.deepEqual((await entry(root, id))?.data, { by: 'first' });
    const racing = Array.from({ length: 8 }, (_, by) => updateEntry(root, { id, ifVersion: 2, data: { by } }));
    const outcomes = await Promise.allSettled(racing);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await entry(root, id))?.version, 3);
    assert.equal((await records.history(id)).length, 3);
  });

  it('loses no change when many are made at once', async () => {
    const { id } = await create('many');
    await Promise.all(
      Array.from({ length: 20 }, (_, key) => updateEntry(root, { id, mergeMetadata: { [key]: true } })),
    );
    const changed = await entry(root, id);
    assert.deepEqual([Object.keys(changed?.metadata ?? {}).length, changed?.version], [20, 21]);
    const versions = (await records.history(id)).map(({ version }) => version);
    assert.deepEqual(
      versions,
      Array.from({ length: 21 }, (_, index) => index + 1),
    );
  });

  it('adds nothing to its history when nothing changed', async () => {
    const { id, updatedAt } = await create('same', { data: { a: [1, { b: null }] }, metadata: { x: 'y' } });
    const same = { path: '/same/', type: 'application/json', data: { a: [1, { b: null }] }, metadata: { x: 'y' } };
    for (const input of [
      {},
      same,
      { mergeMetadata: {} },
      { mergeMetadata: { x: 'y', gone: null } },
      { ifVersion: 1 },
    ]) {
      const written = await updateEntry(root, { id, ...input });
      assert.deepEqual([written.version, written.updatedAt], [1, updatedAt]);
    }
    const literal =
      'mutation ($id: ID!) { updateResource(input: { id: $id, data: { a: [1, { b: null }] } }) { version } }';
    assert.deepEqual((await root.send(literal, { id })).data, { updateResource: { version: 1 } });
    assert.equal((await records.history(id)).length, 1);
  });

  it('moves to a free path, and is not moved onto a taken one', async () => {
    const [one, other] = [await create('move/one'), await create('move/other')];
    const refusal = await root.refusal(UPDATE_ENTRY, { input: { id: one.id, path: 'move/other' } });
    assert.deepEqual([refusal.extensions.code, refusal.extensions.property], ['RESOURCE_EXISTS', 'path']);
    assert.equal((await entry(root, one.id))?.version, 1);
    assert.equal((await updateEntry(root, { id: one.id, path: '/move/three/' })).path, 'move/three');
    assert.equal(await entryAt(root, { ownerId: 'cam-1', path: 'move/one' }), null);
    assert.equal((await updateEntry(root, { id: other.id, path: 'move/one' })).path, 'move/one');
    for (const path of ['', '..', 'x'.repeat(1025)]) {
      assert.deepEqual(await refused({ id: one.id, path }), ['INVALID_ARGUMENTS', 'path']);
    }
  });

  it('moves alone when many move to one path', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, (_, index) => create(`crowd/${index.toString()}`)));
    const outcomes = await Promise.allSettled(made.map(({ id }) => updateEntry(root, { id, path: 'crowd/top' })));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.match(String(outcome.reason), /RESOURCE_EXISTS/);
    }
    assert.equal((await entries(root, { ownerId: 'cam-1', path: 'crowd', childrenOnly: true })).totalCount, 6);
  });

  it('becomes translations when it moves below i18n/, and JSON when it leaves', async () => {
    const { id } = await create('texts/en');
    assert.equal((await updateEntry(root, { id, path: 'i18n/en' })).kind, 'I18N');
    assert.equal((await updateEntry(root, { id, path: 'texts/en' })).kind, 'JSON');
  });

  it('does not move into "files" of a device, but may on other owners', async () => {
    const { id } = await create('loose');
    for (const path of ['files', 'files/loose', 'files/a/b']) {
      assert.deepEqual(await refused({ id, path }), ['INVALID_ARGUMENTS', 'path'], path);
    }
    const free = await createEntry(root, { ownerId: 'plant', path: 'loose' });
    assert.equal((await updateEntry(root, { id: free.id, path: 'files/a/b' })).path, 'files/a/b');
  });

  it('stays within "files" of a device when it is a file there, and goes by another name at most', async () => {
    const ticket = await requestUpload(root, { ownerId: 'cam-1', path: 'files/one.png', type: 'image/png' });
    assert.equal((await put(ticket.upload, await picture('png'))).status, 201);
    const { id } = ticket.resource;
    for (const path of ['one.png', 'files', 'files/a/one.png']) {
      assert.deepEqual(await refused({ id, path }), ['INVALID_ARGUMENTS', 'path'], path);
    }
    assert.equal((await updateEntry(root, { id, path: 'files/two.png' })).path, 'files/two.png');
    const outside = await requestUpload(root, { ownerId: 'cam-1', path: 'outside.png', type: 'image/png' });
    assert.deepEqual(await refused({ id: outside.resource.id, path: 'files/x.png' }), ['INVALID_ARGUMENTS', 'path']);
  });

  it('keeps what it is: no null for what it must have, no scalar, no data for a file, no file type for JSON', async () => {
    const { id } = await create('firm', { data: { a: 1 } });
    for (const property of ['path', 'type', 'data'] as const) {
      assert.deepEqual(await refused({ id, [property]: null }), ['INVALID_ARGUMENTS', property]);
    }
    for (const data of [1, 'x', false]) assert.deepEqual(await refused({ id, data }), ['INVALID_ARGUMENTS', 'data']);
    for (const type of ['image/png', 'x']) assert.deepEqual(await refused({ id, type }), ['INVALID_ARGUMENTS', 'type']);
    const file = await requestUpload(root, { ownerId: 'cam-1', path: 'photo.png', type: 'image/png' });
    assert.deepEqual(await refused({ id: file.resource.id, data: {} }), ['INVALID_ARGUMENTS', 'data']);
    assert.equal((await entry(root, id))?.version, 1);
  });

  it('that is archived is not changed, and one that is unknown is not found', async () => {
    const { id } = await create('archived');
    await records.ask('update resource set archived_at = now() where id = $1', id);
    assert.deepEqual(await refused({ id, metadata: {} }), ['RESOURCE_ARCHIVED', 'id']);
    for (const unknown of ['019a0000-0000-7000-8000-00000000dead', 'no id', '']) {
      assert.deepEqual(await refused({ id: unknown, metadata: {} }), ['RESOURCE_NOT_FOUND', 'id'], unknown);
    }
  });
});
