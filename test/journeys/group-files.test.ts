import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { CREATE_ENTRY, createEntry, createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { person, setMember, type Person } from '../support/people.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const AT = graphql(`
  query GroupFilesEntryAt($ownerId: ID!, $path: String!) {
    resourceAt(ownerId: $ownerId, path: $path) {
      id
      access {
        role
        grantedThrough {
          ownerId
          path
        }
      }
    }
  }
`);

const JOIN = graphql(`
  mutation GroupFilesJoin($id: ID!, $groupId: ID) {
    updateOwner(input: { id: $id, groupId: $groupId }) {
      id
    }
  }
`);

/** The entry as the client finds it. */
const found = async (client: ApiClient, ownerId: string, path: string) =>
  (await client.request(AT, { ownerId, path })).resourceAt;

describe('the files of a group', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  const path = 'files/firmware.json';
  let people: Readonly<Record<'VIEWER' | 'EDITOR' | 'ADMIN', Person>>;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    await createOwner(root, { id: 'site-2', kind: 'GROUP', name: 'site-2' });
    await createOwner(root, { id: 'fleet', kind: 'GROUP', name: 'fleet' });
    const [viewer, editor, admin] = [
      await person(thingstore, 'READ_WRITE'),
      await person(thingstore, 'READ_WRITE'),
      await person(thingstore, 'READ_WRITE'),
    ];
    people = { VIEWER: viewer, EDITOR: editor, ADMIN: admin };
    for (const role of ['VIEWER', 'EDITOR', 'ADMIN'] as const) {
      await setMember(root, { groupId: 'fleet', userId: people[role].id, role });
    }
  });
  after(() => thingstore.stop());

  it('are those of its editors and admins; a viewer reads them where the setting says so', async () => {
    const relaxed = await startThingstore({
      settings: { GROUP_FILE_READ_ROLE: 'viewer' },
      databaseUrl: thingstore.databaseUrl,
    });
    try {
      const input = { ownerId: 'fleet', path, type: 'application/json' };
      const REQUEST = `mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { resource { id } } }`;
      for (const role of ['EDITOR', 'ADMIN'] as const) {
        const { errors } = await people[role].client.send(REQUEST, { input });
        assert.equal(errors, undefined);
      }
      const { errors } = await people.VIEWER.client.send(REQUEST, { input });
      assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN');
      const { resourceAt } = await people.EDITOR.client.request(AT, { ownerId: 'fleet', path });
      assert.deepEqual(resourceAt?.access, {
        role: 'ResourceEditor',
        grantedThrough: { ownerId: 'fleet', path: 'files' },
      });
      assert.equal(await found(people.VIEWER.client, 'fleet', path), null);
      assert.equal((await found(people.VIEWER.client.at(relaxed.url), 'fleet', path))?.access.role, 'ResourceViewer');
    } finally {
      await relaxed.stop();
    }
  });

  it('are all that a membership opens', async () => {
    await createEntry(root, { ownerId: 'fleet', path: 'notes/today' });
    assert.equal(await found(people.ADMIN.client, 'fleet', 'notes/today'), null);
    const input = { ownerId: 'fleet', path: 'notes/tomorrow', data: {} };
    assert.equal((await people.ADMIN.client.refusal(CREATE_ENTRY, { input })).extensions.code, 'FORBIDDEN');
  });

  it('are read by the things of the group, written by none, and by no thing of another group', async () => {
    const [inside, outside] = [await thingstore.thing('truck-1'), await thingstore.thing('truck-2')];
    await root.request(JOIN, { id: 'truck-1', groupId: 'fleet' });
    await root.request(JOIN, { id: 'truck-2', groupId: 'site-2' });
    assert.equal((await found(inside, 'fleet', path))?.access.role, 'ResourceViewer');
    assert.equal(await found(outside, 'fleet', path), null);
    const REQUEST = `mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { uploadId } }`;
    const input = { ownerId: 'fleet', path: 'files/own.bin', type: 'application/pdf' };
    assert.equal((await inside.send(REQUEST, { input })).errors?.[0]?.extensions.code, 'FORBIDDEN');
    assert.equal((await outside.send(REQUEST, { input })).errors?.[0]?.extensions.code, 'OWNER_NOT_FOUND');
    // Membership is that of the moment.
    await root.request(JOIN, { id: 'truck-1', groupId: null });
    assert.equal(await found(inside, 'fleet', path), null);
  });
});
