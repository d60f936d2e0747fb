import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import {
  createJson,
  deleteByIds,
  FEED_ADDED,
  FEED_CHANGED,
  FEED_DELETE,
  FEED_UPDATE,
  FeedSocket,
  feedNow,
  historyLines,
  lines,
  updateJson,
} from '../support/feed.js';
import { graphql } from '../support/generated/index.js';
import { statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';
import { download, picture, put, requestUpload, sha256 } from '../support/uploads.js';

const DIRECT = graphql(`
  mutation FeedDirectUpload($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
    }
  }
`);

const VIEWER = graphql(`
  query FeedViewer {
    viewer {
      account {
        id
      }
    }
  }
`);

const ABSENT = '0190a000-0000-7000-8000-000000000000';

let thingstore: TestThingstore;
let root: ApiClient;
let pump: ApiClient;
let valve: ApiClient;

before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  pump = await thingstore.thing('pump');
  valve = await thingstore.thing('valve');
});
after(async () => thingstore.stop());

/** Everything that changes from now on, as the client sees it. */
async function watchChanges(client: ApiClient) {
  return client.subscribe(FEED_CHANGED, { after: await feedNow(client) });
}

describe('a subscriber to new captures', () => {
  it('hears of an upload when its bytes are there, and downloads them at once', async () => {
    const watching = root.subscribe(FEED_ADDED, { after: await feedNow(root), filter: { path: 'captures' } });
    const slow = { ownerId: 'pump', path: 'captures/slow', type: 'image/png' };
    const bytes = await picture('png', { shade: 7 });
    const ticket = await requestUpload(root, slow);
    // The place is held, and yet there is nothing to hear of until the bytes are there.
    await createJson(root, { ownerId: 'pump', path: 'captures/marker' });
    await watching.until(({ events }) => events.length === 1);
    assert.equal(watching.events[0]?.resourceAdded.path, 'captures/marker');

    await put(ticket.upload, bytes);
    await watching.until(({ events }) => events.length === 2);
    const event = watching.events[1]?.resourceAdded;
    assert.equal(event?.resourceId, ticket.resource.id);
    assert.equal(event.details?.sha256, sha256(bytes));
    assert.ok((await download(event.resource?.signedUrl?.url ?? '')).equals(bytes));
    await watching.stop();
  });

  it('hears of a file inside a request with its right bytes', async () => {
    const watching = root.subscribe(FEED_ADDED, { after: await feedNow(root) });
    const bytes = await picture('jpeg');
    const file = { path: 'variables.input.file', bytes, name: 'a.jpg', type: 'image/jpeg' };
    await root.upload(DIRECT, { input: { ownerId: 'pump', path: 'captures/direct', file: null } }, file);
    await watching.until(({ events }) => events.length === 1);
    const [event] = watching.events;
    assert.ok((await download(event?.resourceAdded.resource?.signedUrl?.url ?? '')).equals(bytes));
    await watching.stop();
  });

  it('hears of creations alone: neither of changes and deletions, nor of replaced bytes', async () => {
    const watching = root.subscribe(FEED_ADDED, { after: await feedNow(root), filter: { path: 'twice' } });
    const upload = { ownerId: 'pump', path: 'twice/file', type: 'image/png' };
    const { resource, upload: first } = await requestUpload(root, upload);
    await put(first, await picture('png', { shade: 1 }));
    await put((await requestUpload(root, { ...upload, replace: true })).upload, await picture('png', { shade: 2 }));
    await root.request(FEED_UPDATE, { input: { id: resource.id, metadata: { seen: true } } });
    await deleteByIds(root, [resource.id]);
    await createJson(root, { ownerId: 'pump', path: 'twice/last' });
    await watching.until(({ events }) => events.length === 2);
    assert.deepEqual(
      watching.events.map(({ resourceAdded }) => [resourceAdded.action, resourceAdded.path]),
      [
        ['CREATED', 'twice/file'],
        ['CREATED', 'twice/last'],
      ],
    );
    await watching.stop();
  });
});

