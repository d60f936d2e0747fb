import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { assign, person, type Person } from '../support/people.js';
import { createPointer } from '../support/pointers.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, completeUpload, picture, put, requestUpload } from '../support/uploads.js';

const DIAGNOSE = graphql(`
  query Diagnose($id: ID!, $userId: ID) {
    resourceDiagnostics(id: $id, userId: $userId) {
      exists
      state
      isArchived
      access {
        role
        grantedThrough {
          projectId
          ownerId
          path
        }
        canUpdate
        canDelete
      }
      declaredType
      detectedType
      typeMatches
      expectedSize
      storedSize
      sizeMatches
      expectedSha256
      storedSha256
      hashMatches
      isReachable
      sourceReference {
        state
      }
      problems
    }
  }
`);

const LOOK_UP = graphql(`
  query DiagnoseLookUp($id: ID!) {
    resource(id: $id) {
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

describe('the diagnostics of a resource', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let user: Person;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    user = await person(thingstore, 'READ');
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
  });
  after(() => thingstore.stop());

  const diagnose = async (client: ApiClient, id: string, userId?: string) =>
    (await client.request(DIAGNOSE, { id, ...(userId === undefined ? {} : { userId }) })).resourceDiagnostics;

  async function stored(path: string, type = 'image/png') {
    const ticket = await requestUpload(root, { ownerId: 'cam-1', path, type });
    assert.equal((await put(ticket.upload, await picture('png'))).status, 201);
    const { details } = await capture(root, ticket.resource.id);
    return { id: ticket.resource.id, file: join(thingstore.dataFolder, 'objects', details?.key ?? '') };
  }

  it('find nothing wrong with a capture that is well', async () => {
    const found = await diagnose(root, (await stored('well')).id);
    assert.deepEqual(found.problems, []);
    const { exists, state, isArchived, typeMatches, sizeMatches, hashMatches, isReachable } = found;
    assert.deepEqual(
      { exists, state, isArchived, typeMatches, sizeMatches, hashMatches, isReachable },
      {
        ...{ exists: true, state: 'READY', isArchived: false },
        ...{ typeMatches: true, sizeMatches: true, hashMatches: true, isReachable: true },
      },
    );
    assert.equal(found.storedSha256, found.expectedSha256);
    assert.equal(found.access.role, 'ResourceAdmin');
  });

  it('tell whether a resource is there, and do not tell one that is hidden from one that is not [S1-119]', async () => {
    const { id } = await stored('there');
    assert.equal((await diagnose(root, id)).exists, true);
    const absent = '019a0000-0000-7000-8000-000000000001';
    assert.equal((await root.request(LOOK_UP, { id: absent })).resource, null);
    const hidden = await diagnose(user.client, id);
    assert.equal(hidden.exists, false);
    assert.deepEqual(hidden, await diagnose(root, absent));
    assert.deepEqual(hidden, await diagnose(root, 'no id at all'));
  });

  it('tell an administrator that somebody lacks a role, and the writer at once what it lacks [S1-115]', async () => {
    const { id } = await stored('unseen');
    const { access, problems, exists } = await diagnose(root, id, user.id);
    assert.equal(exists, true);
    assert.deepEqual(access, { role: null, grantedThrough: null, canUpdate: false, canDelete: false });
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /has no role at unseen of cam-1: assign it ResourceViewer/);
    const reader = await person(thingstore, 'READ_WRITE');
    await assign(root, reader, { role: 'ResourceViewer', ownerId: 'cam-1' });
    await assert.rejects(createEntry(reader.client, { ownerId: 'cam-1', path: 'mine' }), (error: unknown) => {
      assert.match(String(error), /Writing at mine of cam-1 needs the role ResourceEditor there/);
      return true;
    });
  });

  it("confirm an account's role and where it was given, as the entry does for its reader [S1-120]", async () => {
    const { id } = await stored('shown/here');
    const viewer = await person(thingstore, 'READ');
    await assign(root, viewer, { role: 'ResourceViewer', ownerId: 'cam-1', path: 'shown' });
    const { access, problems } = await diagnose(root, id, viewer.id);
    assert.equal(access.role, 'ResourceViewer');
    assert.deepEqual(access.grantedThrough, { projectId: 'default', ownerId: 'cam-1', path: 'shown' });
    assert.deepEqual(problems, []);
    const { resource } = await viewer.client.request(LOOK_UP, { id });
    assert.deepEqual(resource?.access, { role: 'ResourceViewer', grantedThrough: { ownerId: 'cam-1', path: 'shown' } });
  });

  it('answer for another account only to who administrates the entry', async () => {
    const { id } = await stored('administrated');
    const editor = await person(thingstore, 'READ_WRITE');
    await assign(root, editor, { role: 'ResourceEditor', ownerId: 'cam-1' });
    const refused = await editor.client.refusal(DIAGNOSE, { id, userId: user.id });
    assert.equal(refused.extensions.code, 'FORBIDDEN');
    assert.equal(
      (await diagnose(editor.client, id)).storedSha256,
      null,
      'bytes are read again for a ResourceAdmin alone',
    );
    assert.equal((await diagnose(user.client, id, user.id)).exists, false);
    for (const nobody of ['019a0000-0000-7000-8000-000000000001', 'nobody']) {
      const unknown = await root.refusal(DIAGNOSE, { id, userId: nobody });
      assert.deepEqual([unknown.extensions.code, unknown.extensions.property], ['USER_NOT_FOUND', 'userId']);
    }
  });

  it('do not tell who administrates the source of a pointer what others may do where the pointer lies', async () => {
    await createOwner(root, { id: 'desk', kind: 'SYSTEM', name: 'Desk' });
    const { id: sourceId } = await stored('pointed');
    const { id } = await createPointer(root, { ownerId: 'desk', path: 'mine/pointer', sourceId });
    const admin = await person(thingstore, 'READ_WRITE');
    await assign(root, admin, { role: 'ResourceAdmin', ownerId: 'cam-1' });
    assert.equal((await diagnose(admin.client, id)).exists, true);
    assert.equal((await admin.client.refusal(DIAGNOSE, { id, userId: user.id })).extensions.code, 'FORBIDDEN');
    assert.equal((await diagnose(admin.client, sourceId, user.id)).access.role, null);
  });

  it('find a wrong content type [S1-116]', async () => {
    const found = await diagnose(root, (await stored('mistyped', 'text/plain')).id);
    assert.deepEqual([found.declaredType, found.detectedType, found.typeMatches], ['text/plain', 'image/png', false]);
    assert.match(found.problems.join(), /declared as text\/plain, and its first bytes are image\/png/);
  });

  it('find one flipped byte in the store [S1-117]', async () => {
    const { id, file } = await stored('damaged');
    const bytes = await readFile(file);
    const last = bytes.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const found = await diagnose(root, id);
    assert.deepEqual([found.sizeMatches, found.hashMatches], [true, false]);
    assert.notEqual(found.storedSha256, found.expectedSha256);
    assert.match(found.problems.join(), /Its bytes are damaged/);
  });

  it('find bytes that were cut short, and bytes that are gone', async () => {
    const cut = await stored('cut');
    await writeFile(cut.file, (await readFile(cut.file)).subarray(0, 20));
    const shorter = await diagnose(root, cut.id);
    assert.deepEqual([shorter.storedSize, shorter.sizeMatches], [20, false]);
    assert.match(shorter.problems.join(), /and 20 are stored/);
    const gone = await stored('gone');
    await rm(gone.file);
    const missing = await diagnose(root, gone.id);
    assert.deepEqual([missing.storedSize, missing.sizeMatches, missing.isReachable], [null, false, false]);
    assert.deepEqual(missing.problems, ['Its bytes are not in the store any more: upload them again.']);
  });

  it('look at an empty file, at a value, and at what waits for its bytes', async () => {
    const empty = await requestUpload(root, { ownerId: 'cam-1', path: 'empty', type: 'text/csv' });
    await put(empty.upload, Buffer.alloc(0));
    await completeUpload(root, { resourceId: empty.resource.id });
    assert.deepEqual((await diagnose(root, empty.resource.id)).problems, []);
    const value = await diagnose(root, (await createEntry(root, { ownerId: 'cam-1', path: 'value' })).id);
    assert.deepEqual([value.problems, value.expectedSize, value.isReachable], [[], null, null]);
    const waiting = await requestUpload(root, { ownerId: 'cam-1', path: 'waiting', type: 'image/png' });
    const found = await diagnose(root, waiting.resource.id);
    assert.equal(found.state, 'AWAITING_UPLOAD');
    assert.match(found.problems.join(), /Its bytes have not arrived/);
  });

  it('forget what was deleted', async () => {
    const { id } = await stored('deleted');
    await deleteEntries(root, { ids: [id] });
    assert.equal((await diagnose(root, id)).exists, false);
  });
});
