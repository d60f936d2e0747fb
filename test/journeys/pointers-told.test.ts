import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner, deleteEntries, updateEntry } from '../support/entries.js';
import { feedNow } from '../support/feed.js';
import { graphql } from '../support/generated/index.js';
import { assign, person } from '../support/people.js';
import { createPointer, storedPicture } from '../support/pointers.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const CHANGED = graphql(`
  subscription PointersChanged($filter: ResourceChangeFilter, $after: Cursor) {
    resourceChanged(filter: $filter, after: $after) {
      action
      changed
      resourceId
      sourceId
      type
      kind
      data
      details {
        key
      }
      metadata
      path
      resource {
        __typename
        id
        signedUrl {
          url
        }
        ... on ResourcePointer {
          sourceReference {
            state
          }
        }
      }
    }
  }
`);

const ADDED = graphql(`
  subscription PointersAdded($after: Cursor) {
    resourceAdded(filter: { ownerIds: ["set"] }, after: $after) {
      resourceId
      sourceId
    }
  }
`);

let thingstore: TestThingstore;
let root: ApiClient;
before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  for (const id of ['cam', 'set']) await createOwner(root, { id, kind: 'SYSTEM', name: id });
});
after(() => thingstore.stop());

describe('a subscriber', () => {
  it('is told of a pointer, of what is changed of it, and of its end', async () => {
    const { id: sourceId } = await storedPicture(root, { ownerId: 'cam', path: 'told' });
    const after = await feedNow(root);
    const watching = root.subscribe(CHANGED, { filter: { ownerIds: ['set'] }, after });
    const added = root.subscribe(ADDED, { after });
    const { id } = await createPointer(root, { ownerId: 'set', path: 'told', sourceId });
    await watching.until(({ events }) => events.length === 1);
    const [created] = watching.events.map((event) => event.resourceChanged);
    assert.deepEqual(
      { ...created, resource: created?.resource?.__typename },
      {
        ...{ action: 'CREATED', changed: ['source', 'metadata', 'path'], resourceId: id, sourceId },
        ...{ type: 'image/png', kind: 'IMAGE', data: null, details: null, metadata: {}, path: 'told' },
        resource: 'ResourcePointer',
      },
    );
    assert.ok(created?.resource?.signedUrl);
    await updateEntry(root, { id, metadata: { a: 1 }, archiveAt: '2099-01-01T00:00:00Z' });
    // The source is another owner's: what becomes of it is no change of the pointer.
    await updateEntry(root, { id: sourceId, metadata: { b: 2 } });
    await deleteEntries(root, { ids: [id] });
    await watching.until(({ events }) => events.length === 3);
    const [, updated, deleted] = watching.events.map((event) => event.resourceChanged);
    assert.deepEqual(
      [updated?.action, updated?.changed, updated?.sourceId],
      ['UPDATED', ['metadata', 'archiveAt'], sourceId],
    );
    assert.deepEqual([deleted?.action, deleted?.sourceId, deleted?.resource], ['DELETED', sourceId, null]);
    await added.until(({ events }) => events.length === 1);
    assert.deepEqual(added.events[0]?.resourceAdded, { resourceId: id, sourceId });
    await watching.stop();
    await added.stop();
  });

  it('who loses sight of a pointer that is moved is told of its end, and nothing of it', async () => {
    const { id: sourceId } = await storedPicture(root, { ownerId: 'cam', path: 'moved' });
    const somebody = await person(thingstore, 'READ');
    await assign(root, somebody, { role: 'ResourceViewer', ownerId: 'set', path: 'open' });
    const { id } = await createPointer(root, { ownerId: 'set', path: 'open/one', sourceId, metadata: { a: 1 } });
    const watching = somebody.client.subscribe(CHANGED, { after: await feedNow(root) });
    await updateEntry(root, { id, path: 'closed/one' });
    await watching.until(({ events }) => events.length === 1);
    const [gone] = watching.events.map((event) => event.resourceChanged);
    assert.deepEqual(
      [gone?.action, gone?.path, gone?.sourceId, gone?.metadata, gone?.resource],
      ['DELETED', 'open/one', null, {}, null],
    );
    await watching.stop();
  });
});
