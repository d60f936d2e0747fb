import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner, deleteEntries, entries, entryAt, updateEntry } from '../support/entries.js';
import { createPointer, pointer, pointersTo, storedPicture } from '../support/pointers.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { download } from '../support/uploads.js';
import { until } from '../support/until.js';

let thingstore: TestThingstore;
let root: ApiClient;
let records: Records;
before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  records = await Records.open(thingstore.databaseUrl);
  for (const id of ['cam-1', 'cam-2', 'cam-3']) await createOwner(root, { id, kind: 'DEVICE', name: id });
  await createOwner(root, { id: 'plant', kind: 'SYSTEM', name: 'plant' });
});
after(async () => {
  await records.close();
  await thingstore.stop();
});

let made = 0;

/** A picture of cam-1 at a path of its own. */
async function capture(metadata: Readonly<Record<string, unknown>> = {}) {
  made += 1;
  const path = `captures/${made.toString()}`;
  return { path, ...(await storedPicture(root, { ownerId: 'cam-1', path, metadata })) };
}

async function storedFiles(): Promise<number> {
  const found = await readdir(join(thingstore.dataFolder, 'objects'), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).length;
}

async function bytesOf(id: string): Promise<Buffer> {
  return download((await pointer(root, id)).signedUrl?.url ?? '');
}

/** As it is once somebody archived it. */
async function archive(id: string): Promise<void> {
  await records.ask('update resource set archived_at = now() where id = $1', id);
}

