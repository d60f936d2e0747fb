import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { ApiRefusal, type ApiClient } from '../support/api-client.js';
import { openClockedJobs, type ClockedJobs } from '../support/clocked-jobs.js';
import { createOwner } from '../support/entries.js';
import { createJson, deleteByIds, FEED_VERSIONS, feedNow, historyLines, lines, updateJson } from '../support/feed.js';
import { archive, restore } from '../support/lifecycle.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

/** Rows that all writers want; two of them have the same path one after the other. */
const ROWS = 4;
/** What a writer that came too late, or to a row that is not as it wants it, may be told. */
const REFUSALS = ['RESOURCE_NOT_FOUND', 'RESOURCE_ARCHIVED', 'RESOURCE_EXISTS'];

type Step =
  | { readonly what: 'archive' | 'restore' | 'update' | 'delete'; readonly rows: readonly number[] }
  | { readonly what: 'clock' };

const rows = fc.uniqueArray(fc.nat(ROWS - 1), { minLength: 1, maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom('archive' as const, 'restore' as const), rows }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('update' as const), rows }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('delete' as const), rows }) },
  { weight: 1, arbitrary: fc.constant({ what: 'clock' as const }) },
);
const writers = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 });

describe('archiving, restoring, changing and deleting the same few entries at once', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  let jobs: ClockedJobs;
  let round = 0;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { DATABASE_POOL_SIZE: '14' } });
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
    jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: 0 });
    await createOwner(root, { id: 'pump', kind: 'DEVICE', name: 'Pump' });
  });
  after(async () => {
    await jobs.close();
    await records.close();
    await thingstore.stop();
  });

  /** The first two lie, one archived, at the same place. */
  async function makeRows(): Promise<readonly string[]> {
    round += 1;
    const folder = `round-${round.toString()}`;
    const ids = [await createJson(root, { ownerId: 'pump', path: `${folder}/0` })];
    await archive(root, { ids });
    for (let row = 1; row < ROWS; row += 1) {
      ids.push(await createJson(root, { ownerId: 'pump', path: `${folder}/${Math.max(0, row - 1).toString()}` }));
    }
    await records.ask(
      `update resource set archive_at = $2 where id = $1`,
      ids[ROWS - 1],
      new Date(clock.now().getTime() + 1000),
    );
    return ids;
  }

  async function take(asked: Step, ids: readonly string[]): Promise<void> {
    if (asked.what === 'clock') {
      clock.advance(1000);
      await Promise.all([jobs.archive.run(), jobs.delete.run()]);
      return;
    }
    const chosen = asked.rows.map((row) => ids[row] ?? '');
    try {
      if (asked.what === 'archive') await archive(root, { ids: chosen });
      else if (asked.what === 'restore') await restore(root, { ids: chosen });
      else if (asked.what === 'delete') await deleteByIds(root, chosen);
      else for (const id of chosen) await updateJson(root, id, { at: asked.rows, id });
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      const codes = error.errors.map(({ extensions }) => extensions.code);
      assert.ok(
        codes.every((code) => REFUSALS.includes(code)),
        String(error),
      );
    }
  }

  /** What the history says became of an entry, change by change. */
  function assertWhole(told: readonly { readonly action: string; readonly version: number }[], id: string): void {
    let state = 'NONE';
    const next: Readonly<Record<string, readonly [from: string, to: string]>> = {
      CREATED: ['NONE', 'LIVE'],
      UPDATED: ['LIVE', 'LIVE'],
      ARCHIVED: ['LIVE', 'ARCHIVED'],
      RESTORED: ['ARCHIVED', 'LIVE'],
    };
    told.forEach(({ action, version }, index) => {
      assert.equal(version, index + 1, id);
      assert.notEqual(state, 'GONE', id);
      const [from, to] = next[action] ?? [state, 'GONE'];
      assert.equal(state, from, `${id} ${action}`);
      state = to;
    });
  }

  it('gives each entry one story, the same in the history, in the feed and in its row', async () => {
    await fc.assert(
      fc.asyncProperty(writers, async (all) => {
        const before = (await historyLines(thingstore.databaseUrl)).length;
        const watching = root.subscribe(FEED_VERSIONS, { after: await feedNow(root) });
        const ids = await makeRows();
        await Promise.all(
          all.map(async (steps) => {
            for (const asked of steps) await take(asked, ids);
          }),
        );
        const expected = (await historyLines(thingstore.databaseUrl)).slice(before);
        await watching.until(({ events }) => events.length >= expected.length);
        const events = watching.events.map(({ resourceChanged }) => resourceChanged);
        await watching.stop();
        assert.deepEqual(lines(events), expected);
        for (const id of ids) {
          const told = events.filter(({ resourceId }) => resourceId === id);
          assertWhole(told, id);
          const [row] = await records.ask<{ version: number; is_archived: boolean }>(
            'select version, archived_at is not null as is_archived from resource where id = $1',
            id,
          );
          const last = told.at(-1);
          assert.equal(row === undefined, last?.action === 'DELETED');
          if (row === undefined) continue;
          assert.equal(row.version, last?.version);
          assert.equal(row.is_archived, last?.action === 'ARCHIVED');
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
