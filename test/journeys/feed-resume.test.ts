import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { feedCursor } from '../../src/changes/feed-position.js';
import type { ApiClient } from '../support/api-client.js';
import {
  createJson,
  deleteByIds,
  FEED_VERSIONS,
  FeedSocket,
  feedNow,
  historyLines,
  lines,
  updateJson,
  type FeedVersion,
} from '../support/feed.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { seededRandom } from '../support/seeded-random.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const PAGE = graphql(`
  query FeedPage($path: String!) {
    resources(path: $path, children: true, first: 200) {
      changeCursor
      nodes {
        id
        version
      }
    }
  }
`);

let thingstore: TestThingstore;
let root: ApiClient;
let records: Records;

before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  records = await Records.open(thingstore.databaseUrl);
  await thingstore.thing('pump');
});
after(async () => {
  await records.close();
  await thingstore.stop();
});

/** Some writers, each with resources of its own that it creates, changes and deletes; so many changes each. */
async function write(options: { path: string; writers: number; changes: number; seed: number }): Promise<void> {
  const { path, writers, changes, seed } = options;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const random = seededRandom(seed * 100 + writer);
      const own: string[] = [];
      for (let turn = 0; turn < changes; turn += 1) {
        const [chosen] = own.splice(Math.floor(random() * own.length), 1);
        const fate = random();
        if (chosen === undefined || fate < 0.3) {
          own.push(
            await createJson(root, { ownerId: 'pump', path: `${path}/${writer.toString()}-${turn.toString()}` }),
          );
          if (chosen !== undefined) own.push(chosen);
        } else if (fate < 0.8) {
          await updateJson(root, chosen, { turn });
          own.push(chosen);
        } else {
          await deleteByIds(root, [chosen]);
        }
      }
    }),
  );
}

/** What a client knows of the world that applies each change it hears of, if it is newer than what it has. */
function applied(world: Map<string, number>, events: readonly FeedVersion[]): ReadonlyMap<string, number> {
  const gone = new Set<string>();
  for (const { action, resourceId, version } of events) {
    if (gone.has(resourceId) || version <= (world.get(resourceId) ?? 0)) continue;
    if (action === 'DELETED') {
      gone.add(resourceId);
      world.delete(resourceId);
    } else {
      world.set(resourceId, version);
    }
  }
  return world;
}

async function page(path: string): Promise<{ readonly cursor: string; readonly world: Map<string, number> }> {
  const { resources } = await root.request(PAGE, { path });
  return { cursor: resources.changeCursor, world: new Map(resources.nodes.map(({ id, version }) => [id, version])) };
}

let marks = 0;

/** Something that happens now: whoever hears of it has heard all before. */
async function mark(): Promise<string> {
  marks += 1;
  return createJson(root, { ownerId: 'pump', path: `marks/${marks.toString()}` });
}

/** All changes after a cursor and before a mark. */
async function heardBetween(cursor: string, last: string): Promise<readonly FeedVersion[]> {
  const watching = root.subscribe(FEED_VERSIONS, { after: cursor });
  await watching.until(({ events }) => events.some(({ resourceChanged }) => resourceChanged.resourceId === last));
  await watching.stop();
  const heard = watching.events.map(({ resourceChanged }) => resourceChanged);
  return heard.slice(
    0,
    heard.findIndex(({ resourceId }) => resourceId === last),
  );
}

describe('a page and the changes after it', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`miss nothing, whoever writes meanwhile (story ${seed.toString()})`, async () => {
      const path = `story${seed.toString()}`;
      const random = seededRandom(seed);
      const writing = write({ path, writers: 6, changes: 12, seed });
      const pages = [await page(path)];
      for (let more = 0; more < 4; more += 1) {
        const now = await page(path);
        if (random() < 0.7) pages.push(now);
      }
      await writing;
      const last = await mark();
      const { world: end } = await page(path);
      for (const { cursor, world } of pages) {
        assert.deepEqual(sorted(applied(world, await heardBetween(cursor, last))), sorted(end));
      }
    });
  }
});

