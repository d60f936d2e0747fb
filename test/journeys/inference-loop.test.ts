import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { entries, updateEntry } from '../support/entries.js';
import { FEED_ADDED, FEED_CHANGED } from '../support/feed.js';
import { graphql } from '../support/generated/index.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, download, picture, put, requestUpload, sha256 } from '../support/uploads.js';

const NOW = graphql(`
  query InferenceNow {
    changeCursor
  }
`);

const ownerId = 'cam-1';

describe('a program that looks at every new capture', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
  });
  after(() => thingstore.stop());

  it('hears of it, fetches it, writes down what it found, and others hear of that [S1-006]', async () => {
    const camera = await thingstore.thing(ownerId);
    const { root } = thingstore;
    const { changeCursor: after } = await root.request(NOW, {});
    const filter = { ownerIds: [ownerId], kinds: ['IMAGE' as const] };
    const program = root.subscribe(FEED_ADDED, { filter, after });
    const dashboard = root.subscribe(FEED_CHANGED, { filter, after });

    const bytes = await picture('jpeg');
    const ticket = await requestUpload(camera, { ownerId, path: 'captures/1', type: 'image/jpeg' });
    await put(ticket.upload, bytes);

    await program.until(({ events }) => events.length > 0);
    const [event] = program.events;
    const found = await capture(root, event?.resourceAdded.resourceId ?? '');
    const fetched = await download(found.signedUrl?.url ?? '');
    assert.equal(sha256(fetched), sha256(bytes));
    const inference = { label: 'person', score: 0.93, of: sha256(fetched) };
    await updateEntry(root, { id: found.id, mergeMetadata: { inference } });

    await dashboard.until(({ events }) => events.length > 1);
    const told = dashboard.events.map(({ resourceChanged: { action, changed, metadata } }) => ({
      action,
      changed: action === 'UPDATED' ? changed : [],
      metadata,
    }));
    assert.deepEqual(told, [
      { action: 'CREATED', changed: [], metadata: {} },
      { action: 'UPDATED', changed: ['metadata'], metadata: { inference } },
    ]);
    assert.equal(program.events.length, 1);
    assert.equal((await entries(root, { ownerId })).totalCount, 1);
    for (const watching of [program, dashboard]) await watching.stop();
  });
});
