import { readFile } from 'node:fs/promises';
import { passwordMatches } from '../auth/password.js';
import { AccountRole } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';

/** Who administers the deployment, and where to find the password. */
export interface Administrator {
  readonly email: string;
  /** The file that holds the password; null when the first start was given another. */
  readonly passwordFile: string | null;
}

/** The oldest Root account, whatever the settings of this start say; null when there is none. */
export async function findAdministrator(database: Database, passwordFile: string): Promise<Administrator | null> {
  const [account] = await database.statement<{ readonly email: string; readonly password_hash: string }>(sql`
    select email, password_hash from account where role = ${AccountRole.ROOT} order by created_at, id limit 1`);
  if (account === undefined) return null;
  const written = await readText(passwordFile);
  const isWritten = written !== null && (await passwordMatches(account.password_hash, written));
  return { email: account.email, passwordFile: isWritten ? passwordFile : null };
}

async function readText(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    // Not there, or not for us to read: then nobody is sent there either.
    return null;
  }
}
