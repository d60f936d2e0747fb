import type { Sql } from '../database/sql.js';

/** One clocked task. A run does one batch and answers whether there may be more; a crash in it loses nothing. */
export interface Job {
  readonly name: string;
  /** How often it looks, in milliseconds. */
  readonly everyMs: number;
  /** How soon it looks after the start, and again after a failure, in milliseconds; as often as else when left out. */
  readonly soonMs?: number;
  /** How long it leaves the server to others between two batches, in milliseconds; not at all when left out. */
  readonly restMs?: number;
  /** A query with a row for each thing of the project that waits for it now; left out where nothing waits one by one. */
  due?(projectId: string): Sql;
  /** @param ending aborted when the server stops: a long batch ends early then, and the rest is done at another time */
  run(ending?: AbortSignal): Promise<{ readonly hasMore: boolean }>;
}
