import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Client } from 'pg';
import { connectionUrl, freshDatabase } from './database.js';

async function ask(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

describe('a fresh database', () => {
  it('has every table, no project, and nothing of another one', async () => {
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
    try {
      await ask(one.url, `insert into project (id, name, created_at) values ('p', 'P', now())`);
      assert.deepEqual(await ask(one.url, 'select id from project'), [{ id: 'p' }]);
      assert.deepEqual(await ask(other.url, 'select id from project'), []);
    } finally {
      await Promise.all([one.drop(), other.drop()]);
    }
  });

  it('is dropped even while somebody is connected to it', async () => {
    const database = await freshDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const ended = new Promise<Error>((resolve) => client.on('error', resolve));
    await database.drop();
    assert.match((await ended).message, /terminat/);
    await assert.rejects(ask(database.url, 'select 1'), { code: '3D000' });
  });
});

describe('the address of a connection', () => {
  it('leads pg to a unix socket, with a password of any characters', () => {
    const connection = { host: '/tmp/a b/pg', port: 5433, user: 'u@x', password: 'p:/?#@%2F', database: 'things' };
    const { host, port, user, password, database } = new Client({ connectionString: connectionUrl(connection) });
    assert.deepEqual({ host, port, user, password, database }, connection);
  });
});
