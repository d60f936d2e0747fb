import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { CREATE_ENTRY, createEntry, createOwner, entries, entry, entryAt } from '../support/entries.js';
import type { CreateResourceInput, OwnerKind } from '../support/generated/graphql.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { REQUEST_UPLOAD } from '../support/uploads.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const OWNERS: readonly (readonly [string, OwnerKind])[] = [
  ['cam-1', 'DEVICE'],
  ['cam-2', 'DEVICE'],
  ['hall', 'GROUP'],
  ['plant', 'SYSTEM'],
];

describe('a JSON resource that is created', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
    for (const [id, kind] of OWNERS) await createOwner(root, { id, kind, name: id });
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const create = (input: Partial<CreateResourceInput> & { readonly path: string }) =>
    createEntry(root, { ownerId: 'cam-1', ...input });
  const refused = async (input: Partial<CreateResourceInput>) => {
    const whole = { ownerId: 'cam-1', path: 'refused', data: {}, ...input };
    const { code, property } = (await root.refusal(CREATE_ENTRY, { input: whole })).extensions;
    return [code, property];
  };

  it('is what was sent, and found again by id and by triplet [S1-029 S1-038 S1-119]', async () => {
    const data = { list: [1, 2.5, -0.001, 1e21, null, true], text: 'é "q" \\ 😀\n', '': { 'a.b': [] } };
    const metadata = { inference: { label: 'cat', score: 0.93 } };
    const made = await create({ path: '/inspections/2025-01-15/front/', data, metadata });
    assert.match(made.id, UUID);
    assert.deepEqual(
      [made.projectId, made.ownerId, made.coownerId, made.path],
      ['default', 'cam-1', null, 'inspections/2025-01-15/front'],
    );
    assert.deepEqual([made.type, made.kind, made.state, made.version], ['application/json', 'JSON', 'READY', 1]);
    assert.deepEqual([made.data, made.metadata], [data, metadata]);
    assert.deepEqual([made.details, made.signedUrl, made.writeableUrl, made.archivedAt], [null, null, null, null]);
    assert.deepEqual([made.createdAt, made.dataCreatedAt], [made.updatedAt, made.updatedAt]);
    const asMade = { state: made.state, writeableUrl: null };
    for (const found of [
      await entry(root, made.id),
      await entry(root, made.id.toUpperCase()),
      await entryAt(root, { ownerId: 'cam-1', path: 'inspections/2025-01-15/front/' }),
    ]) {
      assert.deepEqual({ ...found, ...asMade }, made);
    }
    const [history, ...more] = await records.history(made.id);
    assert.deepEqual([history?.action, history?.version, history?.data, more], ['CREATED', 1, data, []]);
  });

  it('holds an object or an array, not a scalar: a reading or a name is no resource [S1-020 S1-021]', async () => {
    for (const [index, data] of [{}, [], [[1], { a: 'b' }]].entries()) {
      assert.deepEqual((await create({ path: `value/${index.toString()}`, data })).data, data);
    }
    for (const data of [21.5, 'cam 1', true, 0, '']) {
      assert.deepEqual(await refused({ data }), ['INVALID_ARGUMENTS', 'data'], JSON.stringify(data));
    }
    const nothing = await root.refusal(CREATE_ENTRY, { input: { ownerId: 'cam-1', path: 'refused', data: null } });
    assert.deepEqual(
      [nothing.extensions.code, nothing.extensions.property, nothing.extensions.params],
      ['INVALID_ARGUMENTS', 'data', { properties: ['data', 'text', 'file'], given: [] }],
    );
  });

  it('has a JSON type, application/json unless said otherwise [S1-035]', async () => {
    assert.equal((await create({ path: 'typed', type: 'Application/GEO+json' })).type, 'application/geo+json');
    for (const type of ['text/plain', 'image/png', 'json', '', '*/*', 'application/json; =']) {
      assert.deepEqual(await refused({ type }), ['INVALID_ARGUMENTS', 'type'], type);
    }
  });

  it('is translations below i18n/, on any owner', async () => {
    assert.equal((await create({ path: 'i18n/en', data: { hello: 'Hello' } })).kind, 'I18N');
    assert.equal((await create({ ownerId: 'plant', path: 'i18n/app/de-AT' })).kind, 'I18N');
    for (const path of ['i18n', 'my/i18n/en', 'i18nx/en']) assert.equal((await create({ path })).kind, 'JSON', path);
  });

  it('has a triplet of its own: the same path is free for another owner or co-owner, and taken for the same [S1-009 S1-030]', async () => {
    const path = 'triplet';
    const places: readonly { readonly ownerId?: string; readonly coownerId?: string }[] = [
      {},
      { ownerId: 'cam-2' },
      { coownerId: 'cam-2' },
      { coownerId: 'hall' },
      { ownerId: 'cam-2', coownerId: 'cam-1' },
    ];
    const ids = new Set<string>();
    for (const place of places) ids.add((await create({ path, ...place })).id);
    assert.equal(ids.size, places.length);
    for (const place of places) {
      assert.deepEqual(await refused({ path, ...place, data: { second: true } }), ['RESOURCE_EXISTS', 'path']);
      const { ownerId = 'cam-1', coownerId = null } = place;
      const found = await entryAt(root, { ownerId, coownerId, path });
      assert.deepEqual([ids.has(found?.id ?? ''), found?.version, found?.data], [true, 1, {}]);
    }
    assert.equal((await create({ path: 'Triplet' })).path, 'Triplet');
  });

  it('is made once when several make it at the same time', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create({ path: 'race' })));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.match(String(outcome.reason), /RESOURCE_EXISTS/);
    }
    assert.equal((await entries(root, { path: 'race' })).totalCount, 1);
  });

  it('may lie again where an archived one lies', async () => {
    const archived = await create({ path: 'again' });
    await records.ask('update resource set archived_at = now() where id = $1', archived.id);
    assert.equal(await entryAt(root, { ownerId: 'cam-1', path: 'again' }), null);
    const made = await create({ path: 'again' });
    assert.equal((await entryAt(root, { ownerId: 'cam-1', path: 'again' }))?.id, made.id);
    assert.notEqual((await entry(root, archived.id))?.archivedAt, null);
  });

  it('needs owners that there are, one main owner always [S1-008]', async () => {
    const [column] = await records.ask(
      "select is_nullable from information_schema.columns where table_name = 'resource' and column_name = 'owner_id'",
    );
    assert.deepEqual(column, { is_nullable: 'NO' });
    assert.equal((await create({ path: 'owned' })).ownerId, 'cam-1');
    assert.deepEqual(await refused({ ownerId: 'nobody' }), ['OWNER_NOT_FOUND', 'ownerId']);
    assert.deepEqual(await refused({ coownerId: 'nobody' }), ['OWNER_NOT_FOUND', 'coownerId']);
    assert.deepEqual(await refused({ ownerId: 'nobody', coownerId: 'nobody' }), ['OWNER_NOT_FOUND', 'ownerId']);
    assert.deepEqual(await refused({ ownerId: 'no body' }), ['INVALID_ARGUMENTS', 'ownerId']);
    assert.deepEqual(await refused({ coownerId: '' }), ['INVALID_ARGUMENTS', 'coownerId']);
  });

  it('has a path by the rules of paths', async () => {
    for (const path of ['', '/', 'a//b', './a', 'a/..', 'a\nb', 'a\u0085', 'x'.repeat(1025), 'é'.repeat(513)]) {
      assert.deepEqual(await refused({ path }), ['INVALID_ARGUMENTS', 'path'], path);
    }
    assert.equal((await create({ path: 'x'.repeat(1024) })).path.length, 1024);
    assert.equal((await create({ path: 'é'.repeat(512) })).path.length, 512);
    const composed = await create({ path: 'cafe\u0301' });
    assert.equal(composed.path, 'caf\u00e9');
    assert.deepEqual(await refused({ path: 'caf\u00e9' }), ['RESOURCE_EXISTS', 'path']);
    assert.equal((await entryAt(root, { ownerId: 'cam-1', path: 'cafe\u0301' }))?.id, composed.id);
  });

  it('lies in "files" of other owners than devices and groups alone', async () => {
    for (const ownerId of ['cam-1', 'hall']) {
      for (const path of ['files', 'files/a', '/files/a/b/']) {
        assert.deepEqual(await refused({ ownerId, path }), ['INVALID_ARGUMENTS', 'path'], path);
      }
      assert.equal((await create({ ownerId, path: 'my/files/a' })).path, 'my/files/a');
    }
    for (const path of ['files', 'files/a', 'files/a/b']) {
      assert.equal((await create({ ownerId: 'plant', path })).path, path);
    }
  });

  it('leaves "files" of devices and groups to stored files, each at one segment', async () => {
    const request = (ownerId: string, path: string) => ({ input: { ownerId, path, type: 'text/csv' } });
    for (const path of ['files', 'files/a/b']) {
      const { extensions } = await root.refusal(REQUEST_UPLOAD, request('hall', path));
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'path'], path);
    }
    for (const [ownerId, path] of [
      ['hall', 'files/table.csv'],
      ['plant', 'files/x/table.csv'],
    ] as const) {
      const { requestUpload } = await root.request(REQUEST_UPLOAD, request(ownerId, path));
      assert.equal(requestUpload.resource.path, path);
    }
  });

  it('has metadata of at most 64 KiB, nested at most 10 deep [S1-042]', async () => {
    const ofBytes = (bytes: number) => ({ a: 'x'.repeat(bytes - 8) });
    assert.deepEqual((await create({ path: 'large', metadata: ofBytes(65_536) })).metadata, ofBytes(65_536));
    assert.deepEqual(await refused({ metadata: ofBytes(65_537) }), ['INVALID_ARGUMENTS', 'metadata']);
    const deep = (levels: number): Record<string, unknown> => (levels === 1 ? {} : { in: deep(levels - 1) });
    assert.deepEqual((await create({ path: 'deep', metadata: deep(10) })).metadata, deep(10));
    assert.deepEqual(await refused({ metadata: deep(11) }), ['INVALID_ARGUMENTS', 'metadata']);
    assert.deepEqual((await create({ path: 'none', metadata: null })).metadata, {});
  });

  it('that was refused has left nothing behind', async () => {
    assert.equal(await entryAt(root, { ownerId: 'cam-1', path: 'refused' }), null);
    assert.equal(
      (await entries(root, { path: 'refused', filter: { states: ['AWAITING_UPLOAD', 'READY'] } })).totalCount,
      0,
    );
    const stray = await records.ask(`select 1 from resource_change where path = 'refused'`);
    assert.equal(stray.length, 0);
  });
});
