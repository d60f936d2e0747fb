import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { hashApiKey } from './api-key.js';
import type { ApiKeyInUse } from './caller.js';
import type { LastUse, UsedCredential } from './last-use.js';
import type { Viewer } from './viewer.js';

/** An API key that is missing or does not hold; the property tells it from a login that does not. */
class ApiKeyRefused extends Unauthenticated {
  override readonly property = 'x-api-key';
}

/** Whether the API key of a request holds. */
export class ApiKeys {
  constructor(private readonly parts: { readonly database: Database; readonly lastUse: LastUse }) {}

  /** Errors: UNAUTHENTICATED when the key is none, none of the viewer's project, or missing where one is needed. */
  async check(
    key: string | undefined,
    asked: { readonly viewer: Viewer | null; readonly isRequired: boolean },
  ): Promise<ApiKeyInUse | null> {
    const shown = key?.trim() ?? '';
    if (shown === '') {
      if (asked.isRequired) throw new ApiKeyRefused('Send the API key of the project too, as x-api-key.');
      return null;
    }
    const [found] = await this.parts.database.statement<UsedCredential>(sql`
      select project_id, id, last_used_at from api_key where key_hash = ${hashApiKey(shown)}`);
    // A key of another project answers like one that there is not: nobody learns that it is one.
    if (found === undefined || (asked.viewer !== null && asked.viewer.projectId !== found.project_id)) {
      throw new ApiKeyRefused('The API key is unknown or was revoked.');
    }
    await this.parts.lastUse.note('api_key', found);
    return { projectId: found.project_id, id: found.id };
  }
}
