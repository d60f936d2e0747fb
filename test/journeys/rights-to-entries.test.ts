import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { print } from 'graphql';
import type { ApiClient } from '../support/api-client.js';
import { CREATE_ENTRY, createEntry, createOwner, DELETE_ENTRIES, UPDATE_ENTRY } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { assign, grant, person, unassign } from '../support/people.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const SEEN = graphql(`
  query RightsSeen($id: ID!, $ownerId: ID!, $path: String!) {
    resource(id: $id) {
      id
      owner {
        id
      }
      ownerId
      access {
        role
        canUpdate
        canDelete
        grantedThrough {
          projectId
          ownerId
          path
        }
      }
    }
    resourceAt(ownerId: $ownerId, path: $path) {
      id
    }
    resources(ownerId: $ownerId, path: $path, children: true) {
      totalCount
      nodes {
        id
      }
    }
  }
`);

const UPLOAD = graphql(`
  mutation RightsRequestUpload($input: RequestUploadInput!) {
    requestUpload(input: $input) {
      uploadId
      resource {
        id
        writeableUrl {
          url
        }
      }
    }
  }
`);

const WRITE_URL = graphql(`
  query RightsWriteUrl($id: ID!) {
    resource(id: $id) {
      ... on Resource {
        writeableUrl {
          url
        }
      }
    }
  }
`);

let thingstore: TestThingstore;
before(async () => {
  thingstore = await startThingstore();
  for (const id of ['cam-1', 'cam-2', 'plant']) await createOwner(thingstore.root, { id, kind: 'SYSTEM', name: id });
});
after(() => thingstore.stop());

async function seen(
  client: ApiClient,
  entry: { readonly id: string; readonly ownerId: string; readonly path: string },
) {
  const { resource, resourceAt, resources } = await client.request(SEEN, {
    id: entry.id,
    ownerId: entry.ownerId,
    path: entry.path,
  });
  return {
    resource,
    at: resourceAt?.id ?? null,
    listed: resources.nodes.map((node) => node.id),
    count: resources.totalCount,
  };
}

const NOTHING = { resource: null, at: null, listed: [], count: 0 };

const ISSUE = graphql(`
  mutation RightsIssueKey($ownerId: ID!) {
    issueThingKey(input: { ownerId: $ownerId }) {
      owner {
        id
      }
    }
  }
