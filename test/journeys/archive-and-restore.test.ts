import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { ApiClient } from '../support/api-client.js';
import {
  createEntry,
  createOwner,
  deleteEntries,
  entry,
  entryAt,
  paths,
  UPDATE_ENTRY,
  updateEntry,
} from '../support/entries.js';
import type { ResourceSelection } from '../support/generated/graphql.js';
import { ARCHIVE, archive, lifecycleOf, RESTORE, restore } from '../support/lifecycle.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, COMPLETE_UPLOAD, download, put, REQUEST_UPLOAD, requestUpload } from '../support/uploads.js';

const UNKNOWN_ID = '019a0000-0000-7000-8000-00000000dead';

let thingstore: TestThingstore;
let root: ApiClient;
let records: Records;
let count = 0;
before(async () => {
  thingstore = await startThingstore();
  ({ root } = thingstore);
  records = await Records.open(thingstore.databaseUrl);
  for (const id of ['cam-1', 'cam-2', 'crowd']) await createOwner(root, { id, kind: 'DEVICE', name: id });
});
after(async () => {
  await records.close();
  await thingstore.stop();
});

function freshPath(): string {
  count += 1;
  return `kept/${count.toString()}`;
}

const create = async (path = freshPath()) => (await createEntry(root, { ownerId: 'cam-1', path, data: { path } })).id;

/** A READY file, with a URL for new bytes that was asked for before. */
async function createFile() {
  const path = freshPath();
  const ticket = await requestUpload(root, { ownerId: 'cam-1', path, type: 'video/mp4' });
  const bytes = randomBytes(100);
  assert.equal((await put(ticket.upload, bytes)).status, 201);
  const { writeableUrl } = await capture(root, ticket.resource.id);
  assert.ok(writeableUrl);
  return { id: ticket.resource.id, path, bytes, writeableUrl };
}

type Selecting = TypedDocumentNode<unknown, { readonly input: ResourceSelection }>;

async function refused(document: Selecting, input: ResourceSelection) {
  const { code, property } = (await root.refusal(document, { input })).extensions;
  return [code, property];
}

const actions = async (id: string) => (await records.history(id)).map(({ action, version }) => `${action} ${version}`);
const archivedPaths = (path: string) =>
  paths(root, { ownerId: 'cam-1', path, children: true, filter: { archived: 'ONLY' } });

