import type { DataSource, EntityManager } from 'typeorm';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { keepOtherWritersOut } from './lock-rows.js';
import { databaseErrorCode, naming } from './outage.js';
import { runStatement } from './run-statement.js';
import { sql, type Sql } from './sql.js';
import { StartOver, Transaction, type OrderedTable } from './transaction.js';

const DEADLOCK = '40P01';
const ATTEMPTS = 8;
const ATTEMPTS_AMONG_OTHERS = 3;

/** The one way to PostgreSQL for everything above. */
export class Database {
  constructor(private readonly source: DataSource) {}

  /** For reads through entities. */
  get read(): EntityManager {
    return this.source.manager;
  }

  /** Is PostgreSQL there? Errors: SERVICE_UNAVAILABLE. */
  async check(): Promise<void> {
    await this.statement(sql`select 1`);
  }

  /** A read, or a single statement that is its own transaction and writes row and change together. */
  async statement<Row>(statement: Sql): Promise<Row[]> {
    return runStatement<Row>(this.source, statement);
  }

  /**
   * Runs the work in one transaction. It runs again from its beginning after a deadlock, and when it came to a row
   * that a younger transaction had changed (see lock-rows.ts): it must touch nothing but the transaction. When others
   * were faster again and again it has the table to itself.
   * Errors: those of the work; SERVICE_UNAVAILABLE, also when it could not have its turn.
   */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    let contested: OrderedTable | null = null;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work, attempt > ATTEMPTS_AMONG_OTHERS ? contested : null);
      } catch (cause) {
        if (cause instanceof StartOver) contested = cause.table;
        else if (databaseErrorCode(cause) !== DEADLOCK) throw cause;
        if (attempt === ATTEMPTS) throw new ServiceUnavailable('PostgreSQL', cause);
      }
    }
  }

  private async attempt<Result>(
    work: (tx: Transaction) => Promise<Result>,
    forItself: OrderedTable | null,
  ): Promise<Result> {
    const afterCommit: (() => void)[] = [];
    const result = await naming(() =>
      this.source.transaction(async (manager) => {
        const tx = new Transaction(manager, afterCommit);
        if (forItself !== null) await keepOtherWritersOut(tx, forItself);
        return work(tx);
      }),
    );
    for (const callback of afterCommit) callback();
    return result;
  }
}
