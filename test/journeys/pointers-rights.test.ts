import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner, DELETE_ENTRIES, deleteEntries, entries, entryAt, UPDATE_ENTRY } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { assign, grant, person, unassign, type Person } from '../support/people.js';
import { CREATE_POINTER, createPointer, findPointer, pointer, pointersTo, storedPicture } from '../support/pointers.js';
import { secondProject } from '../support/second-project.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { download } from '../support/uploads.js';

const ACCESS = graphql(`
  query PointersAccess($id: ID!) {
    resource(id: $id) {
      ownerId
      owner {
        id
      }
      access {
        role
        canUpdate
        canDelete
        grantedThrough {
          ownerId
          path
        }
      }
    }
  }
`);

let thingstore: TestThingstore;
let root: ApiClient;
let source: { readonly id: string; readonly bytes: Buffer };
before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  for (const id of ['cam', 'desk', 'wall']) await createOwner(root, { id, kind: 'SYSTEM', name: id });
  source = await storedPicture(root, { ownerId: 'cam', path: 'captures/1' });
});
after(() => thingstore.stop());

async function member(
  ...roles: readonly { readonly role: string; readonly ownerId: string; readonly path?: string }[]
) {
  const somebody = await person(thingstore, 'READ_WRITE');
  for (const role of roles) await assign(root, somebody, role);
  return somebody;
}

const reads = (ownerId: string, path?: string) => ({
  role: 'ResourceViewer',
  ownerId,
  ...(path === undefined ? {} : { path }),
});
const edits = (ownerId: string) => ({ role: 'ResourceEditor', ownerId });
const administers = (ownerId: string) => ({ role: 'ResourceAdmin', ownerId });

let made = 0;
const pathOf = (what: string) => `${what}/${(made += 1).toString()}`;

async function refusal({ client }: Person, input: Parameters<typeof createPointer>[1]) {
  const { message, extensions } = await client.refusal(CREATE_POINTER, { input });
  return { message, code: extensions.code, property: extensions.property, params: extensions.params };
}

describe('making a pointer', () => {
  it('takes the right to read the source, without which it is as if there were none [X-07]', async () => {
    const somebody = await member(edits('desk'));
    const path = pathOf('made');
    const hidden = await refusal(somebody, { ownerId: 'desk', path, sourceId: source.id });
    const absentId = randomUUID();
    const absent = await refusal(somebody, { ownerId: 'desk', path, sourceId: absentId });
    assert.deepEqual(
      { ...hidden, message: hidden.message.replace(source.id, '<id>') },
      { ...absent, message: absent.message.replace(absentId, '<id>') },
    );
    assert.deepEqual([hidden.code, hidden.property], ['RESOURCE_NOT_FOUND', 'sourceId']);
    const hiddenPlace = await refusal(somebody, {
      ownerId: 'desk',
      path,
      source: { ownerId: 'cam', path: 'captures/1' },
    });
    const absentPlace = await refusal(somebody, {
      ownerId: 'desk',
      path,
      source: { ownerId: 'cam', path: 'captures/0' },
    });
    assert.deepEqual([hiddenPlace.code, hiddenPlace.property], ['RESOURCE_NOT_FOUND', 'source']);
    assert.deepEqual(
      { ...hiddenPlace, message: hiddenPlace.message.replace('captures/1', '<path>') },
      { ...absentPlace, message: absentPlace.message.replace('captures/0', '<path>') },
    );
  });

  it('says of a source that is hidden neither that it is a value nor that it awaits its bytes', async () => {
    const somebody = await member(edits('desk'));
    const { data } = await root.send<Readonly<Record<string, { readonly id: string }>>>(
      'mutation { createResource(input: { ownerId: "cam", path: "hidden/value", data: {} }) { id } }',
    );
    const refused = await refusal(somebody, {
      ownerId: 'desk',
      path: 'nothing',
      sourceId: data?.['createResource']?.id ?? '',
    });
    assert.equal(refused.code, 'RESOURCE_NOT_FOUND');
  });

  it('takes the right to create where it is to lie', async () => {
    const reader = await member(reads('cam'), reads('desk'));
    const path = pathOf('made');
    const refused = await refusal(reader, { ownerId: 'desk', path, sourceId: source.id });
    assert.deepEqual([refused.code, refused.params], ['FORBIDDEN', { role: 'ResourceEditor', ownerId: 'desk', path }]);
    // Of an owner that it does not see it is told nothing, whether it is there or not.
    for (const ownerId of ['wall', 'no-such-owner']) {
      const unseen = await refusal(reader, { ownerId, path, sourceId: source.id });
      assert.deepEqual([unseen.code, unseen.property], ['OWNER_NOT_FOUND', 'ownerId']);
    }
    const both = await member(reads('cam'), edits('desk'));
    assert.ok(await createPointer(both.client, { ownerId: 'desk', path, sourceId: source.id }));
    const coowned = await refusal(both, { ownerId: 'desk', coownerId: 'wall', path, sourceId: source.id });
    assert.deepEqual([coowned.code, coowned.property], ['OWNER_NOT_FOUND', 'coownerId']);
  });

  it('to a pointer takes the right to read that alone, since it shows the same file', async () => {
    const { id } = await createPointer(root, { ownerId: 'wall', path: pathOf('shown'), sourceId: source.id });
    const somebody = await member(reads('wall'), edits('desk'));
    const second = await createPointer(somebody.client, { ownerId: 'desk', path: pathOf('second'), sourceId: id });
    assert.deepEqual([second.sourceReference.resourceId, second.source], [source.id, null]);
    assert.equal(
      (await refusal(somebody, { ownerId: 'desk', path: 'x', sourceId: source.id })).code,
      'RESOURCE_NOT_FOUND',
    );
  });
});

