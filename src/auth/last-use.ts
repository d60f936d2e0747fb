import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { raw, sql } from '../database/sql.js';

/** How exact a last use is kept: one write a minute and credential at most. */
const STEP_MS = 60_000;

/** A row of a credential that was just used. */
export interface UsedCredential {
  readonly project_id: string;
  readonly id: string;
  readonly last_used_at: Date | null;
}

/** Keeps when keys and tokens were last used. */
export class LastUse {
  constructor(private readonly parts: { readonly database: Database; readonly clock: Clock }) {}

  async note(table: 'thing_key' | 'access_token' | 'api_key', used: UsedCredential): Promise<void> {
    const { project_id: projectId, id, last_used_at: lastUsedAt } = used;
    const now = this.parts.clock.now();
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < STEP_MS) return;
    await this.parts.database.statement(sql`
      update ${raw(table)} set last_used_at = greatest(last_used_at, ${now})
      where project_id = ${projectId} and id = ${id}`);
  }
}
