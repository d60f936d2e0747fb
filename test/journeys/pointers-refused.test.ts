import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries, entryAt, updateEntry, UPDATE_ENTRY } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import type { CreateResourcePointerInput, RequestUploadInput } from '../support/generated/graphql.js';
import { CREATE_POINTER, createPointer, pointer, storedPicture } from '../support/pointers.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { COMPLETE_UPLOAD, REQUEST_UPLOAD, requestUpload } from '../support/uploads.js';

const IN_PARTS = graphql(`
  mutation PointersInParts($input: RequestUploadInput!) {
    createMultipartUpload(input: $input) {
      id
    }
  }
`);

let thingstore: TestThingstore;
let root: ApiClient;
let source: string;
before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'cam-1' });
  await createOwner(root, { id: 'yard', kind: 'GROUP', name: 'yard' });
  await createOwner(root, { id: 'plant', kind: 'SYSTEM', name: 'plant' });
  source = (await storedPicture(root, { ownerId: 'cam-1', path: 'captures/1' })).id;
});
after(() => thingstore.stop());

async function refusal(input: Partial<CreateResourcePointerInput>) {
  const { extensions } = await root.refusal(CREATE_POINTER, { input: { ownerId: 'plant', path: 'refused', ...input } });
  return [extensions.code, extensions.property];
}

describe('a pointer is refused', () => {
  it('to what is not there, by id and by place alike [S1-123]', async () => {
    assert.deepEqual(await refusal({ sourceId: randomUUID() }), ['RESOURCE_NOT_FOUND', 'sourceId']);
    assert.deepEqual(await refusal({ sourceId: 'no id' }), ['RESOURCE_NOT_FOUND', 'sourceId']);
    for (const wrong of [
      { ownerId: 'cam-1', path: 'captures/2' },
      { ownerId: 'cam-1', path: 'captures' },
      { ownerId: 'plant', path: 'captures/1' },
      { ownerId: 'cam-1', coownerId: 'plant', path: 'captures/1' },
      { ownerId: 'nobody', path: 'captures/1' },
    ]) {
      assert.deepEqual(await refusal({ source: wrong }), ['RESOURCE_NOT_FOUND', 'source'], JSON.stringify(wrong));
    }
    // Nothing was made, and what is not there is read as nothing.
    assert.equal(await entryAt(root, { ownerId: 'plant', path: 'refused' }), null);
  });

  it('to a path that is none', async () => {
    const refused = await refusal({ source: { ownerId: 'cam-1', path: 'captures/../1' } });
    assert.deepEqual(refused, ['INVALID_ARGUMENTS', 'source']);
  });

  it('to a value: there is no file to show [X-06]', async () => {
    for (const path of ['values/1', 'i18n/en']) {
      const { id } = await createEntry(root, { ownerId: 'cam-1', path, data: { a: 1 } });
      assert.deepEqual(await refusal({ sourceId: id }), ['INVALID_ARGUMENTS', 'sourceId']);
      assert.deepEqual(await refusal({ source: { ownerId: 'cam-1', path } }), ['INVALID_ARGUMENTS', 'source']);
    }
  });

  it('to what still awaits its bytes', async () => {
    const { resource } = await requestUpload(root, { ownerId: 'cam-1', path: 'awaited', type: 'image/png' });
    assert.deepEqual(await refusal({ sourceId: resource.id }), ['INVALID_ARGUMENTS', 'sourceId']);
  });

  it('with no source, and with two', async () => {
    assert.deepEqual(await refusal({}), ['INVALID_ARGUMENTS', 'sourceId']);
    const two = { sourceId: source, source: { ownerId: 'cam-1', path: 'captures/1' } };
    assert.deepEqual(await refusal(two), ['INVALID_ARGUMENTS', 'sourceId']);
  });

  it('at a place that is taken, by an entry of any sort', async () => {
    await createEntry(root, { ownerId: 'plant', path: 'taken/value', data: {} });
    await createPointer(root, { ownerId: 'plant', path: 'taken/pointer', sourceId: source });
    await requestUpload(root, { ownerId: 'plant', path: 'taken/awaiting', type: 'image/png' });
    for (const path of ['taken/value', 'taken/pointer', 'taken/awaiting']) {
      assert.deepEqual(await refusal({ path, sourceId: source }), ['RESOURCE_EXISTS', 'path']);
    }
  });

  it('among the files of a device or a group, and nowhere else', async () => {
    for (const ownerId of ['cam-1', 'yard']) {
      for (const path of ['files', 'files/one', 'files/one/two']) {
        assert.deepEqual(await refusal({ ownerId, path, sourceId: source }), ['INVALID_ARGUMENTS', 'path']);
      }
      const beside = await createPointer(root, { ownerId, path: 'filesystem/one', sourceId: source });
      const { extensions } = await root.refusal(UPDATE_ENTRY, { input: { id: beside.id, path: 'files/one' } });
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'path']);
    }
    assert.ok(await createPointer(root, { ownerId: 'plant', path: 'files/one', sourceId: source }));
  });

  it('that would be deleted before it is archived, or was captured tomorrow', async () => {
    const late = { archiveAt: '2099-01-02T00:00:00Z', deleteAt: '2099-01-01T00:00:00Z' };
    assert.deepEqual(await refusal({ sourceId: source, ...late }), ['INVALID_ARGUMENTS', 'deleteAt']);
    const ahead = { dataCreatedAt: '2099-01-01T00:00:00Z' };
    assert.deepEqual(await refusal({ sourceId: source, ...ahead }), ['INVALID_ARGUMENTS', 'dataCreatedAt']);
  });
});