function sorted(world: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...world].sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('a subscriber whose line breaks again and again', () => {
  it('goes on after its last cursor, and has all of 1,000 changes, in the order of the history', async () => {
    const before = (await historyLines(thingstore.databaseUrl)).length;
    const random = seededRandom(77);
    const heard: FeedVersion[] = [];
    let cursor = await feedNow(root);
    let breaks = 0;
    const writes = { areDone: false };
    const writing = write({ path: 'broken', writers: 10, changes: 100, seed: 77 }).finally(
      () => (writes.areDone = true),
    );
    let expected: readonly string[] | null = null;
    while (expected === null || heard.length < expected.length) {
      const enough = 1 + Math.floor(random() * 60);
      const subscriber = await FeedSocket.open(root, { after: cursor });
      const most: number | undefined = expected === null ? undefined : expected.length - heard.length;
      await subscriber.until(({ events }) => events.length >= Math.min(enough, most ?? enough) || writes.areDone);
      await subscriber.cut();
      heard.push(...subscriber.events);
      cursor = heard.at(-1)?.cursor ?? cursor;
      breaks += 1;
      if (expected === null && writes.areDone) {
        await writing;
        expected = (await historyLines(thingstore.databaseUrl)).slice(before);
      }
    }
    assert.equal(expected.length, 1000);
    assert.ok(breaks > 10, `${breaks.toString()} breaks`);
    assert.deepEqual(lines(heard), expected);
  });
});

describe('a cursor', () => {
  const refused = async (cursor: string) => {
    const watching = root.subscribe(FEED_VERSIONS, { after: cursor });
    await watching.until(({ isEnded }) => isEnded);
    const [error] = watching.errors as readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
    await watching.stop();
    return [error?.extensions?.['code'], error?.extensions?.['property']];
  };
  const forged = (text: string) => Buffer.from(text).toString('base64url');
  const epoch = async () =>
    (await records.ask<{ epoch: number }>('select feed_epoch.epoch from feed_epoch'))[0]?.epoch ?? 0;

  it('of long ago brings everything since, from the history', async () => {
    const before = await historyLines(thingstore.databaseUrl);
    const all = await heardBetween(feedCursor({ epoch: await epoch(), xid: 0n, seq: 0n }), await mark());
    assert.deepEqual(lines(all), before);
  });

  it('of a later epoch, or of transactions that are yet to come, has expired', async () => {
    const now = await epoch();
    assert.deepEqual(await refused(feedCursor({ epoch: now + 1, xid: 0n, seq: 0n })), ['CURSOR_EXPIRED', 'after']);
    assert.deepEqual(await refused(feedCursor({ epoch: now, xid: 10n ** 12n, seq: 0n })), ['CURSOR_EXPIRED', 'after']);
  });

  for (const [what, cursor] of [
    ['no cursor at all', 'garbage'],
    ['nothing', ''],
    ['a cursor of a page', forged('["DATA_CREATED_AT:DESC",["2026-01-01T00:00:00.000Z","x"]]')],
    ['a negative number', forged('feed:-1:5:5')],
    ['SQL', forged(`feed:1:5:5'; drop table resource_change`)],
    ['an epoch that none can be', forged('feed:32768:0:0')],
    ['a transaction beyond all transactions', forged(`feed:0:${(2n ** 64n).toString()}:0`)],
    ['a sequence beyond all sequences', forged(`feed:0:0:${(2n ** 63n).toString()}`)],
  ] as const) {
    it(`that is ${what} is refused`, async () => {
      assert.deepEqual(await refused(cursor), ['INVALID_ARGUMENTS', 'after']);
    });
  }

  it('with the largest numbers that PostgreSQL knows is no accident', async () => {
    const largest = feedCursor({ epoch: 0, xid: 2n ** 64n - 1n, seq: 2n ** 63n - 1n });
    const before = await historyLines(thingstore.databaseUrl);
    assert.deepEqual(lines(await heardBetween(largest, await mark())), before);
  });
});

describe('after a restore elsewhere, where transaction ids begin anew', () => {
  it('what was before comes first, whatever its numbers, then what is new; old cursors lead on', async () => {
    const start = await feedNow(root);
    const before = (await historyLines(thingstore.databaseUrl)).length;
    const old = await createJson(root, { ownerId: 'pump', path: 'restored' });
    await updateJson(root, old, { restored: false });
    // The numbers of the other cluster were far higher than those here.
    await records.ask(
      `update resource_change set xid = (xid::text::bigint + 1000000000)::text::xid8 where resource_id = $1`,
      old,
    );
    await records.ask(`update resource set last_xid = (last_xid::text::bigint + 1000000000)::text::xid8`);
    await records.ask('update feed_epoch set epoch = epoch + 1');
    await updateJson(root, old, { restored: true });
    const fresh = await createJson(root, { ownerId: 'pump', path: 'fresh' });

    const story = [`CREATED ${old} 1`, `UPDATED ${old} 2`, `UPDATED ${old} 3`, `CREATED ${fresh} 1`];
    assert.deepEqual((await historyLines(thingstore.databaseUrl)).slice(before), story);
    const last = await mark();
    const heard = await heardBetween(start, last);
    assert.deepEqual(lines(heard), story);
    const ofTheOldEpoch = heard[1]?.cursor ?? '';
    assert.deepEqual(lines(await heardBetween(ofTheOldEpoch, last)), story.slice(2));
  });
});
