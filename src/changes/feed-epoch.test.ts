import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { sql } from '../database/sql.js';
import { ensureFeedEpoch } from './feed-epoch.js';

let opened: OpenedTestDatabase;

before(async () => {
  opened = await openTestDatabase();
});
after(async () => opened.close());

async function epochs(): Promise<readonly number[]> {
  const rows = await opened.database.statement<{ epoch: number }>(sql`select epoch from feed_epoch`);
  return rows.map(({ epoch }) => epoch);
}

async function startSeveral(): Promise<void> {
  await Promise.all(Array.from({ length: 5 }, () => ensureFeedEpoch(opened.database)));
}

/** As after a restore of a dump into another cluster. */
async function comeFromElsewhere(): Promise<void> {
  await opened.database.statement(sql`update feed_epoch set system_identifier = system_identifier - 1`);
}

describe('the epoch of the feed', () => {
  it('is 1 in a new database, and stays for as long as the database lives in its cluster', async () => {
    await startSeveral();
    await startSeveral();
    assert.deepEqual(await epochs(), [1]);
  });

  it('is raised once by a start in another cluster, however many processes start', async () => {
    await comeFromElsewhere();
    await startSeveral();
    assert.deepEqual(await epochs(), [2]);
    await startSeveral();
    assert.deepEqual(await epochs(), [2]);
    await comeFromElsewhere();
    await startSeveral();
    assert.deepEqual(await epochs(), [3]);
  });
});
