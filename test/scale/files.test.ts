import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { AccountRole, type AccountViewer, type Viewer } from '../../src/auth/viewer.js';
import { ensureFeedEpoch } from '../../src/changes/feed-epoch.js';
import { sql } from '../../src/database/sql.js';
import type { FileFilter } from '../../src/files/file.input.js';
import { parseFileName } from '../../src/files/file-name.js';
import { FileQueries } from '../../src/files/file.queries.js';
import { ExplainedDatabase, type Reading } from '../support/explained-database.js';
import { accountViewer, PERMISSIONS, thingViewer } from '../support/listeners.js';
import { openTestDatabase, type OpenedTestDatabase } from '../support/opened-database.js';

/** Of one group. */
const FILES = 100_000;
/** Of one thing, among so many captures. */
const FEW = 50;
const CAPTURES = 1_000_000;
const THINGS = 10;

const all = viewer(true);
/** Editor of the group, and of nothing else. */
const member = viewer(false);

let opened: OpenedTestDatabase;
let explained: ExplainedDatabase;
let files: FileQueries;

function viewer(seesProject: boolean): AccountViewer {
  return accountViewer({ projectId: 'farm', accountId: randomUUID(), role: AccountRole.READ_WRITE, seesProject });
}

before(async () => {
  opened = await openTestDatabase({ statementTimeoutMs: 600_000 });
  await ensureFeedEpoch(opened.database);
  await makeOwners();
  await makeFiles();
  explained = new ExplainedDatabase(opened.source);
  files = new FileQueries(explained, PERMISSIONS);
});
after(async () => opened.close());

async function makeOwners(): Promise<void> {
  const { database } = opened;
  await database.statement(sql`insert into project (id, name, created_at) values ('farm', 'farm', now())`);
  await database.statement(sql`
    insert into domain (project_id, id, name, path, created_at) values ('farm', ${randomUUID()}, 'root', '/', now())`);
  await database.statement(sql`
    insert into owner (project_id, id, kind, name, metadata, domain_id, created_at, updated_at)
    select 'farm', o.id, o.kind, 'x', '{}', d.id, now(), now()
    from domain d cross join (
      select 'fleet' as id, 'GROUP' as kind
      union all select 'truck-' || n, 'DEVICE' from generate_series(1, ${THINGS}::integer) n
    ) o where d.project_id = 'farm'`);
  for (const account of [all, member]) {
    await database.statement(sql`
      insert into account (project_id, id, email, name, role, password_hash, created_at)
      values ('farm', ${account.accountId}, ${account.accountId}, 'x', 'READ_WRITE', '', now())`);
  }
  await database.statement(sql`
    insert into role_assignment (project_id, id, role, account_id, created_at)
    values ('farm', gen_random_uuid(), 'ResourceViewer', ${all.accountId}::uuid, now())`);
  await database.statement(sql`
    insert into group_member (project_id, group_id, account_id, role, created_at)
    values ('farm', 'fleet', ${member.accountId}::uuid, 'EDITOR', now())`);
}

/** All have the same bytes: they would make no difference to what is read. */
async function makeFiles(): Promise<void> {
  const { database } = opened;
  const object = randomUUID();
  await database.statement(sql`
    insert into stored_object (project_id, id, resource_id, key, state, declared_type, intent, actor_kind, size,
      created_at, expires_at)
    values ('farm', ${object}, ${randomUUID()}, 'k', 'STORED', 'text/csv', '{}', 'HOUSE', 1, now(), now())`);
  const columns = sql`project_id, id, owner_id, path, type, kind, state, metadata, created_at, data_created_at, updated_at,
    version, last_epoch, last_xid`;
  const rest = sql`now(), timestamptz '2026-01-01' + n * interval '1 second', now(), 1, 1, pg_current_xact_id()`;
  const file = sql`'READY', jsonb_build_object('serial', n), ${rest}, ${object}::uuid, '{"key": "k"}'::jsonb`;
  await database.statement(sql`
    insert into resource (${columns}, object_id, details)
    select 'farm', gen_random_uuid(), 'fleet', 'files/f-' || n || case when n % 10 = 0 then '.csv' else '.bin' end,
      'application/octet-stream', 'FILE', ${file} from generate_series(1, ${FILES}::integer) n`);
  await database.statement(sql`
    insert into resource (${columns}, object_id, details)
    select 'farm', gen_random_uuid(), 'truck-1', 'files/f-' || n || '.csv', 'text/csv', 'FILE', ${file}
    from generate_series(1, ${FEW}::integer) n`);
  await database.statement(sql`
    insert into resource (${columns}, data)
    select 'farm', gen_random_uuid(), 'truck-' || (n % ${THINGS}::integer + 1), 'captures/' || n, 'application/json', 'JSON',
      'READY', '{}', ${rest}, '{}' from generate_series(1, ${CAPTURES}::integer) n`);
  await database.statement(sql`analyze`);
}