describe('a subscriber to changes', () => {
  it('hears what was created, changed, moved and deleted, by whom, and how it was then', async () => {
    const watching = await watchChanges(root);
    const id = await createJson(pump, {
      ownerId: 'pump',
      path: 'state',
      data: { on: true },
      metadata: { unit: 'bar' },
    });
    await updateJson(root, id, { on: false });
    await root.request(FEED_UPDATE, { input: { id, path: 'former/state', metadata: null } });
    await deleteByIds(pump, [id]);
    await watching.until(({ events }) => events.length === 4);
    const changes = watching.events.map(({ resourceChanged }) => resourceChanged);
    const told = changes.map(({ action, version, path, previousPath, data, metadata, changed }) => ({
      action,
      version,
      path,
      previousPath,
      data,
      metadata,
      changed: [...changed].sort(),
    }));
    const created = { action: 'CREATED', version: 1, path: 'state', previousPath: null, data: { on: true } };
    const moved = { path: 'former/state', metadata: {}, data: { on: false } };
    assert.deepEqual(told, [
      { ...created, metadata: { unit: 'bar' }, changed: ['data', 'metadata', 'path'] },
      { ...created, action: 'UPDATED', version: 2, data: { on: false }, metadata: { unit: 'bar' }, changed: ['data'] },
      { ...moved, action: 'UPDATED', version: 3, previousPath: 'state', changed: ['metadata', 'path'] },
      { ...moved, action: 'DELETED', version: 4, previousPath: null, changed: ['deletedAt'] },
    ]);
    const { viewer } = await root.request(VIEWER, {});
    const account = { kind: 'ACCOUNT', id: viewer?.account?.id };
    const thing = { kind: 'THING', id: 'pump' };
    assert.deepEqual(
      changes.map(({ actor }) => actor),
      [thing, account, account, thing],
    );
    assert.deepEqual(
      changes.map(({ deletedAt }) => deletedAt !== null),
      [false, false, false, true],
    );
    const times = changes.map(({ updatedAt }) => updatedAt);
    assert.deepEqual(times, [...new Set(times)].sort());
    for (const { changedAt, updatedAt, createdAt } of changes) {
      assert.equal(changedAt, updatedAt);
      assert.equal(createdAt, times[0]);
    }
    assert.equal(changes[3]?.resource, null);
    await watching.stop();
  });

  it('gets no signed URL from history, but may ask for the entry as it is now', async () => {
    const watching = await watchChanges(root);
    const bytes = await picture('png', { shade: 33 });
    const ticket = await requestUpload(root, { ownerId: 'pump', path: 'photo', type: 'image/png' });
    await put(ticket.upload, bytes);
    await watching.until(({ events }) => events.length === 1);
    const change = watching.events[0]?.resourceChanged;
    assert.equal(change?.data, null);
    assert.deepEqual(change.details, { size: bytes.length, sha256: sha256(bytes), contentType: 'image/png' });
    assert.deepEqual(
      [change.kind, change.type, [...change.changed].sort()],
      ['IMAGE', 'image/png', ['file', 'metadata', 'path']],
    );
    assert.ok((await download(change.resource?.signedUrl?.url ?? '')).equals(bytes));
    await watching.stop();
  });

  it('sees in each event the entry as it is at that time, never one that was read for an earlier event', async () => {
    const watching = await watchChanges(root);
    const id = await createJson(root, { ownerId: 'pump', path: 'counter', data: { count: 0 } });
    for (let count = 1; count <= 5; count += 1) {
      await watching.until(({ events }) => events.length === count);
      await updateJson(root, id, { count });
    }
    await watching.until(({ events }) => events.length === 6);
    assert.deepEqual(
      watching.events.map(({ resourceChanged }) => resourceChanged.resource?.data),
      [0, 1, 2, 3, 4, 5].map((count) => ({ count })),
    );
    await watching.stop();
  });

  it('hears nothing of what was refused as a whole', async () => {
    const standing = await createJson(root, { ownerId: 'pump', path: 'standing' });
    const history = await historyLines(thingstore.databaseUrl);
    const watching = await watchChanges(root);
    await assert.rejects(createJson(root, { ownerId: 'pump', path: 'standing' }), /RESOURCE_EXISTS/);
    await assert.rejects(root.request(FEED_DELETE, { input: { ids: [standing, ABSENT] } }), /RESOURCE_NOT_FOUND/);
    await assert.rejects(
      root.request(FEED_UPDATE, { input: { id: standing, ifVersion: 9, data: {} } }),
      /VERSION_CONFLICT/,
    );
    assert.deepEqual(await historyLines(thingstore.databaseUrl), history);
    const marker = await createJson(root, { ownerId: 'pump', path: 'after the refusals' });
    await watching.until(({ events }) => events.length > 0);
    assert.deepEqual(lines(watching.events.map(({ resourceChanged }) => resourceChanged)), [`CREATED ${marker} 1`]);
    await watching.stop();
  });
});

