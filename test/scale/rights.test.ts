import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AccountViewer } from '../../src/auth/viewer.js';
import { ResourceQueries } from '../../src/resources/resource.queries.js';
import type { OwnerResourcesArgs } from '../../src/resources/resource.args.js';
import { ExplainedDatabase, type Reading } from '../support/explained-database.js';
import { PERMISSIONS } from '../support/listeners.js';
import { ASSIGNMENTS, EACH, few, makeMillionEntries, nearlyAll, OWNERS } from '../support/million-entries.js';
import { openTestDatabase, type OpenedTestDatabase } from '../support/opened-database.js';

/** What a page may read: 20 rows for each that it returns, and two for each assignment of the viewer. */
const allowed = (returned: number) => 20 * returned + 2 * ASSIGNMENTS;

let opened: OpenedTestDatabase;
let explained: ExplainedDatabase;
let resources: ResourceQueries;

before(async () => {
  opened = await openTestDatabase({ statementTimeoutMs: 600_000 });
  await makeMillionEntries(opened.database);
  explained = new ExplainedDatabase(opened.source);
  resources = new ResourceQueries(explained, PERMISSIONS);
});
after(async () => opened.close());

const NOTHING_ELSE = { count: false, feedCursor: false };

async function read(asking: AccountViewer, args: OwnerResourcesArgs) {
  explained.readings.length = 0;
  const page = await resources.page(asking, args, NOTHING_ELSE);
  const [reading] = explained.readings;
  assert.ok(reading !== undefined);
  return { page, reading };
}

function assertModest(reading: Reading, returned: number): void {
  assert.deepEqual(
    reading.wholeTables.filter((table) => table === 'resource'),
    [],
  );
  assert.ok(
    reading.rows <= allowed(returned),
    `${reading.rows.toString()} rows read for ${returned.toString()}: ${JSON.stringify(reading.byTable)}`,
  );
}

describe('a list of a million entries, for a viewer with a thousand assignments', () => {
  for (const [who, asking, total] of [
    ['one in a thousand', few, OWNERS],
    ['nearly all', nearlyAll, OWNERS * EACH - EACH + 1],
  ] as const) {
    it(`who may see ${who} reads little more than it returns, however deep the page`, async () => {
      for (const first of [1, 20, 200]) {
        let after: string | null = null;
        for (let turn = 0; turn < 3; turn += 1) {
          const { page, reading } = await read(asking, { first, after });
          assert.equal(page.nodes.length, first);
          assertModest(reading, first);
          after = page.pageInfo.endCursor;
        }
      }
      const { page, reading } = await read(asking, { last: 20 });
      assert.equal(page.nodes.length, 20);
      assertModest(reading, 20);
    });

    it(`who may see ${who} is told how many there are`, async () => {
      const counted = await resources.page(asking, { first: 1 }, { count: true, feedCursor: false });
      assert.ok((counted.count ?? 0) >= total);
    });
  }

  it('reads of one owner what is returned, and no assignment of the others', async () => {
    for (const asking of [few, nearlyAll]) {
      explained.readings.length = 0;
      const [page] = await resources.ownerPages(asking, {
        ownerIds: ['cam-12'],
        args: { first: 20 },
        extras: NOTHING_ELSE,
      });
      const [reading] = explained.readings;
      assert.ok(page !== undefined && reading !== undefined);
      assertModest(reading, page.nodes.length);
    }
  });
});
