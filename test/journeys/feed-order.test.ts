import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import {
  createJson,
  deleteByIds,
  FEED_VERSIONS,
  feedNow,
  historyLines,
  lines,
  updateJson,
  type FeedVersion,
} from '../support/feed.js';
import { HeldLocks } from '../support/held-locks.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

let thingstore: TestThingstore;
let root: ApiClient;
let made = 0;

before(async () => {
  thingstore = await startThingstore({ settings: { DATABASE_POOL_SIZE: '14' } });
  root = thingstore.root;
  await thingstore.thing('pump');
});
after(async () => thingstore.stop());

async function create(): Promise<string> {
  made += 1;
  return createJson(root, { ownerId: 'pump', path: `made/${made.toString()}` });
}

function watch(cursor: string) {
  const watching = root.subscribe(FEED_VERSIONS, { after: cursor });
  const changes = () => watching.events.map(({ resourceChanged }) => resourceChanged);
  return {
    changes,
    lines: () => lines(changes()),
    until: (count: number) => watching.until(({ events }) => events.length >= count),
    stop: () => watching.stop(),
  };
}

/** What came at or after a history of so many rows. */
async function historySince(length: number): Promise<readonly string[]> {
  return (await historyLines(thingstore.databaseUrl)).slice(length);
}

function assertVersionsAscend(changes: readonly FeedVersion[]): void {
  const last = new Map<string, number>();
  for (const { resourceId, version } of changes) {
    assert.equal(version, (last.get(resourceId) ?? 0) + 1, resourceId);
    last.set(resourceId, version);
  }
}

describe('a transaction that began early and commits late', () => {
  it('holds the others back until it is done, and comes first', async () => {
    const doomed = await create();
    const watching = watch(await feedNow(root));
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table stored_object in share mode');
    const slow = deleteByIds(root, [doomed]);
    await locks.untilWaiting(1);

    const others = [await create(), await create()];
    await updateJson(root, others[0] ?? '', { changed: true });
    await locks.untilFeedLooked();
    assert.deepEqual(watching.lines(), []);

    await locks.release();
    await slow;
    await watching.until(4);
    const [first, second] = others;
    assert.deepEqual(watching.lines(), [
      `DELETED ${doomed} 2`,
      `CREATED ${String(first)} 1`,
      `CREATED ${String(second)} 1`,
      `UPDATED ${String(first)} 2`,
    ]);
    await watching.stop();
  });

  it('and is given up holds back no longer, and leaves nothing', async () => {
    const spared = await create();
    const watching = watch(await feedNow(root));
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table stored_object in share mode');
    const slow = assert.rejects(deleteByIds(root, [spared]), /SERVICE_UNAVAILABLE: PostgreSQL/);
    await locks.untilWaiting(1);
    const other = await create();
    await locks.untilFeedLooked();
    assert.deepEqual(watching.lines(), []);
    await locks.endWaiting();
    await slow;
    await watching.until(1);
    assert.deepEqual(watching.lines(), [`CREATED ${other} 1`]);
    await locks.release();
    await updateJson(root, spared, { alive: true });
    await watching.until(2);
    assert.equal(watching.lines()[1], `UPDATED ${spared} 2`);
    await watching.stop();
  });

  it('starts over where a younger one was faster, so that versions and feed agree', async () => {
    const [first, middle, last] = [await create(), await create(), await create()];
    const watching = watch(await feedNow(root));
    const locks = await HeldLocks.take(
      thingstore.databaseUrl,
      `select 1 from resource where id = '${middle}' for update`,
    );
    // It locks the first, which gives it its transaction id, and waits for the one in the middle.
    const older = deleteByIds(root, [first, middle, last]);
    await locks.untilWaiting(1);
    await updateJson(root, last, { by: 'the younger' });
    await locks.release();
    await older;
    await watching.until(4);
    assert.deepEqual(watching.lines(), [
      `UPDATED ${last} 2`,
      `DELETED ${first} 2`,
      `DELETED ${middle} 2`,
      `DELETED ${last} 3`,
    ]);
    await watching.stop();
  });
});

describe('many writers at once', () => {
  it('are heard in one order: the same for all, that of the history, and that of the versions', async () => {
    const before = (await historyLines(thingstore.databaseUrl)).length;
    const cursor = await feedNow(root);
    const early = [watch(cursor), watch(cursor)];
    const hot = await Promise.all(Array.from({ length: 8 }, create));
    const writers = Array.from({ length: 10 }, async (_, writer) => {
      for (let turn = 0; turn < 20; turn += 1) {
        const id = hot[(writer * 3 + turn) % hot.length] ?? '';
        await updateJson(root, id, { writer, turn });
        if (turn % 10 === writer) await deleteByIds(root, [await create()]);
      }
    });
    await Promise.all(writers);
    const expected = await historySince(before);
    const late = watch(cursor);
    for (const watching of [...early, late]) {
      await watching.until(expected.length);
      assert.deepEqual(watching.lines(), expected);
      assertVersionsAscend(watching.changes());
      await watching.stop();
    }
  });
});