describe('what a subscriber may hear', () => {
  it('is, for a thing, what it owns and co-owns, and nothing else', async () => {
    const watching = await watchChanges(valve);
    const others = await createJson(root, { ownerId: 'pump', path: 'private' });
    await updateJson(root, others, { still: 'private' });
    await deleteByIds(root, [others]);
    const shared = await createJson(root, { ownerId: 'pump', coownerId: 'valve', path: 'shared' });
    const own = await createJson(valve, { ownerId: 'valve', path: 'own' });
    await watching.until(({ events }) => events.length === 2);
    assert.deepEqual(lines(watching.events.map(({ resourceChanged }) => resourceChanged)), [
      `CREATED ${shared} 1`,
      `CREATED ${own} 1`,
    ]);
    await watching.stop();
  });

  it('is not widened by a filter that names the things of others', async () => {
    const others = await createJson(root, { ownerId: 'pump', path: 'named' });
    const own = await createJson(root, { ownerId: 'valve', path: 'named' });
    const filter = { ownerIds: ['pump', 'valve'], resourceIds: [others, own] };
    const watching = valve.subscribe(FEED_CHANGED, { after: await feedNow(valve), filter });
    await updateJson(root, others, { a: 1 });
    await updateJson(root, own, { a: 1 });
    await watching.until(({ events }) => events.length > 0);
    assert.deepEqual(lines(watching.events.map(({ resourceChanged }) => resourceChanged)), [`UPDATED ${own} 2`]);
    await watching.stop();
  });

  it('begins with now when no cursor is given', async () => {
    await createJson(root, { ownerId: 'pump', path: 'before' });
    const watching = root.subscribe(FEED_CHANGED, { filter: { path: 'counted' } });
    // Nothing says that a subscription stands, so something happens until it is heard.
    for (let count = 0; watching.events.length === 0; count += 1) {
      await createJson(root, { ownerId: 'pump', path: `counted/${count.toString()}` });
    }
    const first = Number(watching.events[0]?.resourceChanged.path.split('/')[1]);
    const last = await createJson(root, { ownerId: 'pump', path: 'counted/last' });
    await watching.until(({ events }) => events.at(-1)?.resourceChanged.resourceId === last);
    assert.deepEqual(
      watching.events.slice(0, -1).map(({ resourceChanged }) => Number(resourceChanged.path.split('/')[1])),
      watching.events.slice(0, -1).map((_, index) => first + index),
    );
    await watching.stop();
  });
});

describe('a subscriber that is gone', () => {
  /** Does somebody in this process look at the history when something changes? */
  async function isFollowed(): Promise<boolean> {
    const statements = await statementsOf(async () => deleteByIds(root, [await createJson(root, PASSING)]));
    return statements.some((statement) => statement.includes('is_held_back'));
  }

  const PASSING = { ownerId: 'pump', path: 'passing' };

  it('costs nothing any more: neither when it unsubscribed nor when its line broke', async () => {
    await until(async () => !(await isFollowed()));
    const [stays, breaks] = [await watchChanges(root), await FeedSocket.open(root, { after: await feedNow(root) })];
    const ended = root.subscribe(FEED_CHANGED, { after: await feedNow(root) });
    await until(isFollowed);
    await ended.stop();
    await breaks.cut();
    await until(isFollowed);
    await stays.stop();
    await until(async () => !(await isFollowed()));
  });
});
