import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { QueryFailedError } from 'typeorm';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { until } from '../../test/support/until.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { createDataSource } from './data-source.js';
import { databaseErrorCode, naming } from './outage.js';

let opened: OpenedTestDatabase;

before(async () => {
  opened = await openTestDatabase();
});
after(async () => opened.close());

/** What is said of the failure of some work. */
async function said(work: () => Promise<unknown>): Promise<unknown> {
  return naming(work).then(
    () => assert.fail('The work did not fail.'),
    (error: unknown) => error,
  );
}

function assertAway(error: unknown): void {
  assert.ok(error instanceof ServiceUnavailable, String(error));
  assert.deepEqual(error.params, { missing: 'PostgreSQL' });
  assert.ok(error.cause instanceof Error);
  assert.doesNotMatch(error.message, /\d{4}|\/|select|connect E/);
}

/** Speaks to a server that does with each connection what the test wants. */
async function withServer(greet: (socket: Socket) => void, work: (url: string) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    greet(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work(`postgresql://u:p@127.0.0.1:${(server.address() as AddressInfo).port.toString()}/d`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

function connect(url: string, timeoutMs = 5000): Promise<unknown> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: timeoutMs });
  client.on('error', () => undefined);
  return client.connect();
}

describe('PostgreSQL is away', () => {
  it('when it lets nobody in: not who asks, not into a database that is not there', async () => {
    const here = new URL(opened.url);
    here.pathname = '/nowhere';
    assertAway(await said(() => connect(here.href)));
    here.pathname = '/postgres';
    here.username = 'nobody';
    assertAway(await said(() => connect(here.href)));
  });

  it('when nobody listens there', async () => {
    let url = '';
    await withServer(
      () => undefined,
      (open) => Promise.resolve(void (url = open)),
    );
    assertAway(await said(() => connect(url)));
    assertAway(await said(() => connect('postgresql://u:p@localhost:1/d')));
    assertAway(await said(() => connect('postgresql://u:p@%2Fnowhere/d')));
  });

  it('when its name leads nowhere', async () => {
    assertAway(await said(() => connect('postgresql://u:p@nowhere.invalid:5432/d')));
  });

  it('when it hangs up, or does not answer', async () => {
    await withServer(
      (socket) => socket.destroy(),
      async (url) => {
        assertAway(await said(() => connect(url)));
      },
    );
    await withServer(
      () => undefined,
      async (url) => {
        assertAway(await said(() => connect(url, 50)));
      },
    );
  });

  it('when all connections of the pool are taken for too long', async () => {
    const source = createDataSource({
      connection: opened.connection,
      entities: [],
      migrations: [],
      poolSize: 1,
      statementTimeoutMs: 5000,
    }).setOptions({ extra: { connectionTimeoutMillis: 1000 } });
    await source.initialize();
    const taken = source.createQueryRunner();
    await taken.connect();
    assertAway(await said(() => source.query('select 1')));
    await taken.release();
    await source.destroy();
  });

  for (const { what, statement } of [
    { what: 'ends the connection', statement: 'select pg_terminate_backend(pg_backend_pid())' },
    { what: 'cancels the statement', statement: 'select pg_cancel_backend(pg_backend_pid()), pg_sleep(60)' },
    { what: 'has waited long enough', statement: `set statement_timeout = 20; select pg_sleep(60)` },
  ]) {
    it(`when it ${what}`, async () => {
      assertAway(await said(() => opened.source.query(statement)));
      // A connection that just broke may be handed out once more; then all is well again.
      await until(() =>
        opened.database.check().then(
          () => true,
          () => false,
        ),
      );
    });
  }

  it('when a transaction was left alone for too long', async () => {
    const error = await said(() =>
      opened.source.transaction(async (manager) => {
        await manager.query(`set idle_in_transaction_session_timeout = 20`);
        const [{ pid }] = await manager.query<[{ pid: number }]>('select pg_backend_pid() as pid');
        for (let isThere = true; isThere;) {
          const found = await opened.source.query<unknown[]>('select 1 from pg_stat_activity where pid = $1', [pid]);
          isThere = found.length > 0;
        }
        await manager.query('select 1');
      }),
    );
    assertAway(error);
  });
});

describe('PostgreSQL is there', () => {
  for (const { what, statement, code } of [
    { what: 'nothing of that name', statement: 'select * from nowhere', code: '42P01' },
    { what: 'a constraint', statement: `insert into project values (null, '', now())`, code: '23502' },
    { what: 'a number that is none', statement: `select 'x'::integer`, code: '22P02' },
  ]) {
    it(`when it refuses ${what}, and the refusal is passed on as it is`, async () => {
      const error = await said(() => opened.source.query(statement));
      assert.ok(error instanceof QueryFailedError);
      assert.equal(databaseErrorCode(error), code);
    });
  }

  it('when something else failed', async () => {
    const failure = new Error('not the database');
    assert.equal(await said(() => Promise.reject(failure)), failure);
    assert.equal(databaseErrorCode(failure), undefined);
    assert.equal(databaseErrorCode({ code: 5 }), undefined);
    assert.equal(databaseErrorCode(null), undefined);
    assert.equal(databaseErrorCode('ECONNREFUSED'), undefined);
  });
});
