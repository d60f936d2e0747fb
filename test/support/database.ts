import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { ConnectionOptions } from '../../src/database/connection.js';
import { createDataSource } from '../../src/database/data-source.js';
import { migrate, MIGRATIONS } from '../../src/database/migrate.js';

/** Where the run puts the address of its PostgreSQL, and the name of the migrated database that others are copied from. */
export const SERVER_VARIABLE = 'TEST_DATABASE_URL';
export const TEMPLATE_VARIABLE = 'TEST_TEMPLATE_DATABASE';

/** A database with all tables and no rows, of one test file alone. */
export interface FreshDatabase {
  /** For pg, TypeORM and DATABASE_URL. */
  readonly url: string;
  /** Ends what is still connected to it, and removes it. */
  drop(): Promise<void>;
}

/** Makes a database for the calling test file. Takes some 50 ms, since it is a copy of one that was migrated before. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = setVariable(SERVER_VARIABLE);
  return createDatabase(server, { name: databaseName('test'), template: setVariable(TEMPLATE_VARIABLE) });
}

/** Makes the migrated database that `freshDatabase` copies; the run does it once. */
export async function createTemplate(server: string): Promise<FreshDatabase & { readonly name: string }> {
  const name = databaseName('template');
  const database = await createDatabase(server, { name, template: 'template0' });
  await migrateTemplate({ connectionString: database.url });
  return { ...database, name };
}

/** The address of a connection: its host may be the folder of a unix socket, which a URL holds encoded. */
export function connectionUrl(connection: Exclude<ConnectionOptions, { readonly connectionString: string }>): string {
  const [user, password, host, database] = [
    connection.user,
    connection.password,
    connection.host,
    connection.database,
  ].map(encodeURIComponent);
  return `postgresql://${user ?? ''}:${password ?? ''}@${host ?? ''}:${String(connection.port)}/${database ?? ''}`;
}

/** Runs one statement on the server itself. */
export async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function migrateTemplate(connection: ConnectionOptions): Promise<void> {
  const source = createDataSource({
    connection,
    entities: [],
    migrations: MIGRATIONS,
    poolSize: 2,
    statementTimeoutMs: 60_000,
  });
  await source.initialize();
  try {
    await migrate(source, connection);
  } finally {
    await source.destroy();
  }
}

async function createDatabase(
  server: string,
  database: { readonly name: string; readonly template: string },
): Promise<FreshDatabase> {
  await onServer(server, `create database "${database.name}" template "${database.template}"`);
  const url = new URL(server);
  url.pathname = `/${database.name}`;
  return {
    url: url.href,
    drop: () => onServer(server, `drop database if exists "${database.name}" with (force)`),
  };
}

function databaseName(kind: string): string {
  return `thingstore_${kind}_${randomBytes(6).toString('hex')}`;
}

function setVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: run the tests with npm test, which starts a PostgreSQL.`);
  return value;
}