describe('a pointer takes no content', () => {
  it('by an update: its type and value are those of its source', async () => {
    const { id } = await createPointer(root, { ownerId: 'plant', path: 'content/updated', sourceId: source });
    for (const [property, value] of [
      ['type', 'image/jpeg'],
      ['type', 'image/png'],
      ['data', { a: 1 }],
    ] as const) {
      const { extensions } = await root.refusal(UPDATE_ENTRY, { input: { id, [property]: value } });
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', property]);
    }
    assert.equal((await pointer(root, id)).version, 1);
  });

  it('by an upload to its place or to its id', async () => {
    const at = { ownerId: 'plant', path: 'content/uploaded', type: 'image/png' };
    const { id } = await createPointer(root, { ownerId: at.ownerId, path: at.path, sourceId: source });
    const asking = [
      (input: RequestUploadInput) => root.refusal(REQUEST_UPLOAD, { input }),
      (input: RequestUploadInput) => root.refusal(IN_PARTS, { input }),
    ];
    for (const ask of asking) {
      const taken = await ask(at);
      assert.deepEqual([taken.extensions.code, taken.extensions.property], ['RESOURCE_EXISTS', 'path']);
      const replaced = await ask({ ...at, replace: true });
      assert.deepEqual([replaced.extensions.code, replaced.extensions.property], ['INVALID_ARGUMENTS', 'replace']);
    }
    const completed = await root.refusal(COMPLETE_UPLOAD, { input: { resourceId: id } });
    assert.deepEqual([completed.extensions.code, completed.extensions.property], ['INVALID_ARGUMENTS', 'resourceId']);
    const { data } = await root.send<{ readonly resource: object }>(
      `query ($id: ID!) { resource(id: $id) { id ... on Resource { writeableUrl { url } } } }`,
      { id },
    );
    assert.deepEqual(data?.resource, { id });
  });

  it('and gives its place back when it moves or goes', async () => {
    const first = await createPointer(root, { ownerId: 'plant', path: 'content/place', sourceId: source });
    await updateEntry(root, { id: first.id, path: 'content/moved' });
    const second = await createPointer(root, { ownerId: 'plant', path: 'content/place', sourceId: source });
    const { extensions } = await root.refusal(UPDATE_ENTRY, { input: { id: first.id, path: 'content/place' } });
    assert.equal(extensions.code, 'RESOURCE_EXISTS');
    await deleteEntries(root, { ids: [second.id] });
    assert.equal((await updateEntry(root, { id: first.id, path: 'content/place' })).path, 'content/place');
  });
});
