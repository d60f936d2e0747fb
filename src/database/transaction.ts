import type { EntityManager } from 'typeorm';
import { runStatement } from './run-statement.js';
import type { Sql } from './sql.js';

/** The tables whose rows carry the epoch and transaction of their last change. */
export type OrderedTable = 'resource';

/** Thrown inside a transaction that must run again from its beginning: another has changed a row of the table before it. */
export class StartOver extends Error {
  constructor(readonly table: OrderedTable) {
    super(`Others were faster with a row of ${table}.`);
  }
}

/** Proof that a transaction is open: only `Database.transaction` hands one out. */
export class Transaction {
  readonly #afterCommit: (() => void)[];

  constructor(
    readonly manager: EntityManager,
    afterCommit: (() => void)[],
  ) {
    this.#afterCommit = afterCommit;
  }

  async query<Row>(statement: Sql): Promise<Row[]> {
    return runStatement<Row>(this.manager, statement);
  }

  /** Called once the work is durable; never when it was rolled back. Must not throw. */
  afterCommit(callback: () => void): void {
    this.#afterCommit.push(callback);
  }
}
