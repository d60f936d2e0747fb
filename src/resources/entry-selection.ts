import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import { holdPlaces, lockRowsInOrder } from '../database/lock-rows.js';
import { join, sql, type Sql } from '../database/sql.js';
import { StartOver, type Transaction } from '../database/transaction.js';
import { isUuid } from '../database/uuid.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseOwnerId } from '../owners/owner-id.js';
import { OwnerNotFound } from '../owners/owner.errors.js';
import { writingForbidden, type EntryAccessService } from './entry-access.js';
import { coownerConditions, pathConditions } from './resource-filter.js';
import { placeName } from './resource-place.js';
import { placeOf, type ResourceRow } from './resource-row.js';
import { parsePlace } from './resource-write.js';
import { ResourceState } from './resource.entity.js';
import { ResourceNotFound } from './resource.errors.js';

const MAXIMUM = 1000;
const AT_MOST = 'At most 1,000 entries are archived, restored or deleted at once.';

/** Which entries a client names. */
export interface EntrySelection {
  readonly ids?: readonly string[] | null;
  readonly at?: { readonly ownerId: string; readonly coownerId?: string | null; readonly path: string } | null;
  readonly children?: boolean | null;
}

/** What is to be done with them. */
export type EntryAim = 'ARCHIVE' | 'RESTORE' | 'DELETE';

/** An entry that was chosen, without its content, which may be large. */
export type ChosenEntry = Pick<
  ResourceRow,
  'id' | 'project_id' | 'owner_id' | 'coowner_id' | 'path' | 'state' | 'archived_at'
>;

type FoundEntry = ChosenEntry & { readonly is_allowed: boolean };

/** Finds and locks the entries that a client named: all of them, or none. */
export class EntrySelections {
  constructor(private readonly parts: { readonly permissions: Permissions; readonly access: EntryAccessService }) {}

  /**
   * In the order of their ids. What is to be restored also holds its place, and its owner stays there.
   * Errors: RESOURCE_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN; OWNER_NOT_FOUND for a restore.
   */
  async lock(
    tx: Transaction,
    viewer: Viewer,
    ask: { readonly selection: EntrySelection; readonly aim: EntryAim },
  ): Promise<readonly ChosenEntry[]> {
    const { selection, aim } = ask;
    if (selection.at != null) {
      // A place that the viewer knows of, and may not change, is FORBIDDEN, whether or not anything stands there.
      await this.parts.access.refuseKnownPlace(viewer, parsePlace(viewer, selection.at), tx);
    }
    const found = await this.find(tx, viewer, ask);
    const held = aim === 'RESTORE' ? await this.holdFreePlaces(tx, found, selection) : null;
    const ids = found.map((row) => row.id);
    const locked = new Set(await lockRowsInOrder(tx, { table: 'resource', projectId: viewer.projectId, ids }));
    // Looked for again under the lock: what was moved away meanwhile is not meant any more.
    const again = await this.find(tx, viewer, ask);
    if (held === null) return again.filter((row) => locked.has(row.id));
    const isHeld = (row: ChosenEntry) => locked.has(row.id) && (row.archived_at === null || held.has(nameOf(row)));
    if (!again.every(isHeld)) throw new StartOver('resource');
    return again;
  }

  private async holdFreePlaces(
    tx: Transaction,
    found: readonly ChosenEntry[],
    selection: EntrySelection,
  ): Promise<ReadonlySet<string>> {
    const archived = found.filter((row) => row.archived_at !== null);
    const places = new Set(archived.map(nameOf));
    await holdPlaces(tx, [...places]);
    await keepOwners(tx, archived, selection.ids == null ? 'at' : 'ids');
    return places;
  }

