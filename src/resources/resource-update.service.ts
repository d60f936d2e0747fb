import type { Permissions } from '../auth/permissions.js';
import { actorOf, type Viewer } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import { recordingChanges } from '../changes/record-changes.js';
import type { Clock } from '../clock/clock.js';
import { translatingConstraints } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { holdPlaces, lockRowsInOrder, STAMP } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import { StartOver, type Transaction } from '../database/transaction.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseMimeType } from '../media/mime-type.js';
import { parseMetadata } from '../request/metadata.js';
import { writingForbidden, type EntryAccessService } from './entry-access.js';
import { parseDirectives } from './entry-directives.js';
import { JOINED_SOURCE, SHOWN_COLUMNS, toEntry, type EntryRow } from './entry-row.js';
import { namesOfChanged } from './changed-members.js';
import { parseDataCreatedAt } from './data-created-at.js';
import { changedInlineContent } from './inline-content.js';
import { parseJsonData } from './json-data.js';
import { isUuid } from '../database/uuid.js';
import { isStoredKind, kindOfFile } from './resource-kind.js';
import { breaksFilesFolder, isAtOrBelow, parseResourcePath } from './resource-path.js';
import { requireTurnAtPlaces } from './place-turn.js';
import { placeName } from './resource-place.js';
import { isStoredFile, placeOf, type ResourceRow } from './resource-row.js';
import { ResourceState, type ResourceEntry } from './resource.entity.js';
import { ResourceArchived, ResourceExists, ResourceNotFound, VersionConflict } from './resource.errors.js';
import type { UpdateResourceInput } from './resource.input.js';

/** The members of a resource that a client may change, as they are to be. */
type Members = Pick<
  ResourceRow,
  'path' | 'type' | 'kind' | 'data' | 'metadata' | 'data_created_at' | 'archive_at' | 'delete_at'
>;

