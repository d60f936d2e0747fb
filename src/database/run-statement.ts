import { naming } from './outage.js';
import type { Sql } from './sql.js';

/** What TypeORM runs statements with: a data source, or the manager of a transaction. */
interface Runner {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** The rows of one statement. Errors: SERVICE_UNAVAILABLE; those of PostgreSQL. */
export async function runStatement<Row>(runner: Runner, statement: Sql): Promise<Row[]> {
  const answer = (await naming(() => runner.query(statement.text, statement.values))) as Row[] | [Row[], number];
  // To an update or a delete TypeORM answers its rows and how many they are, to anything else its rows.
  return Array.isArray(answer[0]) ? answer[0] : (answer as Row[]);
}
