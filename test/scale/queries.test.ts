import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AccountViewer } from '../../src/auth/viewer.js';
import type { MetadataCondition } from '../../src/request/metadata-condition.input.js';
import { BucketInterval } from '../../src/surveys/bucket-starts.js';
import { ResourceQueries } from '../../src/resources/resource.queries.js';
import { ResourceSurveyQueries } from '../../src/surveys/resource-survey.queries.js';
import { ExplainedDatabase, type Reading } from '../support/explained-database.js';
import { PERMISSIONS } from '../support/listeners.js';
import { all, ASSIGNMENTS, EACH, few, makeMillionEntries, nearlyAll, OWNERS } from '../support/million-entries.js';
import { openTestDatabase, type OpenedTestDatabase } from '../support/opened-database.js';

const NOTHING_ELSE = { count: false, feedCursor: false };

let opened: OpenedTestDatabase;
let explained: ExplainedDatabase;
let resources: ResourceQueries;
let surveys: ResourceSurveyQueries;

before(async () => {
  opened = await openTestDatabase({ statementTimeoutMs: 600_000 });
  await makeMillionEntries(opened.database);
  explained = new ExplainedDatabase(opened.source);
  resources = new ResourceQueries(explained, PERMISSIONS);
  surveys = new ResourceSurveyQueries(explained, PERMISSIONS);
});
after(async () => opened.close());

/** What the one statement read that the work made. */
async function told<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; reading: Reading; read: number }> {
  explained.readings.length = 0;
  const answer = await work();
  const [reading, ...more] = explained.readings;
  assert.ok(reading !== undefined && more.length === 0);
  assert.deepEqual(
    reading.wholeTables.filter((table) => table === 'resource'),
    [],
  );
  return { answer, reading, read: reading.byTable['resource'] ?? 0 };
}

const page = (asking: AccountViewer, metadata: MetadataCondition[], first = 20) =>
  told(() => resources.page(asking, { first, filter: { metadata } }, NOTHING_ELSE));
const count = (asking: AccountViewer, metadata: MetadataCondition[]) =>
  told(() => resources.page(asking, { first: 1, filter: { metadata } }, { count: true, feedCursor: false }));

const WHO = [
  ['sees the project', all],
  ['sees nearly all, by a thousand assignments', nearlyAll],
] as const;

describe('a condition on the metadata of a million entries', () => {
  for (const [who, asking] of WHO) {
    it(`that few fulfil is answered by the index of metadata, for one who ${who}`, async () => {
      const conditions: readonly (readonly [MetadataCondition, number])[] = [
        [{ path: 'serial', equals: 5_000_500 }, 1],
        [{ path: 'serial', equals: 0 }, 0],
        [{ path: 'serial', in: [5_000_500, 20_017, 7] }, 2],
        [{ path: 'serial', contains: 5_000_500 }, 1],
        [{ path: 'inference', contains: { score: 200 } }, 0],
      ];
      for (const [condition, found] of conditions) {
        const { answer, reading, read } = await page(asking, [condition]);
        assert.equal(answer.nodes.length, found, JSON.stringify(condition));
        assert.ok(reading.indexes.includes('resource_metadata'));
        assert.ok(read <= 100, `${read.toString()} entries read for ${JSON.stringify(condition)}`);
        const counted = await count(asking, [condition]);
        assert.equal(counted.answer.count, found);
        assert.ok(counted.read <= 100, `${counted.read.toString()} entries read to count`);
      }
    });

    it(`that many fulfil is answered by the index of times, for one who ${who}`, async () => {
      const { answer, reading, read } = await page(asking, [{ path: 'half', equals: true }]);
      assert.equal(answer.nodes.length, 20);
      assert.ok(reading.indexes.some((index) => index.endsWith('_time')));
      // Who does not see all of the project first has it looked up whether they are few.
      const lookedUp = asking === all ? 0 : 10_001;
      assert.ok(read <= lookedUp + 20 * 20 + 6 * ASSIGNMENTS, `${read.toString()} entries read`);
    });

    it(`that the oldest alone fulfil does not go through all that is newer, for one who ${who}`, async () => {
      for (const condition of [
        { path: 'old', contains: 'yes' },
        { path: 'old', equals: ['yes', 'very'] },
      ]) {
        const { answer, read } = await page(asking, [condition]);
        assert.equal(answer.nodes.length, 20);
        assert.ok(read <= 30_000, `${read.toString()} entries read for ${JSON.stringify(condition)}`);
      }
    });
  }

  it('has the same page of the many for one who sees all, and for one who is shown them scope by scope', async () => {
    const metadata = [{ path: 'half', equals: true }];
    const [whole, scoped] = [await page(all, metadata, 100), await page(nearlyAll, metadata, 50)];
    // Of the last owner it sees the labels alone, and what others own with it.
    const seen = whole.answer.nodes.filter(
      ({ ownerId, coownerId, path }) => ownerId !== 'cam-1000' || coownerId !== null || path.startsWith('labels/'),
    );
    assert.deepEqual(
      scoped.answer.nodes.map(({ id }) => id),
      seen.slice(0, 50).map(({ id }) => id),
    );
    assert.equal(scoped.answer.nodes.length, 50);
  });

  it('is asked of what the viewer may see alone', async () => {
    const { answer, read } = await page(few, [{ path: 'serial', in: [5_000_500, 20_017] }]);
    assert.deepEqual([answer.nodes.map((node) => node.ownerId), answer.nodes[0]?.path], [['cam-500'], 'labels/today']);
    assert.ok(read <= 100);
  });

  it('that is a range or asks whether there is a value reads the entries of the owner at most', async () => {
    for (const condition of [
      { path: 'inference.score', greaterThan: 97 },
      { path: 'inference.score', greaterOrEqual: 1000 },
      { path: 'old', exists: true },
      { path: 'nothing', exists: true },
    ]) {
      for (const asking of [all, nearlyAll, few]) {
        const { read } = await told(() =>
          resources.ownerPages(asking, {
            ownerIds: ['cam-12'],
            args: { first: 20, filter: { metadata: [condition] } },
            extras: NOTHING_ELSE,
          }),
        );
        assert.ok(read <= 2 * EACH + 50, `${read.toString()} entries read for ${JSON.stringify(condition)}`);
      }
    }
  });
});

