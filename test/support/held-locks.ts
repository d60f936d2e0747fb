import { Client } from 'pg';

const WAITS = `datname = current_database() and wait_event_type = 'Lock'`;

/** A transaction of a stranger, open for as long as the test wants: it holds locks that others then wait for. */
export class HeldLocks {
  private constructor(private readonly client: Client) {}

  /** @param statements what takes the locks, e.g. "lock table stored_object in share mode" */
  static async take(databaseUrl: string, ...statements: readonly string[]): Promise<HeldLocks> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    return new HeldLocks(client);
  }

  /** Until so many connections wait for a lock. */
  async untilWaiting(count: number): Promise<void> {
    await this.until(`select count(*) >= ${count.toString()} as met from pg_stat_activity where ${WAITS}`);
  }

  /** How many connections wait for a lock. */
  async waiting(): Promise<number> {
    await this.client.query('select pg_stat_clear_snapshot()');
    const { rows } = await this.client.query(`select 1 from pg_stat_activity where ${WAITS}`);
    return rows.length;
  }

  /** The operator ends the connections that wait for a lock. */
  async endWaiting(): Promise<void> {
    await this.client.query('select pg_stat_clear_snapshot()');
    await this.client.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${WAITS}`);
  }

  /** Until the history has been looked at once more from beginning to end, by each who follows it. */
  async untilFeedLooked(): Promise<void> {
    for (let looks = 0; looks < 2; looks += 1) {
      const { rows } = await this.client.query<{ now: Date }>('select clock_timestamp()::text as now');
      await this.until(
        `select exists (
           select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
             and query like '%is_held_back%' and query_start > '${String(rows[0]?.now)}') as met`,
      );
    }
  }

  /** Lets go, without having changed anything. */
  async release(): Promise<void> {
    await this.client.query('rollback');
    await this.client.end();
  }

  /** Makes what it did true. */
  async commit(): Promise<void> {
    await this.client.query('commit');
    await this.client.end();
  }

  private async until(condition: string): Promise<void> {
    for (;;) {
      // Inside a transaction pg_stat_activity is a snapshot, unless it is told to forget it.
      await this.client.query('select pg_stat_clear_snapshot()');
      const { rows } = await this.client.query<{ met: boolean }>(condition);
      if (rows[0]?.met === true) return;
    }
  }
}
