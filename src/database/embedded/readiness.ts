import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { PasswordRefused } from './embedded-postgres.errors.js';
import type { Postmaster } from './postmaster.js';

/** How to reach the embedded server: over its unix socket only. */
export interface EmbeddedConnection {
  /** The folder of the unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** ready: SELECT 1 succeeded. busy: it answers, and says that it cannot serve yet. silent: no word of PostgreSQL. */
type Answer = 'ready' | 'no database' | 'busy' | 'silent';

export type Readiness = 'ready' | 'exited' | 'silent' | 'busy';

const ASK_AGAIN_MS = 20;
const SINGLE_ANSWER_MS = 5_000;

/** Recovery after a crash says that it is at work: it may take long, and starting over would only repeat it. */
const LONGEST_RECOVERY_MS = 600_000;

/** Asks until the server answers SELECT 1 in the database, which is made when absent. */
export async function waitUntilReady(options: {
  readonly postmaster: Postmaster;
  readonly connection: EmbeddedConnection;
  readonly passwordFile: string;
  /** How long it may be silent, in milliseconds. */
  readonly silenceMs: number;
}): Promise<Readiness> {
  const begin = performance.now();
  let lastWord = begin;
  while (!options.postmaster.hasExited) {
    const answer = await ask(options.connection, options.passwordFile);
    if (answer === 'ready') {
      return 'ready';
    }
    if (answer === 'no database') {
      await createDatabase(options.connection);
      continue;
    }
    const now = performance.now();
    lastWord = answer === 'busy' ? now : lastWord;
    if (now - lastWord > options.silenceMs) {
      return 'silent';
    }
    if (now - begin > LONGEST_RECOVERY_MS) {
      return 'busy';
    }
    await delay(ASK_AGAIN_MS);
  }
  return 'exited';
}

async function ask(connection: EmbeddedConnection, passwordFile: string): Promise<Answer> {
  try {
    await statement(connection, 'SELECT 1', SINGLE_ANSWER_MS);
    return 'ready';
  } catch (error) {
    if (!(error instanceof DatabaseError)) {
      return 'silent';
    }
    if (error.code === '3D000') {
      return 'no database';
    }
    if (error.code === '28P01' || error.code === '28000') {
      throw new PasswordRefused(passwordFile, error);
    }
    return 'busy';
  }
}

async function createDatabase(connection: EmbeddedConnection): Promise<void> {
  await statement({ ...connection, database: 'postgres' }, `CREATE DATABASE "${connection.database}"`);
}

async function statement(connection: EmbeddedConnection, sql: string, timeoutMs?: number): Promise<void> {
  const client = new Client({
    ...connection,
    ssl: false,
    connectionTimeoutMillis: SINGLE_ANSWER_MS,
    ...(timeoutMs === undefined ? {} : { query_timeout: timeoutMs }),
  });
  const broken = new Promise<never>((_, reject) => {
    client.on('error', reject);
  });
  try {
    await Promise.race([client.connect().then(() => client.query(sql)), broken]);
  } finally {
    // What could go wrong in parting with a connection that has served, or never was one, is of no interest.
    client.end().catch(() => undefined);
  }
}
