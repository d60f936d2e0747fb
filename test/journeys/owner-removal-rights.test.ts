import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry } from '../support/entries.js';
import { FEED_VERSIONS, feedNow } from '../support/feed.js';
import { DELETE_OWNER, deleteOwner, lifecycleOf } from '../support/lifecycle.js';
import { codeOf, OwnerRemovals } from '../support/owner-removals.js';
import { assign, grant, person } from '../support/people.js';
import type { TestThingstore } from '../support/thingstore.js';

let removals: OwnerRemovals;
let thingstore: TestThingstore;
let root: ApiClient;
before(async () => {
  removals = await OwnerRemovals.open();
  ({ thingstore, root } = removals);
});
after(() => removals.close());

describe('the key of a thing that is deleted', () => {
  it('holds no more with the next request, and its sockets end', async () => {
    const camera = await thingstore.thing('keyed');
    await createEntry(camera, { ownerId: 'keyed', path: 'a' });
    const watching = camera.subscribe(FEED_VERSIONS, { after: await feedNow(root) });
    await createEntry(camera, { ownerId: 'keyed', path: 'b' });
    await watching.until(({ events }) => events.length === 1);
    await deleteOwner(root, { id: 'keyed' });
    const { status, errors } = await camera.send('{ viewer { kind } }');
    assert.deepEqual([status, errors?.[0]?.extensions.code], [401, 'UNAUTHENTICATED']);
    await removals.untilPutAway('keyed');
    await watching.until(({ isEnded }) => isEnded);
    // What was put away after it was gone is no business of the thing any more.
    assert.equal(watching.events.length, 1);
    await watching.stop();
  });
});

describe('who reads by a role on the owner', () => {
  it('hears nothing of it once it is deleted; who has a role on the project hears all', async () => {
    const id = await removals.make();
    const friend = await person(thingstore, 'READ');
    await assign(root, friend, { role: 'ResourceViewer', ownerId: id });
    const cursor = await feedNow(root);
    const [theirs, all] = [friend.client, root].map((client) => client.subscribe(FEED_VERSIONS, { after: cursor }));
    assert.ok(theirs && all);
    await createEntry(root, { ownerId: id, path: 'a' });
    await theirs.until(({ events }) => events.length === 1);
    await removals.remove(id);
    const told = ({
      events,
    }: {
      readonly events: readonly { readonly resourceChanged: { readonly action: string } }[];
    }) => events.map(({ resourceChanged }) => resourceChanged.action);
    await all.until(({ events }) => events.length === 2);
    assert.deepEqual(told(all), ['CREATED', 'ARCHIVED']);
    const marker = await removals.make();
    await assign(root, friend, { role: 'ResourceViewer', ownerId: marker });
    await createEntry(root, { ownerId: marker, path: 'marker' });
    await theirs.until(({ events }) => events.length === 2);
    assert.deepEqual(told(theirs), ['CREATED', 'CREATED']);
    await theirs.stop();
    await all.stop();
  });
});

describe('who may delete an owner', () => {
  it('is who has Owners.DELETE on its domain, or Groups.DELETE for a group; no role on its resources', async () => {
    const [device, group] = [await removals.make(), await removals.make('GROUP')];
    const { id: value } = await createEntry(root, { ownerId: device, path: 'value' });
    const somebody = await person(thingstore, 'READ_WRITE');
    const refused = async (id: string) => {
      const { code, params } = (await somebody.client.refusal(DELETE_OWNER, { input: { id } })).extensions;
      return [code, params?.['privilege']];
    };
    assert.deepEqual(await refused(device), ['OWNER_NOT_FOUND', undefined]);
    await grant(root, somebody, { privileges: ['Owners.READ', 'Owners.UPDATE', 'Groups.READ'] });
    assert.deepEqual(await refused(device), ['FORBIDDEN', 'Owners.DELETE']);
    await grant(root, somebody, { privileges: ['Owners.DELETE'] });
    assert.deepEqual(await refused(group), ['FORBIDDEN', 'Groups.DELETE']);
    assert.equal((await deleteOwner(somebody.client, { id: device })).id, device);
    await removals.untilPutAway(device);
    assert.notEqual((await lifecycleOf(root, value))?.archivedAt, null);
    const camera = await thingstore.thing('selfish');
    assert.equal(await codeOf(camera.refusal(DELETE_OWNER, { input: { id: 'selfish' } })), 'FORBIDDEN');
  });
});
