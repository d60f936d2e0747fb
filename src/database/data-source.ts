import { DataSource, type MigrationInterface } from 'typeorm';
import type { ConnectionOptions } from './connection.js';

/** A class that TypeORM maps to a table. */
export type EntityClass = abstract new (...args: never[]) => object;

/** The connection pool and the entities on it. Nothing is ever synchronised: migrations alone make tables. */
export function createDataSource(options: {
  readonly connection: ConnectionOptions;
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
}): DataSource {
  const { connection } = options;
  const place =
    'connectionString' in connection
      ? { url: connection.connectionString }
      : { ...connection, username: connection.user };
  return new DataSource({
    type: 'postgres',
    ...place,
    entities: [...options.entities],
    migrations: [...options.migrations],
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolSize: options.poolSize,
    connectTimeoutMS: 5000,
    applicationName: 'thingstore',
    extra: {
      // An exhausted pool would wait for ever.
      connectionTimeoutMillis: 10_000,
      statement_timeout: options.statementTimeoutMs,
      idle_in_transaction_session_timeout: options.statementTimeoutMs,
    },
  });
}