/** Changing resources. */
export class ResourceUpdateService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly access: EntryAccessService;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
    },
  ) {}

  /**
   * What is left out stays; an update that changes nothing adds no history.
   * Errors: RESOURCE_NOT_FOUND, RESOURCE_ARCHIVED, RESOURCE_EXISTS, VERSION_CONFLICT, INVALID_ARGUMENTS, FORBIDDEN.
   */
  async update(viewer: Viewer, input: UpdateResourceInput): Promise<ResourceEntry> {
    if (!isUuid(input.id)) throw new ResourceNotFound(input.id);
    const change = parseUpdate(input, this.parts.clock.now());
    return translatingConstraints({ resource_triplet_unique: () => new ResourceExists(change.path ?? '') }, () =>
      this.parts.database.transaction((tx) => this.change(tx, viewer, { input, change })),
    );
  }

  private async change(
    tx: Transaction,
    viewer: Viewer,
    ask: { readonly input: UpdateResourceInput; readonly change: ParsedUpdate },
  ): Promise<ResourceEntry> {
    const { input, change } = ask;
    const before = await this.find(tx, viewer, input.id);
    if (change.path !== undefined && change.path !== before.path) {
      await holdPlaces(tx, [placeName(placeOf(before)), placeName({ ...placeOf(before), path: change.path })]);
    }
    await lockRowsInOrder(tx, { table: 'resource', projectId: before.project_id, ids: [before.id] });
    const row = await this.find(tx, viewer, input.id);
    if (row.path !== before.path) throw new StartOver('resource');
    if (!row.is_writable) throw writingForbidden(row.owner_id, row.path);
    if (row.archived_at !== null) throw new ResourceArchived(row.id);
    if (input.ifVersion != null && input.ifVersion !== row.version) throw new VersionConflict(row.version);
    const members = changedMembers(row, change);
    const changed = namesOfChanged(row, members);
    if (changed.length === 0) return toEntry(row);
    if (changed.includes('path')) {
      // As for a new entry: at both owners, or a co-owner could bring it to where others read the main owner's.
      await this.parts.access.requireCreatable(viewer, { ...placeOf(row), path: members.path }, tx);
      await checkMove(tx, row, members.path);
    }
    return this.write(tx, viewer, { row, members, changed });
  }

  private async find(tx: Transaction, viewer: Viewer, id: string): Promise<FoundRow> {
    const { permissions } = this.parts;
    const [row] = await tx.query<FoundRow>(sql`
      select ${SHOWN_COLUMNS}, ${permissions.writableEntries(viewer, 'r')} as is_writable
      from resource r ${JOINED_SOURCE}
      where ${permissions.knownEntries(viewer, 'r')} and r.id = ${id}`);
    if (row === undefined) throw new ResourceNotFound(id);
    return row;
  }

  private async write(
    tx: Transaction,
    viewer: Viewer,
    write: { readonly row: ResourceRow; readonly members: Members; readonly changed: readonly string[] },
  ): Promise<ResourceEntry> {
    const { row, members, changed } = write;
    // What happens before the first content is there adds no history: the entry is not seen yet.
    const recorded =
      row.state === ResourceState.AWAITING_UPLOAD
        ? intending(row, { members, changed })
        : recordingChanges({ from: 'change', action: 'UPDATED', actor: actorOf(viewer), movesPaths: true });
    const [written] = await tx.query<EntryRow>(sql`
      with written as (
        update resource set path = ${members.path}, type = ${members.type}, kind = ${members.kind},
          data = ${members.data === null ? null : JSON.stringify(members.data)}::jsonb,
          metadata = ${JSON.stringify(members.metadata)}::jsonb, data_created_at = ${members.data_created_at},
          archive_at = ${members.archive_at}, delete_at = ${members.delete_at},
          updated_at = greatest(${this.parts.clock.now()}::timestamptz, updated_at + interval '1 millisecond'),
          version = version + 1, ${STAMP}
        where project_id = ${row.project_id} and id = ${row.id} returning *
      ),
      change as (
        select *, ${changed}::text[] as changed, nullif(${row.path}::text, path) as previous_path from written
      ),
      recorded as (${recorded})
      select ${SHOWN_COLUMNS} from written r ${JOINED_SOURCE}`);
    if (written === undefined) throw new ResourceNotFound(row.id);
    if (written.path !== row.path) await requireTurnAtPlaces(tx, [placeOf(written)]);
    tx.afterCommit(() => {
      this.parts.announcer.announce(row.project_id);
    });
    return toEntry(written);
  }
}

type FoundRow = EntryRow & { readonly is_writable: boolean };

type ParsedUpdate = ReturnType<typeof parseUpdate>;

function parseUpdate(input: UpdateResourceInput, now: Date) {
  for (const property of ['path', 'type', 'data', 'text'] as const) {
    if (input[property] === null)
      throw new InvalidArguments(property, `The ${property} cannot be removed, only replaced.`);
  }
  if (input.data !== undefined && input.text !== undefined) {
    throw new InvalidArguments('text', 'Give data or text, not both.', { properties: ['data', 'text'] });
  }
  if (input.metadata !== undefined && input.mergeMetadata != null) {
    throw new InvalidArguments('mergeMetadata', 'Give metadata, which replaces, or mergeMetadata, not both.');
  }
  return {
    path: input.path == null ? undefined : parseResourcePath(input.path),
    type: input.type == null ? undefined : parseMimeType(input.type),
    data: input.data === undefined ? undefined : parseJsonData(input.data),
    text: input.text ?? undefined,
    metadata: input.metadata === undefined ? undefined : parseMetadata(input.metadata),
    mergeMetadata: input.mergeMetadata ?? {},
    /** Null: when the record was made. */
    dataCreatedAt: input.dataCreatedAt == null ? input.dataCreatedAt : parseDataCreatedAt(input.dataCreatedAt, now),
    archiveAt: input.archiveAt,
    deleteAt: input.deleteAt,
  };
}