describe('an entry that is archived', () => {
  it('leaves the default lists and its path, and is found where archived ones are asked for [X-03]', async () => {
    const path = freshPath();
    const id = await create(path);
    const [archived] = await archive(root, { ids: [id] });
    assert.equal(archived?.archivedAt, archived?.updatedAt);
    const listed = (filter: { archived: 'EXCLUDE' | 'INCLUDE' | 'ONLY' } | null) =>
      paths(root, { ownerId: 'cam-1', path, filter });
    assert.deepEqual(await listed(null), []);
    assert.deepEqual(await listed({ archived: 'EXCLUDE' }), []);
    assert.deepEqual(await listed({ archived: 'INCLUDE' }), [path]);
    assert.deepEqual(await listed({ archived: 'ONLY' }), [path]);
    assert.equal(await entryAt(root, { ownerId: 'cam-1', path }), null);
    const next = await create(path);
    assert.equal((await entryAt(root, { ownerId: 'cam-1', path }))?.id, next);
    assert.deepEqual(await listed({ archived: 'INCLUDE' }), [path, path]);
  });

  it('adds one row to its history, with the time, and one when it comes back [S1-087 S1-091]', async () => {
    const id = await create();
    await archive(root, { ids: [id] });
    await restore(root, { ids: [id] });
    const rows = await records.ask<{ action: string; version: number; archived_at: Date | null; changed: string[] }>(
      'select action, version, archived_at, changed from resource_change where resource_id = $1 order by version',
      id,
    );
    assert.deepEqual(
      rows.map((row) => [row.action, row.version, row.archived_at !== null]),
      [
        ['CREATED', 1, false],
        ['ARCHIVED', 2, true],
        ['RESTORED', 3, false],
      ],
    );
    assert.deepEqual([rows[1]?.changed, rows[2]?.changed], [['archivedAt'], ['archivedAt']]);
    assert.equal((await lifecycleOf(root, id))?.archivedAt, null);
  });

  it('is read by its id, file and all, has no write URL, and takes no change [X-03]', async () => {
    const { id, bytes, path, writeableUrl } = await createFile();
    const replacement = await requestUpload(root, { ownerId: 'cam-1', path, type: 'video/mp4', replace: true });
    const multipart = await root.send<{ readonly createMultipartUpload: { readonly id: string } }>(
      `mutation { createMultipartUpload(input: { ownerId: "cam-1", path: "${path}", type: "video/mp4", replace: true }) { id } }`,
    );
    await archive(root, { ids: [id] });
    const archived = await capture(root, id);
    assert.equal(archived.writeableUrl, null);
    assert.ok((await download(archived.signedUrl?.url ?? '')).equals(bytes));
    const codeOf = async (refusal: Promise<{ readonly extensions: { readonly code: string } }>) =>
      (await refusal).extensions.code;
    const uploads = [{ resourceId: id }, { resourceId: id, uploadId: replacement.uploadId }];
    for (const input of uploads) {
      assert.equal(await codeOf(root.refusal(COMPLETE_UPLOAD, { input })), 'RESOURCE_ARCHIVED');
    }
    for (const change of [{ metadata: { a: 1 } }, { path: 'elsewhere' }, { archiveAt: null }, { deleteAt: null }]) {
      assert.equal(await codeOf(root.refusal(UPDATE_ENTRY, { input: { id, ...change } })), 'RESOURCE_ARCHIVED');
    }
    for (const link of [replacement.upload, writeableUrl]) {
      const { status, body } = await put(link, randomBytes(10));
      assert.deepEqual([status, body.error?.code], [409, 'RESOURCE_ARCHIVED']);
    }
    const { errors } = await root.send('mutation ($id: ID!) { completeMultipartUpload(input: { id: $id }) { id } }', {
      id: multipart.data?.createMultipartUpload.id,
    });
    assert.equal(errors?.[0]?.extensions.code, 'RESOURCE_ARCHIVED');
    assert.deepEqual(await actions(id), ['CREATED 1', 'ARCHIVED 2']);
    await restore(root, { ids: [id] });
    await updateEntry(root, { id, metadata: { a: 1 } });
    assert.ok((await capture(root, id)).writeableUrl);
    assert.ok((await download((await capture(root, id)).signedUrl?.url ?? '')).equals(bytes));
  });

  it('is answered as it is when it is archived once more, and so is a live one that is restored', async () => {
    const id = await create();
    const [live] = await restore(root, { ids: [id] });
    assert.deepEqual([live?.version, live?.archivedAt], [1, null]);
    const [first] = await archive(root, { ids: [id] });
    assert.deepEqual(await archive(root, { ids: [id, id.toUpperCase()] }), [first]);
    assert.deepEqual(await actions(id), ['CREATED 1', 'ARCHIVED 2']);
  });

  it('can be deleted [S1-090]', async () => {
    const id = await create();
    await archive(root, { ids: [id] });
    await deleteEntries(root, { ids: [id] });
    assert.equal(await entry(root, id), null);
    assert.deepEqual(await actions(id), ['CREATED 1', 'ARCHIVED 2', 'DELETED 3']);
  });

  it('frees its place for an upload, which is another entry', async () => {
    const { id, path } = await createFile();
    await archive(root, { ids: [id] });
    const input = { ownerId: 'cam-1', path, type: 'video/mp4', replace: true };
    const { requestUpload: ticket } = await root.request(REQUEST_UPLOAD, { input });
    assert.notEqual(ticket.resource.id, id);
  });
});

describe('entries that are archived or restored together', () => {
  it('are answered in the order of their ids, or by path', async () => {
    const ids = [await create('order/b'), await create('order/c'), await create('order/a')];
    for (const change of [archive, restore]) {
      assert.deepEqual(
        (await change(root, { ids: [...ids, ids[0] ?? ''] })).map(({ id }) => id),
        ids,
      );
      if (change === restore) await archive(root, { ids });
      const at = { ownerId: 'cam-1', path: 'order' };
      if (change === archive) await restore(root, { ids });
      const chosen = await change(root, { at, children: true });
      assert.deepEqual(
        chosen.map(({ path }) => path),
        ['order/a', 'order/b', 'order/c'],
      );
    }
  });

  it('are all of them, or none', async () => {
    const id = await create();
    assert.deepEqual(await refused(ARCHIVE, { ids: [id, UNKNOWN_ID] }), ['RESOURCE_NOT_FOUND', 'ids']);
    assert.deepEqual(await refused(ARCHIVE, { ids: [id, 'no id'] }), ['RESOURCE_NOT_FOUND', 'ids']);
    assert.deepEqual(await refused(ARCHIVE, {}), ['INVALID_ARGUMENTS', 'ids']);
    const both = { ids: [id], at: { ownerId: 'cam-1', path: 'x' } };
    assert.deepEqual(await refused(RESTORE, both), ['INVALID_ARGUMENTS', 'ids']);
    assert.deepEqual(await actions(id), ['CREATED 1']);
    assert.deepEqual(await archive(root, { ids: [] }), []);
    const nowhere = { ownerId: 'cam-1', path: 'nowhere' };
    for (const document of [ARCHIVE, RESTORE]) {
      assert.deepEqual(await refused(document, { at: nowhere }), ['RESOURCE_NOT_FOUND', 'at']);
    }
    assert.deepEqual(await archive(root, { at: nowhere, children: true }), []);
    assert.deepEqual(await restore(root, { at: nowhere, children: true }), []);
  });

  it('are 1,000 at most', async () => {
    await records.ask(
      `insert into resource (project_id, id, owner_id, path, type, kind, state, data, metadata, created_at,
         data_created_at, updated_at, version, last_epoch, last_xid)
       select 'default', gen_random_uuid(), 'crowd', 'many/' || n, 'application/json', 'JSON', 'READY', '{}', '{}',
         now(), now(), now(), 1, 0, '0' from generate_series(1, 1001) n`,
    );
    const all = { at: { ownerId: 'crowd', path: 'many' }, children: true };
    assert.deepEqual(await refused(ARCHIVE, all), ['INVALID_ARGUMENTS', 'children']);
    const ids = Array.from({ length: 1001 }, () => UNKNOWN_ID);
    for (const document of [ARCHIVE, RESTORE]) {
      assert.deepEqual(await refused(document, { ids }), ['INVALID_ARGUMENTS', 'ids']);
      assert.deepEqual(await refused(document, { ids: ids.slice(1) }), ['RESOURCE_NOT_FOUND', 'ids']);
    }
    await deleteEntries(root, { at: { ownerId: 'crowd', path: 'many/1001' } });
    assert.equal((await archive(root, all)).length, 1000);
    assert.equal((await restore(root, all)).length, 1000);
    const rows = await records.ask(`select 1 from resource_change where owner_id = 'crowd' and action = 'RESTORED'`);
    assert.equal(rows.length, 1000);
  });
});

