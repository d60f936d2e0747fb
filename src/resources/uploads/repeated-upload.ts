import type { Viewer } from '../../auth/viewer.js';
import type { Database } from '../../database/database.js';
import { sql } from '../../database/sql.js';
import type { EntryAccessService } from '../entry-access.js';
import { RememberedResourceGone } from '../idempotency.errors.js';
import type { IdempotencyService } from '../idempotency.service.js';
import type { Effect } from '../repeatable-request.js';
import { ResourceArchived } from '../resource.errors.js';
import { Resource } from '../resource.entity.js';
import { toStoredObject, type StoredObject, type StoredObjectRow } from './stored-object.js';

/** An upload that was requested before. */
export interface RepeatedUpload {
  readonly object: StoredObject;
  readonly resource: Resource;
}

/** Requests for an upload that come again: the same upload, for a URL that is made anew. */
export class RepeatedUploads {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly access: EntryAccessService;
      readonly requests: IdempotencyService;
    },
  ) {}

  /**
   * The upload, awaited for as long as its new URL is to work; one that has its bytes is answered as it is, so that who
   * sends them again is told that they are there. Null when it was given up. A URL is a right to write, so this right is
   * asked anew. Errors: RESOURCE_NOT_FOUND, RESOURCE_ARCHIVED, FORBIDDEN.
   */
  async find(viewer: Viewer, effect: Effect, expiresAt: Date): Promise<RepeatedUpload | null> {
    const resource = await this.parts.requests.entry(viewer, effect);
    if (!(resource instanceof Resource)) throw new RememberedResourceGone();
    await this.parts.access.requireWritable(viewer, resource);
    if (resource.archivedAt !== null) throw new ResourceArchived(resource.id);
    const [row] = await this.parts.database.statement<StoredObjectRow>(sql`
      with awaited as (
        update stored_object set expires_at = greatest(expires_at, ${expiresAt}::timestamptz)
        where project_id = ${viewer.projectId} and id = ${effect.uploadId} and state = 'AWAITED' returning *
      )
      select * from awaited
      union all
      select * from stored_object
      where project_id = ${viewer.projectId} and id = ${effect.uploadId} and size is not null`);
    return row === undefined ? null : { object: toStoredObject(row), resource };
  }
}