function changedMembers(row: ResourceRow, change: ParsedUpdate): Members {
  if (row.source_id !== null) refuseContentOfPointer(change);
  const path = change.path ?? row.path;
  return {
    path,
    ...changedContent(row, change, path),
    metadata: merged(change.metadata ?? row.metadata, change.mergeMetadata),
    data_created_at: change.dataCreatedAt === null ? row.created_at : (change.dataCreatedAt ?? row.data_created_at),
    ...changedDirectives(row, change),
  };
}

function changedContent(row: ResourceRow, change: ParsedUpdate, path: string): Pick<Members, 'type' | 'kind' | 'data'> {
  if (!isStoredKind(row.kind)) {
    const { type, kind, value } = changedInlineContent({ ...row, value: row.data }, change, path);
    return { type, kind, data: value };
  }
  const property = change.data !== undefined ? 'data' : change.text !== undefined ? 'text' : null;
  if (property !== null) {
    throw new InvalidArguments(
      property,
      'This resource is a file: upload new bytes with requestUpload and replace: true.',
    );
  }
  const type = change.type ?? row.type;
  return { type, kind: kindOfFile(type), data: row.data };
}

function changedDirectives(row: ResourceRow, change: ParsedUpdate): Pick<Members, 'archive_at' | 'delete_at'> {
  const { archiveAt = row.archive_at, deleteAt = row.delete_at } = change;
  const directives = parseDirectives({ archiveAt, deleteAt });
  return { archive_at: directives.archiveAt, delete_at: directives.deleteAt };
}

function refuseContentOfPointer(change: ParsedUpdate): void {
  const property = (['type', 'data', 'text'] as const).find((name) => change[name] !== undefined);
  if (property === undefined) return;
  throw new InvalidArguments(property, 'A pointer shows the file of its source: change the source.');
}

function merged(metadata: Readonly<Record<string, unknown>>, additions: Readonly<Record<string, unknown>>) {
  const kept = Object.entries({ ...metadata, ...additions }).filter(([key]) => additions[key] !== null);
  return { ...parseMetadata(Object.fromEntries(kept), 'mergeMetadata') };
}

/** On a device or group nothing moves into, out of, or within "files" but a stored file from name to name. */
async function checkMove(tx: Transaction, row: ResourceRow, path: string): Promise<void> {
  if (!isAtOrBelow(row.path, 'files') && !isAtOrBelow(path, 'files')) return;
  const parsed = parseResourcePath(path);
  const isStored = isStoredFile(row);
  const staysInside = isAtOrBelow(row.path, 'files') && isAtOrBelow(path, 'files');
  if (staysInside && !breaksFilesFolder(parsed, isStored)) return;
  const [owner] = await tx.query<{ kind: string }>(sql`
    select kind from owner where project_id = ${row.project_id} and id = ${row.owner_id}`);
  if (owner?.kind === 'DEVICE' || owner?.kind === 'GROUP') {
    throw new InvalidArguments('path', 'On a device or group nothing moves into or out of "files".');
  }
}

/** What is set on an entry that waits for its bytes is what they are to make of it, whichever upload brings them. */
function intending(row: ResourceRow, set: { readonly members: Members; readonly changed: readonly string[] }): Sql {
  const { type, metadata, data_created_at: dataCreatedAt, archive_at: archiveAt, delete_at: deleteAt } = set.members;
  const touchesDirectives = set.changed.includes('archiveAt') || set.changed.includes('deleteAt');
  const intent = [
    ...Object.entries({ type, metadata, dataCreatedAt }).filter(([name]) => set.changed.includes(name)),
    ...(touchesDirectives ? [['directives', { archiveAt, deleteAt }] as const] : []),
  ];
  return sql`
    update stored_object set intent = intent || ${JSON.stringify(Object.fromEntries(intent))}::jsonb
    where project_id = ${row.project_id} and resource_id = ${row.id} and state = 'AWAITED'`;
}