describe('an entry whose place is taken', () => {
  it('is not restored, and nothing else of the request is', async () => {
    const [path, other] = [freshPath(), freshPath()];
    const [old, free] = [await create(path), await create(other)];
    await archive(root, { ids: [old, free] });
    const standing = await create(path);
    const refusal = await root.refusal(RESTORE, { input: { ids: [free, old] } });
    const { code, property, params } = refusal.extensions;
    assert.deepEqual([code, property, params], ['RESOURCE_EXISTS', 'path', { path }]);
    assert.deepEqual(await archivedPaths(other), [other]);
    assert.deepEqual(await refused(RESTORE, { at: { ownerId: 'cam-1', path } }), ['RESOURCE_EXISTS', 'path']);
    await archive(root, { ids: [standing] });
    await restore(root, { ids: [old, free] });
    assert.deepEqual(await actions(old), ['CREATED 1', 'ARCHIVED 2', 'RESTORED 3']);
  });

  it('is not restored together with another that was archived at the same place', async () => {
    const path = freshPath();
    const ids: string[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      ids.push(await create(path));
      await archive(root, { ids: ids.slice(turn) });
    }
    assert.deepEqual(await refused(RESTORE, { ids }), ['RESOURCE_EXISTS', 'path']);
    assert.deepEqual(await archivedPaths(path), [path, path]);
  });
});

describe('a place that is restored', () => {
  it('gets back what was archived there last, at each path below it too', async () => {
    const newest = new Map<string, string>();
    for (const path of ['back', 'back/a', 'back/b']) {
      for (let turn = 0; turn < 3; turn += 1) {
        newest.set(path, await create(path));
        await archive(root, { at: { ownerId: 'cam-1', path } });
      }
    }
    await createEntry(root, { ownerId: 'cam-1', coownerId: 'cam-2', path: 'back' });
    await archive(root, { at: { ownerId: 'cam-1', coownerId: 'cam-2', path: 'back' } });
    const [alone] = await restore(root, { at: { ownerId: 'cam-1', path: 'back' } });
    assert.equal(alone?.id, newest.get('back'));
    await archive(root, { at: { ownerId: 'cam-1', path: 'back' } });
    const all = await restore(root, { at: { ownerId: 'cam-1', path: 'back' }, children: true });
    assert.deepEqual(new Map(all.map(({ path, id }) => [path, id])), newest);
    assert.deepEqual(await refused(RESTORE, { at: { ownerId: 'cam-1', path: 'back' }, children: true }), [
      'RESOURCE_EXISTS',
      'path',
    ]);
  });
});

describe('an entry that awaits its first upload', () => {
  it('is not archived where it is named, and is left out below a path', async () => {
    const path = freshPath();
    const { resource } = await requestUpload(root, { ownerId: 'cam-1', path: `${path}/awaiting`, type: 'video/mp4' });
    const ready = await create(`${path}/ready`);
    assert.deepEqual(await refused(ARCHIVE, { ids: [ready, resource.id] }), ['INVALID_ARGUMENTS', 'ids']);
    const at = { ownerId: 'cam-1', path: `${path}/awaiting` };
    assert.deepEqual(await refused(ARCHIVE, { at }), ['INVALID_ARGUMENTS', 'at']);
    const below = await archive(root, { at: { ownerId: 'cam-1', path }, children: true });
    assert.deepEqual(
      below.map(({ id }) => id),
      [ready],
    );
  });
});