describe('reading a pointer', () => {
  it('takes the right to the pointer alone: the file opens, and the source itself stays hidden [X-07]', async () => {
    const { id } = await createPointer(root, { ownerId: 'wall', path: pathOf('read'), sourceId: source.id });
    const { client } = await member(reads('wall'));
    const seen = await pointer(client, id);
    assert.ok((await download(seen.signedUrl?.url ?? '')).equals(source.bytes));
    assert.equal(seen.source, null);
    assert.deepEqual([seen.sourceReference.resourceId, seen.sourceReference.path], [source.id, 'captures/1']);
    assert.equal(await pointersTo(client, source.id), null);
    assert.equal(await findPointer((await member(reads('desk'))).client, id), null);
  });

  it('ends at the project', async () => {
    const { id } = await createPointer(root, { ownerId: 'wall', path: pathOf('read'), sourceId: source.id });
    const other = await secondProject(thingstore);
    await createOwner(other, { id: 'wall', kind: 'SYSTEM', name: 'another wall' });
    assert.equal(await findPointer(other, id), null);
    for (const sourceId of [source.id, id]) {
      const { extensions } = await other.refusal(CREATE_POINTER, { input: { ownerId: 'wall', path: 'x', sourceId } });
      assert.deepEqual([extensions.code, extensions.property], ['RESOURCE_NOT_FOUND', 'sourceId']);
    }
  });
});

