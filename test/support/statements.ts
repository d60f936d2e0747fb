import { Client } from 'pg';

/** Runs the work and answers the SQL that this process sent to PostgreSQL meanwhile, in order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements: string[] = [];
  const asked = Object.getOwnPropertyDescriptor(Client.prototype, 'query');
  if (asked === undefined) throw new Error('pg keeps its query elsewhere.');
  const query = asked.value as (this: unknown, ...parts: unknown[]) => unknown;
  const heard = function (this: unknown, ...parts: unknown[]): unknown {
    statements.push(typeof parts[0] === 'string' ? parts[0] : JSON.stringify(parts[0]));
    return query.apply(this, parts);
  };
  Object.defineProperty(Client.prototype, 'query', { ...asked, value: heard });
  try {
    await work();
  } finally {
    Object.defineProperty(Client.prototype, 'query', asked);
  }
  return statements;
}

/** What the clock asks by itself meanwhile, in the same process: it claims what is due, and looks for bytes. */
const OF_THE_CLOCK = /skip locked|\bstate = '(CONDEMNED|AWAITED)'|\bowner_removal\b|\bjob_run\b/;

/** Those of the statements that read a table, besides those of the clock. */
export function reading(table: string, statements: readonly string[]): readonly string[] {
  return statements.filter(
    (statement) => new RegExp(`\\b(from|join) ${table}\\b`).test(statement) && !OF_THE_CLOCK.test(statement),
  );
}