describe('a pointer', () => {
  it('shows the file of its source, of which there are no second bytes [S1-052 S1-053]', async () => {
    const before = await storedFiles();
    const source = await capture();
    const stored = await storedFiles();
    assert.equal(stored, before + 1);
    const made = await createPointer(root, { ownerId: 'plant', path: 'shown/first', sourceId: source.id });
    assert.equal(await storedFiles(), stored);
    assert.ok((await bytesOf(made.id)).equals(source.bytes));
    const original = await entryAt(root, { ownerId: 'cam-1', path: source.path });
    assert.deepEqual(
      [made.type, made.kind, made.details?.key, made.details?.size],
      ['image/png', 'IMAGE', original?.details?.key, source.bytes.length],
    );
    assert.deepEqual([made.ownerId, made.path, made.version, made.isOrphaned], ['plant', 'shown/first', 1, false]);
    assert.deepEqual((made.data as { signedUrl: string }).signedUrl.split('?')[0], made.signedUrl?.url.split('?')[0]);
  });

  it('has metadata of its own, which neither side writes for the other [S1-054]', async () => {
    const source = await capture({ of: 'source' });
    const made = await createPointer(root, {
      ownerId: 'plant',
      path: 'own/metadata',
      sourceId: source.id,
      metadata: { of: 'pointer' },
    });
    const seen = async () => {
      const { metadata, source } = await pointer(root, made.id);
      return [metadata, source?.metadata];
    };
    assert.deepEqual(await seen(), [{ of: 'pointer' }, { of: 'source' }]);
    await updateEntry(root, { id: made.id, mergeMetadata: { label: 'crack' } });
    assert.deepEqual(await seen(), [{ of: 'pointer', label: 'crack' }, { of: 'source' }]);
    await updateEntry(root, { id: source.id, metadata: { score: 1 } });
    assert.deepEqual(await seen(), [{ of: 'pointer', label: 'crack' }, { score: 1 }]);
  });

  it('lets several devices show one picture, each with its own notes [S1-055 S1-056]', async () => {
    const source = await capture();
    const shown = [];
    for (const ownerId of ['cam-2', 'cam-3']) {
      shown.push(
        await createPointer(root, { ownerId, path: 'shared', sourceId: source.id, metadata: { seenBy: ownerId } }),
      );
    }
    for (const { id } of shown) assert.ok((await bytesOf(id)).equals(source.bytes));
    assert.deepEqual(
      shown.map(({ ownerId, metadata }) => [ownerId, metadata]),
      [
        ['cam-2', { seenBy: 'cam-2' }],
        ['cam-3', { seenBy: 'cam-3' }],
      ],
    );
    assert.equal((await pointersTo(root, source.id))?.count, 2);
  });

  it('makes a chosen part of a larger collection [S1-057]', async () => {
    const all = [];
    for (let index = 0; index < 10; index += 1) all.push(await capture());
    for (const index of [1, 4, 7]) {
      await createPointer(root, { ownerId: 'plant', path: `best/${index.toString()}`, sourceId: all[index]?.id ?? '' });
    }
    const page = await entries(root, { ownerId: 'plant', path: 'best', children: true });
    assert.deepEqual([page.totalCount, page.nodes.length], [3, 3]);
  });

  it('may be made by the place of its source, and says what it points to [S1-124]', async () => {
    const { id } = await storedPicture(root, { ownerId: 'cam-1', coownerId: 'cam-2', path: 'both/one' });
    const source = { ownerId: 'cam-1', coownerId: 'cam-2', path: '/both/one/' };
    const made = await createPointer(root, { ownerId: 'plant', path: 'by/place', source });
    const expected = { resourceId: id, ownerId: 'cam-1', coownerId: 'cam-2', path: 'both/one', state: 'OK' };
    assert.deepEqual(made.sourceReference, expected);
    assert.equal(made.source?.id, id);
    assert.deepEqual((await pointer(root, made.id)).sourceReference, expected);
  });

  it('to a pointer points to the source of that, so that there are no chains and no circles [X-05]', async () => {
    const source = await capture();
    const first = await createPointer(root, { ownerId: 'plant', path: 'chain/1', sourceId: source.id });
    const second = await createPointer(root, {
      ownerId: 'plant',
      path: 'chain/2',
      source: { ownerId: 'plant', path: 'chain/1' },
    });
    assert.equal(second.sourceReference.resourceId, source.id);
    await deleteEntries(root, { ids: [first.id] });
    assert.ok((await bytesOf(second.id)).equals(source.bytes));
  });

  it('is captured when its source was, unless said otherwise, and keeps its own directives', async () => {
    const dataCreatedAt = '2025-03-04T05:06:07.089Z';
    const { id: sourceId } = await storedPicture(root, { ownerId: 'cam-1', path: 'captured', dataCreatedAt });
    const like = await createPointer(root, { ownerId: 'plant', path: 'captured/like', sourceId });
    assert.deepEqual([like.dataCreatedAt, like.archiveAt, like.deleteAt], [dataCreatedAt, null, null]);
    const other = { dataCreatedAt: '2025-01-01T00:00:00.000Z', archiveAt: '2099-01-01T00:00:00.000Z' };
    const own = await createPointer(root, { ownerId: 'plant', path: 'captured/own', sourceId, ...other });
    assert.deepEqual([own.dataCreatedAt, own.archiveAt], [other.dataCreatedAt, other.archiveAt]);
    await updateEntry(root, {
      id: own.id,
      deleteAt: '2099-02-01T00:00:00.000Z',
      archiveAt: null,
      path: 'captured/moved',
    });
    const changed = await pointer(root, own.id);
    assert.deepEqual(
      [changed.path, changed.archiveAt, changed.deleteAt, changed.version],
      ['captured/moved', null, '2099-02-01T00:00:00.000Z', 2],
    );
    assert.equal((await entryAt(root, { ownerId: 'cam-1', path: 'captured' }))?.version, 1);
  });
});

