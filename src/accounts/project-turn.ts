import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';

/**
 * Waits until nobody else changes who may do what in the project, and keeps others from it until the transaction ends:
 * what is asked after it still holds when it is written.
 */
export async function takeTurnInProject(tx: Transaction, projectId: string): Promise<void> {
  await tx.query(sql`select 1 from project where id = ${projectId} for no key update`);
}
