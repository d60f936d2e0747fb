import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner } from '../support/entries.js';
import type { ResourceSelection } from '../support/generated/graphql.js';
import { ARCHIVE, archive, lifecycleOf, RESTORE, restore } from '../support/lifecycle.js';
import { assign, person } from '../support/people.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

type Selecting = TypedDocumentNode<unknown, { readonly input: ResourceSelection }>;

async function refused(client: ApiClient, document: Selecting, input: ResourceSelection) {
  const { code, property } = (await client.refusal(document, { input })).extensions;
  return [code, property];
}

describe('who may archive and restore', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
  });
  after(() => thingstore.stop());

  it('is who may change, and is told nothing by who may not see', async () => {
    const path = 'kept/one';
    const { id } = await createEntry(root, { ownerId: 'cam-1', path });
    const [viewer, editor, stranger] = [
      await person(thingstore, 'READ_WRITE'),
      await person(thingstore, 'READ_WRITE'),
      await person(thingstore, 'READ_WRITE'),
    ];
    await assign(root, viewer, { role: 'ResourceViewer', ownerId: 'cam-1' });
    await assign(root, editor, { role: 'ResourceEditor', ownerId: 'cam-1', path });
    const at = { ownerId: 'cam-1', path };
    for (const document of [ARCHIVE, RESTORE]) {
      for (const named of [{ ids: [id] }, { at }, { at: { ownerId: 'cam-1', path: 'nowhere' } }]) {
        assert.equal((await refused(viewer.client, document, named))[0], 'FORBIDDEN');
        assert.equal((await refused(stranger.client, document, named))[0], 'RESOURCE_NOT_FOUND');
      }
    }
    assert.equal((await archive(editor.client, { at })).length, 1);
    assert.equal((await restore(editor.client, { at })).length, 1);
    const { id: other } = await createEntry(root, { ownerId: 'cam-1', path: 'other' });
    const both = await refused(editor.client, ARCHIVE, { ids: [id, other] });
    assert.deepEqual(both, ['RESOURCE_NOT_FOUND', 'ids']);
    assert.equal((await lifecycleOf(root, id))?.archivedAt, null);
  });
});
