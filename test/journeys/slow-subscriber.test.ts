import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createJson, FEED_VALUES, FeedSocket, feedNow, lines, updateJson } from '../support/feed.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

/** Large enough, all together, that they fit neither into the buffers of the line nor into a subscriber's queue. */
const CHANGES = 160;
const VALUE = { text: 'x'.repeat(100_000) };

let thingstore: TestThingstore;
let root: ApiClient;

before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  await thingstore.thing('camera');
});
after(async () => thingstore.stop());

async function makeChanges(path: string): Promise<readonly string[]> {
  const id = await createJson(root, { ownerId: 'camera', path });
  for (let change = 2; change <= CHANGES; change += 1) await updateJson(root, id, { ...VALUE, change });
  return Array.from({ length: CHANGES }, (_, index) =>
    index === 0 ? `CREATED ${id} 1` : `UPDATED ${id} ${(index + 1).toString()}`,
  );
}

describe('a subscriber that stops reading', () => {
  let start: string;
  let expected: readonly string[];

  it('keeps nobody else from hearing everything, and has it all, in order, when it reads on', async () => {
    start = await feedNow(root);
    const question = { after: start, document: FEED_VALUES };
    const [slow, quick] = await Promise.all([FeedSocket.open(root, question), FeedSocket.open(root, question)]);
    slow.pause();
    expected = await makeChanges('while-one-sleeps');
    await quick.until(({ events }) => events.length >= CHANGES);
    assert.deepEqual(lines(quick.events), expected);
    assert.ok(slow.events.length < CHANGES);

    slow.resume();
    await slow.until(({ events }) => events.length >= CHANGES);
    assert.deepEqual(lines(slow.events), expected);
    const live = await createJson(root, { ownerId: 'camera', path: 'live-again' });
    await slow.until(({ events }) => events.length > CHANGES);
    assert.equal(slow.events.at(-1)?.resourceId, live);
    await Promise.all([slow.cut(), quick.cut()]);
  });

  it('and is cut off then, goes on elsewhere after the last change that it heard', async () => {
    const question = { after: start, document: FEED_VALUES };
    const slow = await stuck(root);
    await slow.cut();
    const next = await FeedSocket.open(root, { ...question, after: slow.events.at(-1)?.cursor ?? '' });
    await next.until(({ events }) => slow.events.length + events.length >= CHANGES);
    assert.deepEqual(lines([...slow.events, ...next.events]).slice(0, CHANGES), expected);
    await next.cut();
  });

  it('does not keep the server from stopping', async () => {
    const other = await startThingstore({ databaseUrl: thingstore.databaseUrl });
    const slow = await stuck(other.root);
    await other.stop();
    slow.resume();
    await slow.closed;
    assert.ok(slow.events.length < CHANGES);
  });

  /** One that has read a little, and then no more. */
  async function stuck(client: ApiClient): Promise<FeedSocket> {
    const slow = await FeedSocket.open(client, { after: start, document: FEED_VALUES });
    await slow.until(({ events }) => events.length >= 3);
    slow.pause();
    return slow;
  }
});
