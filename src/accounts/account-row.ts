import type { AccountRole } from '../auth/viewer.js';
import { sql } from '../database/sql.js';
import { Account } from './account.entity.js';

/** What is shown of an account, as PostgreSQL answers it: never the hash of its password. */
export interface AccountRow {
  readonly project_id: string;
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly created_at: Date;
}

/** Its columns; the table goes by `a`. */
export const SHOWN_OF_ACCOUNT = sql`a.project_id, a.id, a.email, a.name, a.role, a.created_at`;

export function toAccount(row: AccountRow): Account {
  const { project_id: projectId, id, email, name, role, created_at: createdAt } = row;
  return Object.assign(new Account(), { projectId, id, email, name, role, createdAt });
}
