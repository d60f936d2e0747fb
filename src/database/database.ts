import type { DataSource, EntityManager } from 'typeorm';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { databaseErrorCode, naming } from './outage.js';
import { runStatement } from './run-statement.js';
import { sql, type Sql } from './sql.js';
import { StartOver, Transaction } from './transaction.js';

const DEADLOCK = '40P01';
const ATTEMPTS = 8;

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
   * that a younger transaction had changed (see lock-rows.ts): it must touch nothing but the transaction.
   * Errors: those of the work; SERVICE_UNAVAILABLE, also when others were faster again and again.
   */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      const afterCommit: (() => void)[] = [];
      try {
        const result = await naming(() =>
          this.source.transaction((manager) => work(new Transaction(manager, afterCommit))),
        );
        for (const callback of afterCommit) callback();
        return result;
      } catch (cause) {
        const again = cause instanceof StartOver || databaseErrorCode(cause) === DEADLOCK;
        if (!again) throw cause;
        if (attempt === ATTEMPTS) throw new ServiceUnavailable('PostgreSQL', cause);
      }
    }
  }
}
