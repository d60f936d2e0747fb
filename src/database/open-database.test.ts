import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.js';
import { systemClock } from '../clock/clock.js';
import { systemRandom } from '../clock/random.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { createLog } from '../logging/log.js';
import { MIGRATIONS } from './migrate.js';
import { openDatabase } from './open-database.js';
import { sql } from './sql.js';

let fresh: FreshDatabase;
let dataFolder: string;

before(async () => {
  [fresh, dataFolder] = await Promise.all([freshDatabase(), mkdtemp(join(tmpdir(), 'thingstore-test-'))]);
});
after(async () => {
  await fresh.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

function open(url: string) {
  return openDatabase({
    url,
    dataFolder,
    poolSize: 3,
    statementTimeoutMs: 4321,
    entities: [],
    log: createLog('silent'),
    random: systemRandom(systemClock),
    onLost: (reason) => assert.fail(reason),
  });
}

/** Runs a statement beside the database that is opened. */
async function beside<Row extends object>(statement: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: fresh.url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

describe('a database that is opened', () => {
  it('is the one that is configured, with its tables, and nothing is started beside it', async () => {
    const opened = await open(fresh.url);
    const [row] = await opened.database.statement<{ name: string; count: number }>(sql`
      select current_database() as name, (select count(*)::integer from migrations) as count`);
    assert.deepEqual(row, { name: new URL(fresh.url).pathname.slice(1), count: MIGRATIONS.length });
    assert.deepEqual(await readdir(dataFolder), []);
    await opened.close();
    const connections = await beside(`
      select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
    assert.equal(connections.length, 0);
  });

  it('lets no statement and no forgotten transaction go on for ever, and says who is there', async () => {
    const opened = await open(fresh.url);
    const [row] = await opened.database.statement(sql`
      select current_setting('statement_timeout') as statement, current_setting('application_name') as name,
        current_setting('idle_in_transaction_session_timeout') as idle`);
    assert.deepEqual(row, { statement: '4321ms', name: 'thingstore', idle: '4321ms' });
    await opened.close();
  });

  it('cannot be opened while PostgreSQL is away: that is said by name', async () => {
    await assert.rejects(open('postgresql://nobody:x@127.0.0.1:1/none'), ServiceUnavailable);
  });

  it('leaves no connection behind when its tables cannot be brought up to date', async () => {
    await beside(`alter table migrations rename column name to other`);
    await assert.rejects(open(fresh.url), /already exists/);
    const connections = await beside(`
      select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
    assert.equal(connections.length, 0);
    await beside(`alter table migrations rename column other to name`);
    await (await open(fresh.url)).close();
  });
});
