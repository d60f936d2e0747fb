import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { SetClock } from '../../test/support/set-clock.js';
import { insertRows } from '../../test/support/written-rows.js';
import { sql } from '../database/sql.js';
import { ensureChangePartitions } from './change-partitions.js';
import { ensureFeedEpoch } from './feed-epoch.js';

const place = { projectId: 'farm', device: 'pump' };
const november = new SetClock(new Date('2026-11-20T10:00:00.000Z'));

let opened: OpenedTestDatabase;

before(async () => {
  opened = await openTestDatabase();
  await ensureFeedEpoch(opened.database);
  await makeProject(opened.database, { id: 'farm', device: 'pump' });
});
after(async () => opened.close());

async function partitions(): Promise<readonly string[]> {
  const rows = await opened.database.statement<{ name: string }>(sql`
    select relid::text as name from pg_partition_tree('resource_change') where isleaf order by 1`);
  return rows.map(({ name }) => name.replace('resource_change_', ''));
}

/** Where the history row of a record lies that is made then. */
async function partitionOf(createdAt: string): Promise<string | undefined> {
  const [id] = await insertRows(opened.database, place, { count: 1, createdAt: new Date(createdAt) });
  const [row] = await opened.database.statement<{ name: string }>(sql`
    select tableoid::regclass::text as name from resource_change where resource_id = ${id}`);
  return row?.name.replace('resource_change_', '');
}

const YEAR = [
  ...['2026_11', '2026_12', '2027_01', '2027_02', '2027_03', '2027_04', '2027_05', '2027_06'],
  ...['2027_07', '2027_08', '2027_09', '2027_10', '2027_11', 'default'],
];

describe('the partitions of the history', () => {
  it('are made once for this month and twelve more, by several processes at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => ensureChangePartitions(opened.database, november)));
    assert.deepEqual(await partitions(), YEAR);
    await ensureChangePartitions(opened.database, november);
    assert.deepEqual(await partitions(), YEAR);
  });

  it('hold each record by the month, in UTC, in which it was made', async () => {
    assert.equal(await partitionOf('2026-11-01T00:00:00.000Z'), '2026_11');
    assert.equal(await partitionOf('2026-11-30T23:59:59.999Z'), '2026_11');
    assert.equal(await partitionOf('2026-12-01T00:00:00.000Z'), '2026_12');
    assert.equal(await partitionOf('2027-11-30T23:59:59.999Z'), '2027_11');
  });

  it('leave to the DEFAULT one what is of other months, and no such record is refused', async () => {
    assert.equal(await partitionOf('2026-10-31T23:59:59.999Z'), 'default');
    assert.equal(await partitionOf('2027-12-01T00:00:00.000Z'), 'default');
    assert.equal(await partitionOf('9999-12-31T23:59:59.999Z'), 'default');
  });

  it('go on with the clock, but for a month of which the DEFAULT one has records already', async () => {
    const january = new SetClock(new Date('2027-01-31T23:00:00.000Z'));
    await ensureChangePartitions(opened.database, january);
    assert.deepEqual(await partitions(), [...YEAR.slice(0, -1), '2028_01', 'default']);
    assert.equal(await partitionOf('2027-12-15T00:00:00.000Z'), 'default');
    assert.equal(await partitionOf('2028-01-15T00:00:00.000Z'), '2028_01');
  });
});
