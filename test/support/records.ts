import { Client } from 'pg';

/** Looks into the database of a test, beside the API. */
export class Records {
  private constructor(private readonly client: Client) {}

  static async open(url: string): Promise<Records> {
    const client = new Client({ connectionString: url });
    await client.connect();
    return new Records(client);
  }

  async ask<Row extends object>(statement: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    const { rows } = await this.client.query<Row>(statement, [...values]);
    return rows;
  }

  /** The history of one resource, oldest first. */
  async history(resourceId: string): Promise<readonly HistoryRow[]> {
    return this.ask<HistoryRow>(
      `select action, changed, version, actor_kind, actor_id, details, data, metadata
       from resource_change where resource_id = $1 order by epoch, xid, resource_change.seq`,
      resourceId,
    );
  }

  /** What becomes of the bytes of a key: AWAITED, STORED or CONDEMNED; null when no row knows them. */
  async stateOf(key: string): Promise<string | null> {
    const [row] = await this.ask<{ state: string }>('select state from stored_object where key = $1', key);
    return row?.state ?? null;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

/** One change, as the history keeps it. */
export interface HistoryRow {
  readonly action: string;
  readonly changed: readonly string[];
  readonly version: number;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly data: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
}
