import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { ConnectionOptions } from '../../src/database/connection.js';
import { createDataSource } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import { sql } from '../../src/database/sql.js';
import { freshDatabase } from './database.js';

/** A database of a test file alone, opened as the server opens its own. */
export interface OpenedTestDatabase {
  readonly database: Database;
  readonly source: DataSource;
  readonly url: string;
  readonly connection: ConnectionOptions;
  close(): Promise<void>;
}

export async function openTestDatabase(
  options: { readonly poolSize?: number; readonly statementTimeoutMs?: number } = {},
): Promise<OpenedTestDatabase> {
  const fresh = await freshDatabase();
  const connection = { connectionString: fresh.url };
  const source = createDataSource({
    connection,
    entities: [],
    migrations: [],
    poolSize: options.poolSize ?? 10,
    statementTimeoutMs: options.statementTimeoutMs ?? 30_000,
  });
  await source.initialize();
  return {
    database: new Database(source),
    source,
    url: fresh.url,
    connection,
    close: async () => {
      await source.destroy();
      await fresh.drop();
    },
  };
}

/** A project with one device, as the rooms above make them. */
export async function makeProject(database: Database, project: { readonly id: string; readonly device: string }) {
  const { id, device } = project;
  await database.statement(sql`insert into project (id, name, created_at) values (${id}, ${id}, now())`);
  const domain = randomUUID();
  await database.statement(sql`
    insert into domain (project_id, id, name, path, created_at) values (${id}, ${domain}, 'root', '/', now())`);
  await database.statement(sql`
    insert into owner (project_id, id, kind, name, metadata, domain_id, created_at, updated_at)
    values (${id}, ${device}, 'DEVICE', ${device}, '{}', ${domain}, now(), now())`);
}
