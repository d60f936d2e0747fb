import { Client } from 'pg';
import type { DataSource, MigrationInterface } from 'typeorm';
import { ProjectsAndAccounts1767225600001 } from '../../migrations/0001-projects-and-accounts.js';
import { Owners1767225600002 } from '../../migrations/0002-owners.js';
import { Resources1767225600003 } from '../../migrations/0003-resources.js';
import { Changes1767225600004 } from '../../migrations/0004-changes.js';
import { UploadsPastUs1767225600005 } from '../../migrations/0005-uploads-past-us.js';
import { Permissions1767225600006 } from '../../migrations/0006-permissions.js';
import { Credentials1767225600007 } from '../../migrations/0007-credentials.js';
import { PointersAndDirectives1767225600008 } from '../../migrations/0008-pointers-and-directives.js';
import { Lifecycle1767225600009 } from '../../migrations/0009-lifecycle.js';
import { HistoryReads1767225600010 } from '../../migrations/0010-history-reads.js';
import { MetadataIndexes1767225600011 } from '../../migrations/0011-metadata-indexes.js';
import { IdempotencyKeys1767225600012 } from '../../migrations/0012-idempotency-keys.js';
import { Files1767225600013 } from '../../migrations/0013-files.js';
import type { ConnectionOptions } from './connection.js';

/** All migrations, in order. They are numbered, go forward only, and are never edited once landed. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  ProjectsAndAccounts1767225600001,
  Owners1767225600002,
  Resources1767225600003,
  Changes1767225600004,
  UploadsPastUs1767225600005,
  Permissions1767225600006,
  Credentials1767225600007,
  PointersAndDirectives1767225600008,
  Lifecycle1767225600009,
  HistoryReads1767225600010,
  MetadataIndexes1767225600011,
  IdempotencyKeys1767225600012,
  Files1767225600013,
];

const LOCK = 'thingstore migrations';

/** Brings the tables up to date. Several processes may start at once: one migrates, the others wait for it. */
export async function migrate(source: DataSource, connection: ConnectionOptions): Promise<readonly string[]> {
  const lock = new Client(connection);
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock(hashtextextended($1, 0))', [LOCK]);
    const ran = await source.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await lock.end();
  }
}
