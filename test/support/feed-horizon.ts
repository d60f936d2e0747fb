import { Records } from './records.js';

/** Which database stands behind a server of this test file. */
const databases = new Map<string, string>();

export function noteDatabase(serverUrl: string, databaseUrl: string): void {
  databases.set(serverUrl, databaseUrl);
}

const HELD_BACK = `
  select exists (
    select 1 from resource_change c, feed_epoch e
    where c.epoch = e.epoch and c.xid >= pg_snapshot_xmin(pg_current_snapshot())
  ) as held`;

/** Waits until every committed change lies below the feed's horizon: until nothing older is open in the cluster. */
export async function waitUntilNothingIsHeldBack(serverUrl: string): Promise<void> {
  const databaseUrl = databases.get(serverUrl);
  if (databaseUrl === undefined) throw new Error(`${serverUrl} is no server of this test file.`);
  const records = await Records.open(databaseUrl);
  try {
    for (;;) {
      const [row] = await records.ask<{ held: boolean }>(HELD_BACK);
      if (row?.held !== true) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    await records.close();
  }
}