describe('of a thousand owners with a thousand entries each', () => {
  it('the newest of each of 200 is one statement, which reads a few entries of each', async () => {
    const ownerIds = Array.from({ length: 200 }, (_, index) => `cam-${(index * 5 + 1).toString()}`);
    assert.ok(ownerIds.length <= OWNERS);
    for (const asking of [all, nearlyAll, few]) {
      const args = { first: 1 };
      const { answer, read } = await told(() => resources.ownerPages(asking, { ownerIds, args, extras: NOTHING_ELSE }));
      assert.equal(answer.length, 200);
      for (const [index, connection] of answer.entries()) assert.equal(connection.nodes[0]?.ownerId, ownerIds[index]);
      assert.ok(read <= 25 * ownerIds.length, `${read.toString()} entries read`);
    }
  });

  it('the nearest to a time is looked for once ahead and once back', async () => {
    for (const asking of [all, nearlyAll]) {
      for (const path of [null, 'photos']) {
        const time = new Date('2026-01-06T00:00:00.000Z');
        const { answer, read } = await told(() => surveys.nearest(asking, { ownerId: 'cam-12', path, time }));
        assert.equal(answer?.ownerId, 'cam-12');
        assert.ok(read <= 30, `${read.toString()} entries read`);
      }
    }
  });

  it('folders and buckets of one read its own entries alone', async () => {
    for (const asking of [all, nearlyAll]) {
      const { answer, read } = await told(() => surveys.folders(asking, { ownerId: 'cam-12' }));
      assert.deepEqual(
        answer.map(({ path, count: entries }) => [path, entries]),
        [
          ['labels', 1],
          ['photos', EACH - 1],
        ],
      );
      assert.ok(read <= 2 * EACH + 50, `${read.toString()} entries read`);
      const range = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') };
      const asked = { ownerId: 'cam-12', range, interval: BucketInterval.DAY };
      const buckets = await told(() => surveys.buckets(asking, asked));
      assert.equal(
        buckets.answer.reduce((sum, bucket) => sum + bucket.count, 0),
        EACH,
      );
      assert.ok(buckets.read <= 2 * EACH + 50, `${buckets.read.toString()} entries read`);
    }
  });

  it('buckets of all of them read what was captured in the range', async () => {
    const range = { from: new Date('2026-01-02T00:00:00Z'), to: new Date('2026-01-02T00:10:00Z') };
    for (const asking of [all, nearlyAll]) {
      const { answer, read } = await told(() => surveys.buckets(asking, { range, interval: BucketInterval.MINUTE }));
      assert.equal(answer.length, 10);
      assert.ok(read <= 5_000, `${read.toString()} entries read`);
    }
  });
});