  private async find(
    tx: Transaction,
    viewer: Viewer,
    { selection, aim }: { readonly selection: EntrySelection; readonly aim: EntryAim },
  ): Promise<readonly FoundEntry[]> {
    const { permissions } = this.parts;
    const columns = sql`r.id, r.project_id, r.owner_id, r.coowner_id, r.path, r.source_id, r.state, r.archived_at`;
    // A place is told of by the rights there; an id also by those on the source of a pointer.
    const isKnown =
      selection.ids != null ? permissions.knownEntries(viewer, 'r') : permissions.readableEntries(viewer, 'r');
    const where = join([isKnown, ...conditionsOf(selection, aim)], ' and ');
    const isAllowed =
      aim === 'DELETE' ? permissions.removableEntries(viewer, 'r') : permissions.writableEntries(viewer, 'r');
    // Of several that were archived at one place, a restore of the place brings back the newest.
    const chosen =
      selection.at != null && aim === 'RESTORE'
        ? sql`select distinct on (r.path) ${columns} from resource r where ${where} order by r.path, r.archived_at desc, r.id desc`
        : sql`select ${columns} from resource r where ${where}`;
    const rows = await tx.query<FoundEntry>(sql`
      select r.*, ${isAllowed} as is_allowed
      from (${chosen}) r order by r.id limit ${MAXIMUM + 1}`);
    if (rows.length > MAXIMUM) throw new InvalidArguments('children', AT_MOST, { maximum: MAXIMUM });
    requireAll(rows, selection);
    const kept = rows.find((row) => !row.is_allowed);
    if (kept !== undefined) throw writingForbidden(kept.owner_id, kept.path);
    return aim === 'ARCHIVE' ? withContent(rows, selection) : rows;
  }
}

/** Before anything is asked. Errors: INVALID_ARGUMENTS. */
export function checkSelection({ ids, at }: EntrySelection): void {
  if ((ids == null) === (at == null)) {
    throw new InvalidArguments('ids', 'Give exactly one of ids and at.', { properties: ['ids', 'at'] });
  }
  if (ids != null && ids.length > MAXIMUM) throw new InvalidArguments('ids', AT_MOST, { maximum: MAXIMUM });
}

function conditionsOf({ ids, at, children }: EntrySelection, aim: EntryAim): readonly Sql[] {
  if (at == null) return [sql`r.id = any(${(ids ?? []).filter(isUuid)}::uuid[])`];
  return [
    sql`r.owner_id = ${parseOwnerId(at.ownerId, 'ownerId')}`,
    // A place is that of the live one, except for who wants back what was archived there.
    aim === 'RESTORE' ? sql`r.archived_at is not null` : sql`r.archived_at is null`,
    ...coownerConditions(at.coownerId ?? null),
    ...pathConditions({ path: at.path, children }),
  ];
}

/** Errors: RESOURCE_NOT_FOUND. Below a path there may be nothing. */
function requireAll(rows: readonly ChosenEntry[], { ids, at, children }: EntrySelection): void {
  const found = new Set(rows.map((row) => row.id));
  const missing = ids?.find((id) => !found.has(id.toLowerCase()));
  if (missing !== undefined) throw new ResourceNotFound(missing, 'ids');
  if (rows.length === 0 && at != null && children !== true) throw new ResourceNotFound(`at ${at.path}`, 'at');
}

/** What awaits its first bytes is no content yet: left out below a path, refused where it was named. */
function withContent<Entry extends ChosenEntry>(
  rows: readonly Entry[],
  { ids, at, children }: EntrySelection,
): readonly Entry[] {
  if (at != null && children === true) return rows.filter((row) => row.state === ResourceState.READY);
  const awaiting = rows.find((row) => row.state === ResourceState.AWAITING_UPLOAD);
  if (awaiting === undefined) return rows;
  throw new InvalidArguments(
    ids == null ? 'at' : 'ids',
    `${awaiting.path} still awaits its first upload: there is nothing to archive. Delete it to give the upload up.`,
  );
}

/** Nothing comes back to an owner that was deleted, nor to one that is deleted meanwhile. Errors: OWNER_NOT_FOUND. */
async function keepOwners(tx: Transaction, entries: readonly ChosenEntry[], property: string): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  const owners = await tx.query<{ id: string; deleted_at: Date | null }>(sql`
    select id, deleted_at from owner
    where project_id = ${first.project_id} and id = any(${entries.map((entry) => entry.owner_id)}::text[])
    order by id for key share`);
  const deleted = owners.find((owner) => owner.deleted_at !== null);
  if (deleted !== undefined) throw new OwnerNotFound(deleted.id, property);
}

function nameOf(entry: ChosenEntry): string {
  return placeName(placeOf(entry));
}
