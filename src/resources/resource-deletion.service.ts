import type { Permissions } from '../auth/permissions.js';
import { actorOf, type Viewer } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import { recordingChanges } from '../changes/record-changes.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { lockRowsInOrder } from '../database/lock-rows.js';
import { join, sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseOwnerId } from '../owners/owner-id.js';
import { writingForbidden, type EntryAccessService } from './entry-access.js';
import { coownerConditions, pathConditions } from './resource-filter.js';
import { isUuid } from '../database/uuid.js';
import type { ResourceRow } from './resource-row.js';
import { parsePlace } from './resource-write.js';
import { ResourceNotFound } from './resource.errors.js';
import type { DeleteResourcesInput } from './resource.input.js';
import { PointersPolicy } from './pointers-policy.js';
import { refuseInUse } from './resource-in-use.js';
import { condemningObjects } from './stored-object.js';

const MAXIMUM = 1000;

type ChosenRow = Pick<ResourceRow, 'id' | 'owner_id' | 'path'> & { readonly is_removable: boolean };

/** Deleting resources: the row goes, its history stays, its bytes are condemned. */
export class ResourceDeletionService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly access: EntryAccessService;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
      readonly purgeGraceMs: number;
    },
  ) {}

  /**
   * All or none. Answers the deleted ids, in the order of the ids that were given.
   * Errors: RESOURCE_NOT_FOUND, RESOURCE_IN_USE, INVALID_ARGUMENTS, FORBIDDEN.
   */
  async delete(viewer: Viewer, input: DeleteResourcesInput): Promise<string[]> {
    checkSelection(input);
    const deleted = await this.parts.database.transaction(async (tx) => {
      await this.refuseKnownPlace(tx, viewer, input);
      const ids = (await this.select(tx, viewer, input)).map((row) => row.id);
      const locked = await lockRowsInOrder(tx, { table: 'resource', projectId: viewer.projectId, ids });
      // Selected again under the lock: what was moved away meanwhile is not meant any more.
      const isLocked = new Set(locked);
      const chosen = (await this.select(tx, viewer, input)).filter((row) => isLocked.has(row.id));
      const kept = chosen.find((row) => !row.is_removable);
      if (kept !== undefined) throw writingForbidden(kept.owner_id, kept.path);
      const chosenIds = chosen.map((row) => row.id);
      if (input.onPointers === PointersPolicy.REFUSE)
        await refuseInUse(tx, viewer.projectId, { input, ids: chosenIds });
      await this.remove(tx, viewer, { ids: chosenIds, purge: input.purge === true });
      return chosenIds;
    });
    if (input.ids == null) return deleted;
    return [...new Set(input.ids.map((id) => id.toLowerCase()))];
  }

  /** A place that the viewer knows of, and may not change, is FORBIDDEN, whether or not anything stands there. */
  private async refuseKnownPlace(tx: Transaction, viewer: Viewer, { at }: DeleteResourcesInput): Promise<void> {
    if (at != null) await this.parts.access.refuseKnownPlace(viewer, parsePlace(viewer, at), tx);
  }

  /** Without their content, which may be large. In the order of their ids. */
  private async select(tx: Transaction, viewer: Viewer, input: DeleteResourcesInput): Promise<ChosenRow[]> {
    const { ids, at } = input;
    const chosen =
      ids != null
        ? [sql`r.id = any(${ids.filter(isUuid)}::uuid[])`]
        : [
            sql`r.owner_id = ${parseOwnerId(at?.ownerId ?? '', 'ownerId')} and r.archived_at is null`,
            ...coownerConditions(at?.coownerId ?? null),
            ...pathConditions({ path: at?.path, children: input.children }),
          ];
    // A place is told of by the rights there; an id also by those on the source of a pointer.
    const { permissions } = this.parts;
    const isKnown = ids != null ? permissions.knownEntries(viewer, 'r') : permissions.readableEntries(viewer, 'r');
    const isRemovable = permissions.removableEntries(viewer, 'r');
    const rows = await tx.query<ChosenRow>(sql`
      select r.id, r.owner_id, r.path, ${isRemovable} as is_removable
      from resource r where ${join([isKnown, ...chosen], ' and ')}
      order by r.id limit ${MAXIMUM + 1}`);
    if (rows.length > MAXIMUM) {
      throw new InvalidArguments('children', 'At most 1,000 resources are deleted at once.', { maximum: MAXIMUM });
    }
    const found = new Set(rows.map((row) => row.id));
    const missing = ids?.find((id) => !found.has(id.toLowerCase()));
    if (missing !== undefined) throw new ResourceNotFound(missing, 'ids');
    if (rows.length === 0 && at != null && input.children !== true) throw new ResourceNotFound(`at ${at.path}`, 'at');
    return rows;
  }

  private async remove(
    tx: Transaction,
    viewer: Viewer,
    what: { readonly ids: readonly string[]; readonly purge: boolean },
  ): Promise<void> {
    const now = this.parts.clock.now();
    const purgeAt = what.purge ? now : new Date(now.getTime() + this.parts.purgeGraceMs);
    const ofThese = sql`project_id = ${viewer.projectId} and resource_id = any(${what.ids}::uuid[])`;
    await tx.query(sql`
      with removed as (
        delete from resource where project_id = ${viewer.projectId} and id = any(${what.ids}::uuid[]) returning *
      ),
      condemned as (${condemningObjects(ofThese, purgeAt)}),
      pointed as (
        update source_reference f set path = removed.path, type = removed.type, kind = removed.kind from removed
        where f.project_id = removed.project_id and f.resource_id = removed.id
      ),
      change as (
        select project_id, id, owner_id, coowner_id, path, type, kind, data, details, source_id, metadata,
          created_at, data_created_at, archive_at, delete_at, archived_at, array['deletedAt'] as changed, version + 1 as version,
          greatest(${now}::timestamptz, updated_at + interval '1 millisecond') as updated_at,
          greatest(${now}::timestamptz, updated_at + interval '1 millisecond') as deleted_at
        from removed where state = 'READY' order by id
      )
      ${recordingChanges({ from: 'change', action: 'DELETED', actor: actorOf(viewer), deletes: true })}`);
    tx.afterCommit(() => {
      this.parts.announcer.announce(viewer.projectId);
    });
  }
}

function checkSelection({ ids, at }: DeleteResourcesInput): void {
  if ((ids == null) === (at == null)) {
    throw new InvalidArguments('ids', 'Give exactly one of ids and at.', { properties: ['ids', 'at'] });
  }
  if (ids != null && ids.length > MAXIMUM) {
    throw new InvalidArguments('ids', 'At most 1,000 resources are deleted at once.', { maximum: MAXIMUM });
  }
}
