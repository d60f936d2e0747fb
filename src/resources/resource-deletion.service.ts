import type { Permissions } from '../auth/permissions.js';
import { actorOf, type Viewer } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import type { EntryAccessService } from './entry-access.js';
import { checkSelection, EntrySelections } from './entry-selection.js';
import { removingEntries } from './removing-entries.js';
import type { DeleteResourcesInput } from './resource.input.js';
import { PointersPolicy } from './pointers-policy.js';
import { refuseInUse } from './resource-in-use.js';

/** Deleting resources: the row goes, its history stays, its bytes are condemned. */
export class ResourceDeletionService {
  private readonly selections: EntrySelections;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly access: EntryAccessService;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
      readonly purgeGraceMs: number;
    },
  ) {
    this.selections = new EntrySelections(parts);
  }

  /**
   * All or none. Answers the deleted ids, in the order of the ids that were given.
   * Errors: RESOURCE_NOT_FOUND, RESOURCE_IN_USE, INVALID_ARGUMENTS, FORBIDDEN.
   */
  async delete(viewer: Viewer, input: DeleteResourcesInput): Promise<string[]> {
    checkSelection(input);
    const { database, announcer, clock, purgeGraceMs } = this.parts;
    const deleted = await database.transaction(async (tx) => {
      const chosen = await this.selections.lock(tx, viewer, { selection: input, aim: 'DELETE' });
      const keys = chosen.map(({ project_id: projectId, id }) => ({ projectId, id }));
      if (input.onPointers === PointersPolicy.REFUSE) {
        await refuseInUse(tx, viewer.projectId, { input, ids: keys.map(({ id }) => id) });
      }
      const now = clock.now();
      const purgeAt = input.purge === true ? now : new Date(now.getTime() + purgeGraceMs);
      await tx.query(removingEntries(keys, { actor: actorOf(viewer), now, purgeAt }));
      tx.afterCommit(() => {
        announcer.announce(viewer.projectId);
      });
      return keys.map(({ id }) => id);
    });
    if (input.ids == null) return deleted;
    return [...new Set(input.ids.map((id) => id.toLowerCase()))];
  }
}
