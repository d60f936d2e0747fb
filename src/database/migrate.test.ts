import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { DataSource } from 'typeorm';
import { onServer } from '../../test/support/database.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { createDataSource } from './data-source.js';
import { migrate, MIGRATIONS } from './migrate.js';

/** An empty database: without a table, unlike those of other tests. */
let emptyUrl: string;
let migrated: OpenedTestDatabase;

before(async () => {
  migrated = await openTestDatabase();
  const url = new URL(migrated.url);
  url.pathname = `/thingstore_empty_${randomBytes(6).toString('hex')}`;
  emptyUrl = url.href;
  await onServer(migrated.url, `create database "${url.pathname.slice(1)}" template template0`);
});
after(async () => {
  await onServer(migrated.url, `drop database "${new URL(emptyUrl).pathname.slice(1)}" with (force)`);
  await migrated.close();
});

async function open(): Promise<DataSource> {
  const source = createDataSource({
    connection: { connectionString: emptyUrl },
    entities: [],
    migrations: MIGRATIONS,
    poolSize: 2,
    statementTimeoutMs: 30_000,
  });
  return source.initialize();
}

/** Every column there is, with its type. */
async function columns(source: Pick<DataSource, 'query'>): Promise<unknown> {
  return source.query(`
    select table_name, column_name, data_type, is_nullable, collation_name from information_schema.columns
    where table_schema = 'public' order by 1, 2`);
}

describe('migrations', () => {
  it('run once, in order, when several processes start at once on an empty database', async () => {
    const sources = await Promise.all(Array.from({ length: 5 }, open));
    const ran = await Promise.all(sources.map((source) => migrate(source, { connectionString: emptyUrl })));
    const names = MIGRATIONS.map(({ name }) => name);
    assert.deepEqual(
      ran.filter((list) => list.length > 0),
      [names],
    );
    const [source] = sources;
    if (source === undefined) throw new Error('There is no source.');
    const recorded = await source.query<{ name: string }[]>('select name from migrations order by id');
    assert.deepEqual(
      recorded.map(({ name }) => name),
      names,
    );
    assert.deepEqual(await columns(source), await columns(migrated.source));
    for (const each of sources) await each.destroy();
  });

  it('do nothing to a database that is up to date', async () => {
    const source = await open();
    const before = await columns(source);
    assert.deepEqual(await migrate(source, { connectionString: emptyUrl }), []);
    assert.deepEqual(await columns(source), before);
    await source.destroy();
  });

  it('are numbered by a time that ascends, and none goes back', async () => {
    const numbers = MIGRATIONS.map(({ name }) => Number(/\d{13}$/.exec(name)?.[0]));
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => a - b),
    );
    for (const Migration of MIGRATIONS) {
      const runner = migrated.source.createQueryRunner();
      await assert.rejects(new Migration().down(runner), /forward only/);
      await runner.release();
    }
  });
});