describe('what becomes of the source', () => {
  it('shows in the pointer: new bytes, and a new path [X-09]', async () => {
    const source = await capture();
    const { id } = await createPointer(root, { ownerId: 'plant', path: 'follows', sourceId: source.id });
    const { bytes } = await storedPicture(root, { ownerId: 'cam-1', path: source.path, replace: true }, 7);
    assert.ok(!bytes.equals(source.bytes));
    assert.ok((await bytesOf(id)).equals(bytes));
    await updateEntry(root, { id: source.id, path: 'captures/renamed' });
    assert.equal((await pointer(root, id)).sourceReference.path, 'captures/renamed');
  });

  it('takes nothing from the pointer when it is archived: it still opens, and says so [X-08]', async () => {
    const source = await capture();
    const { id } = await createPointer(root, { ownerId: 'plant', path: 'of-archived', sourceId: source.id });
    await archive(source.id);
    const seen = await pointer(root, id);
    assert.deepEqual([seen.sourceReference.state, seen.isOrphaned, seen.source?.id], ['ARCHIVED', false, source.id]);
    assert.ok((await bytesOf(id)).equals(source.bytes));
    // By its id it may be pointed to all the same; at its place nothing stands any more.
    const later = await createPointer(root, { ownerId: 'plant', path: 'of-archived-too', sourceId: source.id });
    assert.equal(later.sourceReference.state, 'ARCHIVED');
  });

  it('makes an orphan of the pointer when it is deleted: still there, and without a file [S1-058 S1-059 S1-122]', async () => {
    const source = await capture();
    const { id } = await createPointer(root, {
      ownerId: 'plant',
      path: 'orphan',
      sourceId: source.id,
      metadata: { kept: true },
    });
    const old = (await pointer(root, id)).signedUrl?.url ?? '';
    await updateEntry(root, { id: source.id, path: 'captures/last' });
    await deleteEntries(root, { ids: [source.id], purge: true });
    const orphan = await pointer(root, id);
    assert.deepEqual(
      [orphan.isOrphaned, orphan.signedUrl, orphan.details, orphan.data, orphan.source],
      [true, null, null, null, null],
    );
    assert.deepEqual(orphan.sourceReference, {
      resourceId: source.id,
      ownerId: 'cam-1',
      coownerId: null,
      path: 'captures/last',
      state: 'DELETED',
    });
    assert.deepEqual(
      [orphan.type, orphan.kind, orphan.metadata, orphan.version],
      ['image/png', 'IMAGE', { kept: true }, 1],
    );
    await until(async () => (await fetch(old)).status === 404);
    // What is the pointer's own still changes; what was the source's is not forgotten.
    await updateEntry(root, { id, metadata: {}, path: 'orphan-moved' });
    assert.equal((await pointer(root, id)).sourceReference.path, 'captures/last');
    await deleteEntries(root, { ids: [id] });
  });

  it('is told to whoever makes a pointer to an orphan', async () => {
    const source = await capture();
    const { id } = await createPointer(root, { ownerId: 'plant', path: 'orphan-named', sourceId: source.id });
    await deleteEntries(root, { ids: [source.id] });
    const refused = createPointer(root, { ownerId: 'plant', path: 'to-orphan', sourceId: id });
    await assert.rejects(refused, /INVALID_ARGUMENTS: This pointer is an orphan/);
  });
});

describe('deleting a pointer', () => {
  it('leaves its source as it is, and one row in history', async () => {
    const source = await capture();
    const made = await createPointer(root, { ownerId: 'plant', path: 'cut', sourceId: source.id });
    await deleteEntries(root, { ids: [made.id], purge: true });
    assert.equal((await entryAt(root, { ownerId: 'cam-1', path: source.path }))?.version, 1);
    assert.equal(await records.stateOf(made.details?.key ?? ''), 'STORED');
    const told = await records.ask<object>(
      `select action, source_id, type, kind, details, data from resource_change where resource_id = $1
       order by epoch, xid, resource_change.seq`,
      made.id,
    );
    const copied = { source_id: source.id, type: 'image/png', kind: 'IMAGE', details: null, data: null };
    assert.deepEqual(told, [
      { action: 'CREATED', ...copied },
      { action: 'DELETED', ...copied },
    ]);
    assert.equal((await records.history(source.id)).length, 1);
  });
});
