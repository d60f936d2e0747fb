import 'reflect-metadata';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { AccountRole, type AccountViewer } from '../../src/auth/viewer.js';
import { ensureChangePartitions } from '../../src/changes/change-partitions.js';
import { ensureFeedEpoch } from '../../src/changes/feed-epoch.js';
import { sql } from '../../src/database/sql.js';
import { PastEntryQueries } from '../../src/resources/history/past-entry.queries.js';
import type { ResourceChangeListArgs } from '../../src/resources/history/resource-change.args.js';
import { ResourceChangeQueries } from '../../src/resources/history/resource-change.queries.js';
import { OrderDirection } from '../../src/resources/resource-filter.input.js';
import { ExplainedDatabase, type Reading } from '../support/explained-database.js';
import { accountViewer, PERMISSIONS } from '../support/listeners.js';
import { openTestDatabase, type OpenedTestDatabase } from '../support/opened-database.js';

const OWNERS = 200;
const EACH = 1000;
const START = new Date('2026-01-01T00:00:00.000Z');
/** Changes are so many milliseconds apart: 200,000 of them are some 23 days, in two months. */
const APART = 10_000;

let opened: OpenedTestDatabase;
let explained: ExplainedDatabase;
let history: ResourceChangeQueries;
let past: PastEntryQueries;

const all = viewer(true);
/** Sees one entry in a thousand, of each owner one. */
const few = viewer();
/** Sees one owner. */
const one = viewer();

function viewer(seesProject = false): AccountViewer {
  return accountViewer({ projectId: 'farm', accountId: randomUUID(), role: AccountRole.READ, seesProject });
}

before(async () => {
  opened = await openTestDatabase({ statementTimeoutMs: 600_000 });
  await ensureFeedEpoch(opened.database);
  await ensureChangePartitions(opened.database, { now: () => START });
  await fill();
  explained = new ExplainedDatabase(opened.source);
  history = new ResourceChangeQueries(explained, PERMISSIONS);
  past = new PastEntryQueries({ database: explained, permissions: PERMISSIONS, clock: { now: () => new Date() } });
});
after(async () => opened.close());

const idOf = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** Each resource has ten changes; one in a hundred is told late, and its clock was a minute wrong. */
async function fill(): Promise<void> {
  const { database } = opened;
  await database.statement(sql`insert into project (id, name, created_at) values ('farm', 'farm', now())`);
  await database.statement(sql`
    insert into domain (project_id, id, name, path, created_at) values ('farm', ${randomUUID()}, 'root', '/', now())`);
  await database.statement(sql`
    insert into owner (project_id, id, kind, name, metadata, domain_id, created_at, updated_at)
    select 'farm', 'cam-' || n, 'DEVICE', 'cam', '{}', d.id, now(), now()
    from domain d cross join generate_series(0, ${OWNERS - 1}::integer) n where d.project_id = 'farm'`);
  await database.statement(sql`
    insert into resource_change (project_id, epoch, xid, seq, action, changed, version, actor_kind, resource_id, owner_id,
      path, type, kind, data, metadata, created_at, data_created_at, updated_at)
    select 'farm', 1, '3'::xid8, n, case when n / ${(OWNERS * EACH) / 10}::integer = 0 then 'CREATED' else 'UPDATED' end,
      '{data}', n / ${(OWNERS * EACH) / 10}::integer + 1, 'SYSTEM',
      ('00000000-0000-4000-8000-' || lpad(to_hex(n % ${(OWNERS * EACH) / 10}::integer), 12, '0'))::uuid,
      'cam-' || n % ${OWNERS}::integer,
      case when n / ${OWNERS}::integer % 1000 = 7 then 'labels/today' else 'photos/' || n % 7000 end,
      'application/json', 'JSON', '{}', '{}', made, made,
      made - case when n % 100 = 5 then interval '1 minute' else interval '0' end
    from generate_series(0, ${OWNERS * EACH - 1}::integer) n,
      lateral (select ${START}::timestamptz + n * ${APART}::integer * interval '1 millisecond' as made) t`);
  for (const account of [all, few, one]) {
    await database.statement(sql`
      insert into account (project_id, id, email, name, role, password_hash, created_at)
      values ('farm', ${account.accountId}, ${account.accountId}, 'x', 'READ', '', now())`);
  }
  const assign = (accountId: string, owners: string, path: string | null) =>
    database.statement(sql`
      insert into role_assignment (project_id, id, role, account_id, owner_id, path, created_at)
      select 'farm', gen_random_uuid(), 'ResourceViewer', ${accountId}::uuid, id, ${path}, now()
      from owner where id like ${owners}`);
  await assign(few.accountId, 'cam-%', 'labels');
  await assign(one.accountId, 'cam-3', null);
  await database.statement(sql`
    insert into role_assignment (project_id, id, role, account_id, created_at)
    values ('farm', gen_random_uuid(), 'ResourceViewer', ${all.accountId}, now())`);
  await database.statement(sql`analyze`);
}

