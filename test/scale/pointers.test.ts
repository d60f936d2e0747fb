import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { AccountRole, type AccountViewer } from '../../src/auth/viewer.js';
import { ensureFeedEpoch } from '../../src/changes/feed-epoch.js';
import { sql } from '../../src/database/sql.js';
import { PointerQueries } from '../../src/pointers/pointer.queries.js';
import { ResourceQueries } from '../../src/resources/resource.queries.js';
import { ExplainedDatabase, type Reading } from '../support/explained-database.js';
import { accountViewer, PERMISSIONS } from '../support/listeners.js';
import { openTestDatabase, type OpenedTestDatabase } from '../support/opened-database.js';

const CAPTURES = 100_000;
/** As many pointers to each of the first captures. */
const POINTED = 200;
const POINTERS = 250;
/** To the very first there are so many more. */
const MORE = 20_000;

let opened: OpenedTestDatabase;
let explained: ExplainedDatabase;
let pointers: PointerQueries;
let resources: ResourceQueries;

/** Administers the captures, and may not read where the pointers lie. */
const keeper = viewer();
/** Administers the project. */
const all = viewer();

function viewer(): AccountViewer {
  return accountViewer({ projectId: 'farm', accountId: randomUUID(), role: AccountRole.READ_WRITE });
}

const idOf = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

before(async () => {
  opened = await openTestDatabase({ statementTimeoutMs: 600_000 });
  await ensureFeedEpoch(opened.database);
  await fill();
  explained = new ExplainedDatabase(opened.source);
  pointers = new PointerQueries(explained, PERMISSIONS);
  resources = new ResourceQueries(explained, PERMISSIONS);
});
after(async () => opened.close());

/** What is pointed to has no bytes here: they would make no difference to what is read. */
async function fill(): Promise<void> {
  const { database } = opened;
  await database.statement(sql`insert into project (id, name, created_at) values ('farm', 'farm', now())`);
  await database.statement(sql`
    insert into domain (project_id, id, name, path, created_at) values ('farm', ${randomUUID()}, 'root', '/', now())`);
  await database.statement(sql`
    insert into owner (project_id, id, kind, name, metadata, domain_id, created_at, updated_at)
    select 'farm', o, 'SYSTEM', 'x', '{}', d.id, now(), now()
    from domain d cross join unnest('{cam,set}'::text[]) o where d.project_id = 'farm'`);
  const columns = sql`project_id, id, owner_id, path, type, kind, state, metadata, created_at, data_created_at, updated_at,
    version, last_epoch, last_xid`;
  const rest = sql`'READY', '{}'::jsonb, now(), timestamptz '2026-01-01' + n * interval '1 second', now(), 1, 1, pg_current_xact_id()`;
  await database.statement(sql`
    insert into resource (${columns}, data)
    select 'farm', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'cam', 'captures/' || n, 'application/json',
      'JSON', ${rest}, '{}' from generate_series(1, ${CAPTURES}::integer) n`);
  await database.statement(sql`
    insert into source_reference (project_id, resource_id, owner_id, path, type, kind)
    select project_id, id, owner_id, path, type, kind from resource`);
  await database.statement(sql`
    insert into resource (${columns}, source_id)
    select 'farm', gen_random_uuid(), 'set', 'shown/' || n, 'image/png', 'IMAGE', ${rest},
      ('00000000-0000-7000-8000-' || lpad(to_hex(case when n <= ${MORE}::integer then 1 else n % ${POINTED}::integer + 1 end), 12, '0'))::uuid
    from generate_series(1, ${MORE + POINTED * POINTERS}::integer) n`);
  for (const account of [keeper, all]) {
    await database.statement(sql`
      insert into account (project_id, id, email, name, role, password_hash, created_at)
      values ('farm', ${account.accountId}, ${account.accountId}, 'x', 'READ_WRITE', '', now())`);
    await database.statement(sql`
      insert into role_assignment (project_id, id, role, account_id, owner_id, created_at)
      values ('farm', gen_random_uuid(), 'ResourceAdmin', ${account.accountId}, ${account === keeper ? 'cam' : null}::text, now())`);
  }
  await database.statement(sql`analyze`);
}

async function reading(work: () => Promise<unknown>): Promise<Reading> {
  explained.readings.length = 0;
  await work();
  const [first] = explained.readings;
  assert.ok(first !== undefined);
  assert.deepEqual(
    first.wholeTables.filter((table) => table === 'resource' || table === 'source_reference'),
    [],
  );
  return first;
}

describe('of many pointers to many captures', () => {
  const few = Array.from({ length: 20 }, (_, n) => idOf(n + 1));
  const EXTRAS = { count: false, feedCursor: false };

  for (const [who, asking] of [
    ['administers the captures', keeper],
    ['administers the project', all],
  ] as const) {
    it(`a page for who ${who} reads what it returns`, async () => {
      for (const first of [1, 20, 200]) {
        const read = await reading(async () => {
          const [page] = await pointers.pages(asking, { sourceIds: [idOf(1)], page: { first }, extras: EXTRAS });
          assert.equal(page?.nodes.length, first);
        });
        assert.ok(read.rows <= 10 * first + 40, `${read.rows.toString()} rows: ${JSON.stringify(read.byTable)}`);
      }
      const below = await reading(() => pointers.pages(asking, { sourceIds: few, page: { first: 5 }, extras: EXTRAS }));
      assert.ok(below.rows <= 20 * 5 * 10, `${below.rows.toString()} rows: ${JSON.stringify(below.byTable)}`);
    });

    it(`their numbers for who ${who} are counted from the pointers to these alone`, async () => {
      const sourceIds = few.slice(1);
      const read = await reading(async () => {
        const counts = await pointers.counts(asking, sourceIds);
        assert.deepEqual(
          [...counts.values()],
          Array.from({ length: sourceIds.length }, () => POINTERS),
        );
      });
      const counted = sourceIds.length * POINTERS;
      assert.ok(read.rows <= 2 * counted, `${read.rows.toString()} rows: ${JSON.stringify(read.byTable)}`);
    });

    it(`one that is asked for by its id is found by that, by who ${who}`, async () => {
      const [row] = await opened.database.statement<{ id: string }>(sql`
        select id from resource where source_id is not null limit 1`);
      const read = await reading(async () => {
        assert.equal((await resources.byIds(asking, [row?.id ?? ''])).length, 1);
      });
      assert.ok(read.rows <= 40, `${read.rows.toString()} rows: ${JSON.stringify(read.byTable)}`);
    });
  }
});
