import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Random } from '../clock/random.js';
import type { Log } from '../logging/log.js';
import type { ConnectionOptions } from './connection.js';
import { createDataSource, type EntityClass } from './data-source.js';
import { Database } from './database.js';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { migrate, MIGRATIONS } from './migrate.js';
import { naming } from './outage.js';

export interface OpenedDatabase {
  readonly database: Database;
  readonly connection: ConnectionOptions;
  /** Closes the pool, and ends the embedded server when there is one. */
  close(): Promise<void>;
}

/** Opens the database that is configured, or the embedded one in the data folder, with its tables up to date. */
export async function openDatabase(options: {
  readonly url: string | undefined;
  readonly dataFolder: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly entities: readonly EntityClass[];
  readonly log: Log;
  readonly random: Random;
  /** The embedded server ended by itself. */
  readonly onLost: (reason: string) => void;
}): Promise<OpenedDatabase> {
  const { url, log, random, onLost } = options;
  const embedded =
    url === undefined
      ? await startEmbeddedPostgres({ folder: join(options.dataFolder, 'postgres'), log, random, onExit: onLost })
      : null;
  try {
    const connection: ConnectionOptions = embedded?.connection ?? { connectionString: url ?? '' };
    const source = createDataSource({ ...options, connection, migrations: MIGRATIONS });
    await prepare(source, connection, log);
    return {
      database: new Database(source),
      connection,
      close: async () => {
        await source.destroy();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function prepare(source: DataSource, connection: ConnectionOptions, log: Log): Promise<void> {
  await naming(() => source.initialize());
  try {
    const ran = await migrate(source, connection);
    if (ran.length > 0) log.info({ migrations: ran }, 'The tables are up to date.');
  } catch (error) {
    await source.destroy();
    throw error;
  }
}