/** What the one statement read that the work made; never a table from end to end. */
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

const pages = (
  asking: Viewer,
  ownerIds: readonly string[],
  { filter = {}, isCounted = false, first = 20, offset = null }: Asked = {},
) => told(() => files.pages(asking, ownerIds, { filter, page: { first, offset }, isCounted }));

interface Asked {
  readonly filter?: FileFilter;
  readonly isCounted?: boolean;
  readonly first?: number;
  readonly offset?: number | null;
}

const OF_GROUP: readonly (readonly [string, Viewer])[] = [
  ['sees the project', all],
  ['is a member of the group', member],
];
const OF_THING: readonly (readonly [string, Viewer])[] = [
  ['sees the project', all],
  ['is the thing', thingViewer('farm', 'truck-1')],
];

describe('of a group with 100,000 files', () => {
  for (const [who, asking] of OF_GROUP) {
    it(`a page reads little more than itself, for one who ${who}`, async () => {
      for (const first of [1, 20, 200]) {
        const { answer, read } = await pages(asking, ['fleet'], { first });
        assert.equal(answer[0]?.nodes.length, first);
        assert.equal(answer[0].nodes[0]?.name, 'f-100000.csv');
        assert.ok(read <= 20 * (first + 1), `${read.toString()} entries read for ${first.toString()}`);
      }
      // Of a page so far behind PostgreSQL may expect that there are fewer: it reads them once at most.
      const further = await pages(asking, ['fleet'], { first: 200, offset: 10_000 });
      assert.equal(further.answer[0]?.nodes[0]?.name, 'f-90000.csv');
      assert.ok(further.read <= FILES + 1000, `${further.read.toString()} entries read`);
    });

    it(`a page of one format or class goes on until it is full, for one who ${who}`, async () => {
      for (const filter of [{ format: 'csv' }, { class: 'document' }, { class: 'binary' }]) {
        const { answer, read } = await pages(asking, ['fleet'], { filter });
        assert.equal(answer[0]?.nodes.length, 20);
        assert.ok(read <= 5000, `${read.toString()} entries read for ${JSON.stringify(filter)}`);
      }
    });

    it(`one is found by its name at once, for one who ${who}`, async () => {
      const one = await told(() => files.one(asking, { ownerId: 'fleet', name: parseFileName('f-50000.csv') }));
      assert.equal(one.answer?.name, 'f-50000.csv');
      assert.ok(one.read <= 10, `${one.read.toString()} entries read`);
      for (const isCounted of [false, true]) {
        const { answer, read } = await pages(asking, ['fleet'], { filter: { name: 'f-50000.csv' }, isCounted });
        assert.deepEqual(
          answer[0]?.nodes.map(({ name }) => name),
          ['f-50000.csv'],
        );
        assert.ok(read <= 20, `${read.toString()} entries read by name`);
      }
    });

    it(`a range of times reads the range, for one who ${who}`, async () => {
      const from = Date.UTC(2026, 0, 1, 12) / 1000;
      const filter = { time: { from, to: from + 100 } };
      const { answer, read } = await pages(asking, ['fleet'], { filter, isCounted: true });
      assert.deepEqual([answer[0]?.nodes.length, answer[0]?.count], [20, 100]);
      assert.ok(read <= 1000, `${read.toString()} entries read`);
    });

    it(`they are counted by reading them once, for one who ${who}`, async () => {
      const { answer, read } = await pages(asking, ['fleet'], { isCounted: true });
      assert.equal(answer[0]?.count, FILES);
      assert.ok(read <= FILES + 1000, `${read.toString()} entries read`);
    });
  }
});

describe('of a thing with 50 files among a million captures', () => {
  for (const [who, asking] of OF_THING) {
    it(`pages and counts read the files alone, for one who ${who}`, async () => {
      for (const filter of [{}, { format: 'csv' }, { class: 'bim' }, { time: { from: 0 } }, { name: 'f-7.csv' }]) {
        const { answer, read } = await pages(asking, ['truck-1'], { filter, isCounted: true });
        const found = 'class' in filter ? 0 : 'name' in filter ? 1 : FEW;
        assert.deepEqual([answer[0]?.nodes.length, answer[0]?.count], [Math.min(20, found), found]);
        assert.ok(read <= 10 * FEW, `${read.toString()} entries read for ${JSON.stringify(filter)}`);
      }
    });
  }

  it('those of all things are one statement that reads the files alone', async () => {
    const ownerIds = Array.from({ length: THINGS }, (_, index) => `truck-${(index + 1).toString()}`);
    const { answer, read } = await pages(all, ownerIds, { isCounted: true });
    assert.deepEqual(
      answer.map(({ count }) => count),
      [FEW, ...Array.from({ length: THINGS - 1 }, () => 0)],
    );
    assert.ok(read <= 10 * FEW, `${read.toString()} entries read`);
  });
});
