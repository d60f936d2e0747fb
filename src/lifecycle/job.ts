/** One clocked task. A run does one batch and answers whether there may be more; a crash in it loses nothing. */
export interface Job {
  readonly name: string;
  /** How often it looks, in milliseconds. */
  readonly everyMs: number;
  run(): Promise<{ readonly hasMore: boolean }>;
}
