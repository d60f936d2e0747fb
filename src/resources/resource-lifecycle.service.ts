import type { Permissions } from '../auth/permissions.js';
import { actorOf, type Viewer } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { sql, type Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { archivingEntries } from './archiving-entries.js';
import type { EntryAccessService } from './entry-access.js';
import type { EntryKey } from './entry-keys.js';
import { JOINED_SOURCE, SHOWN_COLUMNS, toEntry, type EntryRow } from './entry-row.js';
import { checkSelection, EntrySelections, type ChosenEntry, type EntrySelection } from './entry-selection.js';
import { requireTurnAtPlaces } from './place-turn.js';
import { placeName } from './resource-place.js';
import { placeOf } from './resource-row.js';
import type { ResourceEntry } from './resource.entity.js';
import { PlaceTaken } from './resource.errors.js';
import { restoringEntries } from './restoring-entries.js';

/** Putting entries away, and bringing them back. */
export class ResourceLifecycleService {
  private readonly selections: EntrySelections;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly access: EntryAccessService;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
    },
  ) {
    this.selections = new EntrySelections(parts);
  }

  /**
   * All or none. What is archived already is answered as it is. Answers in the order of the ids that were given.
   * Errors: RESOURCE_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN.
   */
  async archive(viewer: Viewer, selection: EntrySelection): Promise<ResourceEntry[]> {
    checkSelection(selection);
    return this.parts.database.transaction(async (tx) => {
      const chosen = await this.selections.lock(tx, viewer, { selection, aim: 'ARCHIVE' });
      await this.write(tx, viewer, archivingEntries(keysOf(chosen), this.by(viewer)));
      return this.answer(tx, chosen, selection);
    });
  }

  /**
   * All or none. What is not archived is answered as it is. Answers in the order of the ids that were given.
   * Errors: RESOURCE_NOT_FOUND, RESOURCE_EXISTS, OWNER_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN.
   */
  async restore(viewer: Viewer, selection: EntrySelection): Promise<ResourceEntry[]> {
    checkSelection(selection);
    return translatingConstraints({ resource_triplet_unique: () => new PlaceTaken(selection.at?.path ?? null) }, () =>
      this.parts.database.transaction(async (tx) => {
        const chosen = await this.selections.lock(tx, viewer, { selection, aim: 'RESTORE' });
        await refuseTakenPlaces(tx, chosen);
        await this.write(tx, viewer, restoringEntries(keysOf(chosen), this.by(viewer)));
        await requireTurnAtPlaces(tx, chosen.filter((row) => row.archived_at !== null).map(placeOf));
        return this.answer(tx, chosen, selection);
      }),
    );
  }

  private by(viewer: Viewer) {
    return { actor: actorOf(viewer), now: this.parts.clock.now() };
  }

  private async write(tx: Transaction, viewer: Viewer, statement: Sql): Promise<void> {
    await tx.query(statement);
    tx.afterCommit(() => {
      this.parts.announcer.announce(viewer.projectId);
    });
  }

  private async answer(
    tx: Transaction,
    chosen: readonly ChosenEntry[],
    { ids }: EntrySelection,
  ): Promise<ResourceEntry[]> {
    const [first] = chosen;
    if (first === undefined) return [];
    const rows = await tx.query<EntryRow>(sql`
      select ${SHOWN_COLUMNS} from resource r ${JOINED_SOURCE}
      where r.project_id = ${first.project_id} and r.id = any(${chosen.map((row) => row.id)}::uuid[])
      order by r.path, r.id`);
    if (ids == null) return rows.map(toEntry);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return [...new Set(ids.map((id) => id.toLowerCase()))].flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [toEntry(row)];
    });
  }
}

function keysOf(chosen: readonly ChosenEntry[]): readonly EntryKey[] {
  return chosen.map(({ project_id: projectId, id }) => ({ projectId, id }));
}

/** Says which place is taken, while all of them are held; the constraint is what refuses. Errors: RESOURCE_EXISTS. */
async function refuseTakenPlaces(tx: Transaction, chosen: readonly ChosenEntry[]): Promise<void> {
  const archived = chosen.filter((row) => row.archived_at !== null);
  const names = archived.map((row) => placeName(placeOf(row)));
  const twice = archived.find((_, index) => names.indexOf(names[index] ?? '') !== index);
  const [taken] = await tx.query<{ path: string }>(sql`
    select standing.path from resource r join resource standing on standing.project_id = r.project_id
      and standing.owner_id = r.owner_id and standing.coowner_id is not distinct from r.coowner_id
      and standing.path = r.path and standing.archived_at is null
    where (r.project_id, r.id) in (select * from unnest(
      ${archived.map((row) => row.project_id)}::text[], ${archived.map((row) => row.id)}::uuid[]))
    order by standing.path limit 1`);
  const path = taken?.path ?? twice?.path;
  if (path !== undefined) throw new PlaceTaken(path);
}
