import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { AccountRole, type AccountViewer } from '../../src/auth/viewer.js';
import { ensureFeedEpoch } from '../../src/changes/feed-epoch.js';
import { sql } from '../../src/database/sql.js';
import { ResourceQueries } from '../../src/resources/resource.queries.js';
import type { OwnerResourcesArgs } from '../../src/resources/resource.args.js';
import { ExplainedDatabase, type Reading } from '../support/explained-database.js';
import { accountViewer, PERMISSIONS } from '../support/listeners.js';
import { openTestDatabase, type OpenedTestDatabase } from '../support/opened-database.js';

const OWNERS = 1000;
const EACH = 1000;
const ASSIGNMENTS = 1000;

/** What a page may read: 20 rows for each that it returns, and two for each assignment of the viewer. */
const allowed = (returned: number) => 20 * returned + 2 * ASSIGNMENTS;

let opened: OpenedTestDatabase;
let explained: ExplainedDatabase;
let resources: ResourceQueries;

/** Sees the one entry below "labels" of each owner: one in a thousand. */
const few = viewer();
/** Sees all of each owner but one. */
const nearlyAll = viewer();

/** Whose assignments are no business of the two. */
const others = Array.from({ length: 8 }, viewer);

function viewer(): AccountViewer {
  return accountViewer({ projectId: 'farm', accountId: randomUUID(), role: AccountRole.READ });
}

before(async () => {
  opened = await openTestDatabase({ statementTimeoutMs: 600_000 });
  await ensureFeedEpoch(opened.database);
  await fill();
  explained = new ExplainedDatabase(opened.source);
  resources = new ResourceQueries(explained, PERMISSIONS);
});
after(async () => opened.close());

/** A million captures; of each second owner they lie close together in time, those of the others are mixed. */
async function fill(): Promise<void> {
  const { database } = opened;
  await database.statement(sql`insert into project (id, name, created_at) values ('farm', 'farm', now())`);
  await database.statement(sql`
    insert into domain (project_id, id, name, path, created_at) values ('farm', ${randomUUID()}, 'root', '/', now())`);
  await database.statement(sql`
    insert into owner (project_id, id, kind, name, metadata, domain_id, created_at, updated_at)
    select 'farm', 'cam-' || n, 'DEVICE', 'cam', '{}', d.id, now(), now()
    from domain d cross join generate_series(1, ${OWNERS}::integer) n where d.project_id = 'farm'`);
  await database.statement(sql`
    insert into resource (project_id, id, owner_id, coowner_id, path, type, kind, state, data, metadata,
      created_at, data_created_at, updated_at, version, last_epoch, last_xid)
    select 'farm', gen_random_uuid(), 'cam-' || o,
      case when k % 100 = 7 then 'cam-' || (o % 10 + 1) end,
      case when k = o then 'labels/today' else 'photos/' || k end,
      'application/json', 'JSON', 'READY', '{}', '{}', now(),
      timestamptz '2026-01-01' + case when o % 2 = 0 then k * ${OWNERS}::integer + o else o * ${EACH}::integer + k end
        * interval '1 second',
      now(), 1, 1, pg_current_xact_id()
    from generate_series(1, ${OWNERS}::integer) o cross join generate_series(1, ${EACH}::integer) k`);
  for (const account of [few, nearlyAll, ...others]) {
    await database.statement(sql`
      insert into account (project_id, id, email, name, role, password_hash, created_at)
      values ('farm', ${account.accountId}, ${account.accountId}, 'x', 'READ', '', now())`);
  }
  const assign = (accountId: string, path: string) =>
    database.statement(sql`
    insert into role_assignment (project_id, id, role, account_id, owner_id, path, created_at)
    select 'farm', gen_random_uuid(), 'ResourceViewer', ${accountId}::uuid, 'cam-' || o,
      case when ${path} <> '' or o = ${OWNERS}::integer then coalesce(nullif(${path}, ''), 'labels') end, now()
    from generate_series(1, ${ASSIGNMENTS}::integer) o`);
  await assign(few.accountId, 'labels');
  await assign(nearlyAll.accountId, '');
  for (const account of others) await assign(account.accountId, 'photos');
  await database.statement(sql`analyze`);
}

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