type Asked = Pick<ResourceChangeListArgs, 'first' | 'filter' | 'changedAt'>;

/** Reads a page and what comes after it; each reads at most so many rows. */
async function assertModest(asking: AccountViewer, args: Readonly<Asked>, most: number): Promise<void> {
  for (const direction of [OrderDirection.ASC, OrderDirection.DESC]) {
    let after: string | null = null;
    for (let turn = 0; turn < 3; turn += 1) {
      explained.readings.length = 0;
      const asked: ResourceChangeListArgs = { first: 20, ...args, direction, after };
      const page = await history.page(asking, asked);
      const reading = explained.readings.at(-1);
      assert.ok(reading !== undefined && page.nodes.length > 0);
      const rows = historyRows(reading);
      assert.ok(rows <= most, `${rows.toString()} rows, ${direction}, page ${turn.toString()}`);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
  }
}

/** Of the history: what is read of the viewer's assignments is told in test/scale/rights.test.ts. */
function historyRows({ byTable }: Reading): number {
  const read = Object.entries(byTable).filter(([table]) => table.startsWith('resource_change'));
  return read.reduce((sum, [, rows]) => sum + rows, 0);
}

const at = (n: number) => new Date(START.getTime() + n * APART);

describe('a page of a history of 200,000 changes', () => {
  const asked: readonly (readonly [string, Asked, number])[] = [
    ['of the project', {}, 200],
    ['of the project, 200 at once', { first: 200 }, 1200],
    ['of one owner', { filter: { ownerIds: ['cam-7'] } }, 200],
    ['of several owners', { filter: { ownerIds: ['cam-7', 'cam-8', 'cam-9'] } }, 300],
    ['of one resource', { filter: { resourceIds: [idOf(4711)] } }, 200],
    ['of one place', { filter: { ownerIds: ['cam-7'], path: 'labels' } }, 200],
    ['of a span of time in the middle', { changedAt: { from: at(100_000), to: at(110_000) } }, 900],
    ['since a moment', { changedAt: { from: at(150_123) } }, 900],
    ['up to a moment', { changedAt: { to: at(50_321) } }, 900],
    [
      'of one owner in a span of time',
      { filter: { ownerIds: ['cam-7'] }, changedAt: { from: at(99_000), to: at(150_000) } },
      300,
    ],
  ];
  for (const [what, args, most] of asked) {
    it(`${what} reads little more than it has`, async () => {
      await assertModest(all, args, most);
    });
  }

  it('reads a few rows for each assignment of a viewer who may see one entry in a thousand', async () => {
    await assertModest(few, {}, 12 * OWNERS + 500);
    await assertModest(few, { filter: { ownerIds: ['cam-7', 'cam-8'] } }, 5 * OWNERS + 200);
  });

  it('reads of one owner what a viewer of that owner is shown', async () => {
    await assertModest(one, {}, 300);
    await assertModest(one, { changedAt: { from: at(150_000) } }, 600);
  });

  it('is found as it was at a moment without reading what came before and after', async () => {
    explained.readings.length = 0;
    const [entry] = await past.byIds(all, [{ id: idOf(4711), asOf: at(100_000) }]);
    assert.ok(entry !== null && !(entry instanceof Error));
    await past.at(all, { ownerId: 'cam-7', coownerId: null, path: 'photos/7' }, at(100_000));
    for (const reading of explained.readings) assert.ok(historyRows(reading) < 50);
  });
});
