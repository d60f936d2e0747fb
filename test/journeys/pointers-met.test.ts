import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries, updateEntry } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { archive, deleteOwner, restore } from '../support/lifecycle.js';
import { assign, person } from '../support/people.js';
import { CREATE_POINTER, createPointer, pointer, storedPicture } from '../support/pointers.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';
import { download } from '../support/uploads.js';

const PAST = graphql(`
  query PointersMetPast($id: ID!, $asOf: DateTime) {
    resource(id: $id, asOf: $asOf) {
      path
      metadata
      ... on ResourcePointer {
        sourceReference {
          path
        }
      }
    }
  }
`);

const OPENED = graphql(`
  query PointersMetOpened($id: ID!, $asOf: DateTime) {
    resource(id: $id, asOf: $asOf) {
      path
      data
      signedUrl {
        url
      }
    }
  }
`);

const DIAGNOSE = graphql(`
  query PointersMetDiagnose($id: ID!) {
    resourceDiagnostics(id: $id) {
      sourceReference {
        path
        state
      }
      hashMatches
      problems
    }
  }
`);

const PUT = `mutation ($input: CreateResourceInput!) { putResource(input: $input) { id } }`;

describe('a pointer', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
    await createOwner(root, { id: 'set', kind: 'SYSTEM', name: 'Set' });
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  /** A picture and a pointer to it. */
  async function pointed(ownerId = 'cam-1') {
    const path = `pictures/${(count += 1).toString()}`;
    const source = await storedPicture(root, { ownerId, path }, count);
    const made = await createPointer(root, { ownerId: 'set', path, sourceId: source.id, metadata: { label: 'crack' } });
    return { source, made, path };
  }

  it('is archived and brought back like what it points to, and the two do not touch each other [X-08]', async () => {
    const { source, made, path } = await pointed();
    await archive(root, { ids: [made.id] });
    assert.notEqual((await pointer(root, made.id)).archivedAt, null);
    assert.ok((await download((await pointer(root, made.id)).signedUrl?.url ?? '')).equals(source.bytes));
    await createEntry(root, { ownerId: 'set', path });
    await assert.rejects(restore(root, { ids: [made.id] }), /RESOURCE_EXISTS/);
    await deleteEntries(root, { at: { ownerId: 'set', path } });
    await restore(root, { ids: [made.id] });
    await archive(root, { ids: [source.id] });
    const shown = await pointer(root, made.id);
    assert.deepEqual([shown.archivedAt, shown.sourceReference.state], [null, 'ARCHIVED']);
    assert.ok((await download(shown.signedUrl?.url ?? '')).equals(source.bytes));
    await restore(root, { ids: [source.id] });
    assert.equal((await pointer(root, made.id)).sourceReference.state, 'OK');
    const history = (await records.history(made.id)).map(({ action }) => action);
    assert.deepEqual(history, ['CREATED', 'ARCHIVED', 'RESTORED']);
  });

  it('that is asked for twenty times with one idempotency key is made once', async () => {
    const { source } = await pointed();
    const input = { ownerId: 'set', path: 'keyed', sourceId: source.id, idempotencyKey: randomUUID() };
    const made = await Promise.all(Array.from({ length: 20 }, () => createPointer(root, input)));
    assert.equal(new Set(made.map(({ id }) => id)).size, 1);
    const [first] = made;
    assert.equal((await records.history(first?.id ?? '')).length, 1);
    assert.equal((await createPointer(root, input)).sourceReference.resourceId, source.id);
    const other = await root.refusal(CREATE_POINTER, { input: { ...input, metadata: { other: true } } });
    assert.deepEqual([other.extensions.code, other.extensions.property], ['INVALID_ARGUMENTS', 'idempotencyKey']);
    await deleteEntries(root, { ids: [first?.id ?? ''] });
    assert.equal((await root.refusal(CREATE_POINTER, { input })).extensions.code, 'RESOURCE_NOT_FOUND');
  });

  it('is not put over', async () => {
    const { made, path } = await pointed();
    const { errors } = await root.send(PUT, { input: { ownerId: 'set', path, data: {} } });
    assert.deepEqual([errors?.[0]?.extensions.code, errors?.[0]?.extensions.property], ['RESOURCE_EXISTS', 'path']);
    assert.equal((await pointer(root, made.id)).version, 1);
  });

  it('tells what its source was last when the clock deletes that, or its owner goes with all it has', async () => {
    const byClock = await pointed();
    await updateEntry(root, { id: byClock.source.id, path: 'moved/by/clock', type: 'image/x-last' });
    await updateEntry(root, { id: byClock.source.id, deleteAt: new Date().toISOString() });
    const isOrphan = async (id: string) => (await pointer(root, id)).isOrphaned;
    await until(() => isOrphan(byClock.made.id));
    const { sourceReference, type, details, signedUrl, data } = await pointer(root, byClock.made.id);
    assert.deepEqual([sourceReference.path, sourceReference.state], ['moved/by/clock', 'DELETED']);
    assert.deepEqual([type, details, signedUrl, data], ['image/x-last', null, null, null]);

    await createOwner(root, { id: 'cam-gone', kind: 'DEVICE', name: 'Camera' });
    const withOwner = await pointed('cam-gone');
    await deleteOwner(root, { id: 'cam-gone', resources: 'DELETE' });
    await until(() => isOrphan(withOwner.made.id));
    assert.equal((await pointer(root, withOwner.made.id)).sourceReference.ownerId, 'cam-gone');
    const { resourceDiagnostics: found } = await root.request(DIAGNOSE, { id: withOwner.made.id });
    assert.deepEqual(found.sourceReference, { path: withOwner.path, state: 'DELETED' });
    assert.equal(found.problems.length, 1);
    assert.match(found.problems[0] ?? '', /was deleted: the pointer is an orphan/);
  });

  it('is told of in history and events as what it showed then', async () => {
    const { source, made } = await pointed();
    await updateEntry(root, { id: source.id, type: 'application/pdf' });
    await updateEntry(root, { id: made.id, metadata: { label: 'page' } });
    await archive(root, { ids: [made.id] });
    await restore(root, { ids: [made.id] });
    await deleteEntries(root, { ids: [made.id] });
    const rows = await records.ask<{ action: string; type: string; kind: string }>(
      'select action, type, kind from resource_change where resource_id = $1 order by version',
      made.id,
    );
    assert.deepEqual(
      rows.map(({ action, type, kind }) => [action, type, kind]),
      [
        ['CREATED', 'image/png', 'IMAGE'],
        ...['UPDATED', 'ARCHIVED', 'RESTORED', 'DELETED'].map((action) => [action, 'application/pdf', 'FILE']),
      ],
    );
  });

  it('that was cut opens nothing any more, also not as it was; nor does the past of what was moved out of sight', async () => {
    const { source, made, path } = await pointed();
    const reader = await person(thingstore, 'READ');
    await assign(root, reader, { role: 'ResourceViewer', ownerId: 'set', path });
    await assign(root, reader, { role: 'ResourceViewer', ownerId: 'cam-1', path: 'open' });
    const then = (await pointer(root, made.id)).updatedAt;
    const past = async (client: ApiClient, id: string, asOf: string) =>
      (await client.request(OPENED, { id, asOf })).resource;
    assert.notEqual((await past(reader.client, made.id, then))?.signedUrl, null);
    await deleteEntries(root, { ids: [made.id] });
    assert.deepEqual(await past(reader.client, made.id, then), { path, signedUrl: null, data: null });
    assert.notEqual((await past(root, made.id, then))?.signedUrl, null, 'who may read the source may do so still');

    await updateEntry(root, { id: source.id, path: `open/${path}` });
    const { updatedAt } = await updateEntry(root, { id: source.id, metadata: { a: 1 } });
    assert.notEqual((await past(reader.client, source.id, updatedAt))?.signedUrl, null);
    await updateEntry(root, { id: source.id, path: `closed/${path}` });
    const moved = await past(reader.client, source.id, updatedAt);
    assert.deepEqual(moved, { path: `open/${path}`, signedUrl: null, data: null });
    await deleteEntries(root, { ids: [source.id] });
    assert.notEqual((await past(root, source.id, updatedAt))?.signedUrl, null, 'until it is purged');
  });

  it('is read as it was, with what its source was called then', async () => {
    const { source, made, path } = await pointed();
    const then = (await pointer(root, made.id)).updatedAt;
    await updateEntry(root, { id: source.id, path: `${path}/moved` });
    await updateEntry(root, { id: made.id, metadata: { label: 'none' } });
    const ask = async (asOf?: string) =>
      (await root.request(PAST, { id: made.id, ...(asOf === undefined ? {} : { asOf }) })).resource;
    assert.deepEqual(await ask(then), { path, metadata: { label: 'crack' }, sourceReference: { path } });
    const now = { path, metadata: { label: 'none' }, sourceReference: { path: `${path}/moved` } };
    assert.deepEqual(await ask(), now);
    assert.deepEqual(await ask(new Date().toISOString()), now);
  });
});
