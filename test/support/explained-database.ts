import { Database } from '../../src/database/database.js';
import { sql, type Sql } from '../../src/database/sql.js';

/** A node of what PostgreSQL says it did. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** What one statement read. */
export interface Reading {
  /** Rows of tables, those included that a filter threw away. */
  readonly rows: number;
  /** The same by table. */
  readonly byTable: Readonly<Record<string, number>>;
  /** Tables that were read from end to end. */
  readonly wholeTables: readonly string[];
  /** Indexes that were used. */
  readonly indexes: readonly string[];
}

/** Runs each statement twice, once to be told what it reads. */
export class ExplainedDatabase extends Database {
  readonly readings: Reading[] = [];

  override async statement<Row>(statement: Sql): Promise<Row[]> {
    const [plan] = await super.statement<{ readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
      sql`explain (analyze, timing off, format json) ${statement}`,
    );
    const [{ Plan: top } = { Plan: undefined }] = plan?.['QUERY PLAN'] ?? [];
    if (top === undefined) throw new Error('A statement was not explained.');
    this.readings.push(readingOf(top));
    return super.statement<Row>(statement);
  }
}

function readingOf(top: PlanNode): Reading {
  const byTable: Record<string, number> = {};
  const wholeTables: string[] = [];
  const indexes: string[] = [];
  const walk = (node: PlanNode): void => {
    const table = node['Relation Name'];
    const index = node['Index Name'];
    if (index !== undefined && node['Actual Loops'] > 0) indexes.push(index);
    if (table !== undefined) {
      const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
      byTable[table] = (byTable[table] ?? 0) + (node['Actual Rows'] + removed) * node['Actual Loops'];
      if (node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0) wholeTables.push(table);
    }
    for (const below of node.Plans ?? []) walk(below);
  };
  walk(top);
  const rows = Object.values(byTable).reduce((sum, read) => sum + read, 0);
  return { rows: Math.round(rows), byTable, wholeTables, indexes };
}