`);

describe('the right to an entry', () => {
  it('is not got by a key of the device: who issues one has the content already', async () => {
    await createOwner(thingstore.root, { id: 'device', kind: 'DEVICE', name: 'x' });
    const keeper = await person(thingstore, 'READ_WRITE');
    await grant(thingstore.root, keeper, { privileges: ['Owners.READ', 'Owners.UPDATE'] });
    await assign(thingstore.root, keeper, { role: 'ResourceEditor', ownerId: 'device', path: 'a' });
    const { extensions } = await keeper.client.refusal(ISSUE, { ownerId: 'device' });
    assert.deepEqual(
      [extensions.code, extensions.params],
      ['FORBIDDEN', { role: 'ResourceEditor', ownerId: 'device' }],
    );
    await assign(thingstore.root, keeper, { role: 'ResourceEditor', ownerId: 'device' });
    assert.ok(await keeper.client.request(ISSUE, { ownerId: 'device' }));
  });

  it('is not that to its owner: who may change the record sees and writes nothing of the content [S1-096]', async () => {
    const keeper = await person(thingstore, 'READ_WRITE');
    await grant(thingstore.root, keeper, {
      privileges: ['Owners.READ', 'Owners.UPDATE', 'Owners.CREATE', 'Owners.DELETE'],
    });
    const entry = await createEntry(thingstore.root, { ownerId: 'cam-1', path: 'private/one' });
    assert.deepEqual(await seen(keeper.client, entry), NOTHING);
    const input = { ownerId: 'cam-1', path: 'private/two', data: {} };
    const { extensions, message } = await keeper.client.refusal(CREATE_ENTRY, { input });
    assert.deepEqual(
      [extensions.code, extensions.params],
      ['FORBIDDEN', { role: 'ResourceEditor', ownerId: 'cam-1', path: 'private/two' }],
    );
    assert.match(message, /ResourceEditor/);
    // Whether or not anything stands there.
    const taken = await keeper.client.refusal(CREATE_ENTRY, { input: { ...input, path: 'private/one' } });
    assert.equal(taken.extensions.code, 'FORBIDDEN');
  });

  it('is said with where it was given, and lets no more be done than the role says', async () => {
    const viewer = await person(thingstore, 'READ_WRITE');
    await assign(thingstore.root, viewer, { role: 'ResourceViewer', ownerId: 'cam-1', path: 'shared' });
    const entry = await createEntry(thingstore.root, { ownerId: 'cam-1', path: 'shared/one' });
    const { resource, listed, count, at } = await seen(viewer.client, entry);
    assert.deepEqual([listed, count, at], [[entry.id], 1, entry.id]);
    assert.deepEqual(resource?.access, {
      role: 'ResourceViewer',
      canUpdate: false,
      canDelete: false,
      grantedThrough: { projectId: 'default', ownerId: 'cam-1', path: 'shared' },
    });
    // Without Owners.READ there is no record to see: its id stays.
    assert.deepEqual([resource.owner, resource.ownerId], [null, 'cam-1']);
    for (const [document, input] of [
      [UPDATE_ENTRY, { id: entry.id, data: { changed: true } }],
      [DELETE_ENTRIES, { ids: [entry.id] }],
      [CREATE_ENTRY, { ownerId: 'cam-1', path: 'shared/two', data: {} }],
      [UPLOAD, { ownerId: 'cam-1', path: 'shared/three', type: 'image/png' }],
    ] as const) {
      const { errors } = await viewer.client.send(print(document), { input });
      assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN');
      assert.equal(errors[0].extensions.params?.['role'], 'ResourceEditor');
    }
  });

  it('to edit includes the upload, and has a ceiling in the role of the account', async () => {
    const editor = await person(thingstore, 'READ_WRITE');
    const reader = await person(thingstore, 'READ');
    const scope = { role: 'ResourceEditor', ownerId: 'plant', path: 'docs' };
    for (const somebody of [editor, reader]) await assign(thingstore.root, somebody, scope);
    const input = { ownerId: 'plant', path: 'docs/manual', type: 'application/pdf' };
    const { requestUpload } = await editor.client.request(UPLOAD, { input });
    assert.ok(requestUpload.resource.writeableUrl?.url);
    const { resource } = await reader.client.request(WRITE_URL, { id: requestUpload.resource.id });
    assert.deepEqual(resource, { writeableUrl: null });
    const refused = await reader.client.refusal(UPLOAD, { input: { ...input, path: 'docs/other' } });
    assert.equal(refused.extensions.code, 'FORBIDDEN');
    const entry = await createEntry(editor.client, { ownerId: 'plant', path: 'docs/json' });
    assert.deepEqual((await seen(editor.client, entry)).resource?.access, {
      role: 'ResourceEditor',
      canUpdate: true,
      canDelete: true,
      grantedThrough: { projectId: 'default', ownerId: 'plant', path: 'docs' },
    });
    assert.equal((await seen(reader.client, entry)).resource?.access.canUpdate, false);
  });

  it('on a path ends at the path: nothing is moved out of it or into another', async () => {
    const editor = await person(thingstore, 'READ_WRITE');
    await assign(thingstore.root, editor, { role: 'ResourceEditor', ownerId: 'cam-2', path: 'mine' });
    // An owner that is not seen is not there, but for what was opened of it.
    const unseen = await editor.client.refusal(CREATE_ENTRY, { input: { ownerId: 'cam-2', path: 'yours', data: {} } });
    assert.equal(unseen.extensions.code, 'OWNER_NOT_FOUND');
    await grant(thingstore.root, editor, { privileges: ['Owners.READ'] });
    const entry = await createEntry(editor.client, { ownerId: 'cam-2', path: 'mine/one' });
    const { extensions } = await editor.client.refusal(UPDATE_ENTRY, { input: { id: entry.id, path: 'yours/one' } });
    assert.deepEqual([extensions.code, extensions.params?.['path']], ['FORBIDDEN', 'yours/one']);
    assert.equal((await seen(thingstore.root, entry)).at, entry.id);
    for (const path of ['mineral', 'yours', 'mine-2/a']) {
      const refused = await editor.client.refusal(CREATE_ENTRY, { input: { ownerId: 'cam-2', path, data: {} } });
      assert.equal(refused.extensions.code, 'FORBIDDEN');
    }
    assert.equal(
      (await editor.client.request(UPDATE_ENTRY, { input: { id: entry.id, path: 'mine/two' } })).updateResource.path,
      'mine/two',
    );
  });

  it('to set a co-owner takes the right at both owners', async () => {
    const editor = await person(thingstore, 'READ_WRITE');
    await assign(thingstore.root, editor, { role: 'ResourceEditor', ownerId: 'cam-1', path: 'both' });
    await assign(thingstore.root, editor, { role: 'ResourceViewer', ownerId: 'cam-2', path: 'both' });
    const input = { ownerId: 'cam-1', coownerId: 'cam-2', path: 'both/one', data: {} };
    const { extensions } = await editor.client.refusal(CREATE_ENTRY, { input });
    assert.deepEqual(
      [extensions.code, extensions.params],
      ['FORBIDDEN', { role: 'ResourceEditor', ownerId: 'cam-2', path: 'both/one' }],
    );
    const unknown = await editor.client.refusal(CREATE_ENTRY, { input: { ...input, coownerId: 'plant' } });
    assert.deepEqual([unknown.extensions.code, unknown.extensions.property], ['OWNER_NOT_FOUND', 'coownerId']);
    // Once it is there, the right at either is enough.
    const entry = await createEntry(thingstore.root, input);
    assert.equal((await seen(editor.client, { ...entry, path: 'both' })).resource?.access.role, 'ResourceEditor');
  });

  it('on the co-owner alone moves nothing to where others read the main owner', async () => {
    const editor = await person(thingstore, 'READ_WRITE');
    await assign(thingstore.root, editor, { role: 'ResourceEditor', ownerId: 'cam-2' });
    await grant(thingstore.root, editor, { privileges: ['Owners.READ'] });
    const entry = await createEntry(thingstore.root, { ownerId: 'plant', coownerId: 'cam-2', path: 'notes/a' });
    const input = { id: entry.id, data: { changed: true } };
    assert.ok(await editor.client.request(UPDATE_ENTRY, { input }));
    const { extensions } = await editor.client.refusal(UPDATE_ENTRY, { input: { ...input, path: 'i18n/en' } });
    assert.deepEqual(
      [extensions.code, extensions.params],
      ['FORBIDDEN', { role: 'ResourceEditor', ownerId: 'plant', path: 'i18n/en' }],
    );
  });

  it('is missing at a place, whether or not anything stands there to be deleted', async () => {
    const keeper = await person(thingstore, 'READ_WRITE');
    await createEntry(thingstore.root, { ownerId: 'cam-1', path: 'standing' });
    for (const [privileges, code] of [
      [['Domains.READ'], 'RESOURCE_NOT_FOUND'],
      [['Owners.READ'], 'FORBIDDEN'],
    ] as const) {
      await grant(thingstore.root, keeper, { privileges });
      for (const path of ['standing', 'empty']) {
        const refused = await keeper.client.refusal(DELETE_ENTRIES, { input: { at: { ownerId: 'cam-1', path } } });
        assert.equal(refused.extensions.code, code, path);
      }
    }
  });

  it('is gone with the next request when the role is taken', async () => {
    const viewer = await person(thingstore, 'READ');
    const assignment = await assign(thingstore.root, viewer, { role: 'ResourceViewer' });
    const entry = await createEntry(thingstore.root, { ownerId: 'cam-1', path: 'taken' });
    assert.equal((await seen(viewer.client, entry)).at, entry.id);
    await unassign(thingstore.root, assignment);
    assert.deepEqual(await seen(viewer.client, entry), NOTHING);
  });
});