describe('who administers the source', () => {
  it('sees every pointer to it, wherever it lies, and others those alone that they may read', async () => {
    const { id } = await storedPicture(root, { ownerId: 'cam', path: pathOf('captures') });
    const onDesk = await createPointer(root, { ownerId: 'desk', path: pathOf('seen'), sourceId: id });
    const onWall = await createPointer(root, { ownerId: 'wall', path: pathOf('seen'), sourceId: id });
    const told = async ({ client }: Person) => {
      const { count, totalCount, nodes } = (await pointersTo(client, id)) ?? {};
      assert.equal(totalCount, count);
      assert.equal(nodes?.length, count);
      return nodes?.map((node) => node.id).sort();
    };
    assert.deepEqual(await told(await member(administers('cam'))), [onDesk.id, onWall.id].sort());
    assert.deepEqual(await told(await member(edits('cam'))), []);
    assert.deepEqual(await told(await member(edits('cam'), reads('desk'))), [onDesk.id]);
    assert.deepEqual(await told(await member(reads('cam'), reads('wall', 'seen'))), [onWall.id]);
    assert.deepEqual(await told(await member({ ...administers('cam'), path: 'elsewhere' }, reads('cam'))), []);
  });

  it('may cut a pointer that it may not read, and do nothing else with it', async () => {
    const { id } = await storedPicture(root, { ownerId: 'cam', path: pathOf('captures') });
    const path = pathOf('cut');
    const made = await createPointer(root, { ownerId: 'desk', path, sourceId: id });
    const { client } = await member(administers('cam'));
    const { resource } = await client.request(ACCESS, { id: made.id });
    assert.deepEqual(resource, {
      ownerId: 'desk',
      owner: null,
      access: {
        role: 'ResourceAdmin',
        canUpdate: false,
        canDelete: true,
        grantedThrough: { ownerId: 'cam', path: null },
      },
    });
    const updated = await client.refusal(UPDATE_ENTRY, { input: { id: made.id, metadata: { mine: true } } });
    assert.deepEqual(
      [updated.extensions.code, updated.extensions.params],
      ['FORBIDDEN', { role: 'ResourceEditor', ownerId: 'desk', path }],
    );
    // It is known by its id: the place is not opened by that.
    assert.equal(await entryAt(client, { ownerId: 'desk', path }), null);
    assert.equal((await entries(client, { ownerId: 'desk' })).totalCount, 0);
    const byPlace = await client.refusal(DELETE_ENTRIES, { input: { at: { ownerId: 'desk', path } } });
    assert.equal(byPlace.extensions.code, 'RESOURCE_NOT_FOUND');
    assert.deepEqual(await deleteEntries(client, { ids: [made.id] }), [made.id]);
    assert.equal(await findPointer(root, made.id), null);
  });

  it('is more than who edits the source: for that one the pointer is not there', async () => {
    const { id } = await storedPicture(root, { ownerId: 'cam', path: pathOf('captures') });
    const made = await createPointer(root, { ownerId: 'desk', path: pathOf('kept'), sourceId: id });
    const { client } = await member(edits('cam'));
    assert.equal(await findPointer(client, made.id), null);
    const cut = await client.refusal(DELETE_ENTRIES, { input: { ids: [made.id] } });
    const changed = await client.refusal(UPDATE_ENTRY, { input: { id: made.id, metadata: {} } });
    assert.deepEqual([cut.extensions.code, changed.extensions.code], ['RESOURCE_NOT_FOUND', 'RESOURCE_NOT_FOUND']);
  });

  it('is told the greater of what it may do where it has a role at both', async () => {
    const { id } = await storedPicture(root, { ownerId: 'cam', path: pathOf('captures') });
    const made = await createPointer(root, { ownerId: 'desk', path: pathOf('both'), sourceId: id });
    const access = async ({ client }: Person) => (await client.request(ACCESS, { id: made.id })).resource?.access;
    assert.deepEqual(await access(await member(administers('cam'), edits('desk'))), {
      role: 'ResourceEditor',
      canUpdate: true,
      canDelete: true,
      grantedThrough: { ownerId: 'desk', path: null },
    });
    const given = await access(await member(administers('cam'), reads('desk')));
    assert.deepEqual([given?.role, given?.grantedThrough?.ownerId], ['ResourceAdmin', 'cam']);
    assert.deepEqual([given?.canUpdate, given?.canDelete], [false, true]);
    const editor = await access(await member(edits('cam'), reads('desk')));
    assert.deepEqual([editor?.role, editor?.canDelete], ['ResourceViewer', false]);
  });

  it('is nobody any more when the role is taken, or when the source is gone', async () => {
    const { id } = await storedPicture(root, { ownerId: 'cam', path: pathOf('captures') });
    const made = await createPointer(root, { ownerId: 'desk', path: pathOf('gone'), sourceId: id });
    const somebody = await person(thingstore, 'READ_WRITE');
    const assignment = await assign(root, somebody, administers('cam'));
    assert.ok(await findPointer(somebody.client, made.id));
    await unassign(root, assignment);
    assert.equal(await findPointer(somebody.client, made.id), null);
    const refused = await somebody.client.refusal(DELETE_ENTRIES, { input: { ids: [made.id] } });
    assert.equal(refused.extensions.code, 'RESOURCE_NOT_FOUND');
    await assign(root, somebody, administers('cam'));
    await deleteEntries(root, { ids: [id] });
    assert.equal(await findPointer(somebody.client, made.id), null);
    assert.equal((await pointer(root, made.id)).isOrphaned, true);
  });

  it('is none by an account that only reads: its own role is the ceiling', async () => {
    const { id } = await storedPicture(root, { ownerId: 'cam', path: pathOf('captures') });
    const made = await createPointer(root, { ownerId: 'desk', path: pathOf('ceiling'), sourceId: id });
    const reader = await person(thingstore, 'READ');
    await assign(root, reader, administers('cam'));
    assert.equal(await findPointer(reader.client, made.id), null);
    assert.equal((await pointersTo(reader.client, id))?.count, 0);
  });

  it('sees the owner of such a pointer when it may see owners', async () => {
    const { id } = await storedPicture(root, { ownerId: 'cam', path: pathOf('captures') });
    const made = await createPointer(root, { ownerId: 'desk', path: pathOf('owner'), sourceId: id });
    const somebody = await member(administers('cam'));
    await grant(root, somebody, { privileges: ['Owners.READ'] });
    assert.equal((await somebody.client.request(ACCESS, { id: made.id })).resource?.owner?.id, 'desk');
  });
});
