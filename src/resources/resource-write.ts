import type { Actor, Viewer } from '../auth/viewer.js';
import { recordingChanges } from '../changes/record-changes.js';
import { placeLock } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseOwnerId } from '../owners/owner-id.js';
import type { Metadata } from '../request/metadata.js';
import type { EntryDirectives } from './entry-directives.js';
import type { ResourceKind } from './resource-kind.js';
import { breaksFilesFolder, parseResourcePath, type ResourcePath } from './resource-path.js';
import { placeName } from './resource-place.js';
import type { ResourceState } from './resource.entity.js';

/** Where a resource is to lie: parsed. */
export interface ParsedPlace {
  readonly projectId: string;
  readonly ownerId: string;
  readonly coownerId: string | null;
  readonly path: ResourcePath;
}

/** Errors: INVALID_ARGUMENTS ownerId, coownerId, path. Whether the viewer may write there is asked in SQL. */
export function parsePlace(
  viewer: Viewer,
  triplet: { readonly ownerId: string; readonly coownerId?: string | null; readonly path: string },
): ParsedPlace {
  return {
    projectId: viewer.projectId,
    ownerId: parseOwnerId(triplet.ownerId, 'ownerId'),
    coownerId: triplet.coownerId == null ? null : parseOwnerId(triplet.coownerId, 'coownerId'),
    path: parseResourcePath(triplet.path),
  };
}

/** A row that is to be made. */
export interface NewResource {
  readonly id: string;
  readonly place: ParsedPlace;
  readonly type: string;
  readonly kind: ResourceKind;
  readonly state: ResourceState;
  /** Has it bytes of its own? */
  readonly isStored: boolean;
  /** A JSON or text value; null for files. */
  readonly data: unknown;
  readonly details: object | null;
  readonly objectId: string | null;
  /** Whose file it shows, when it is a pointer. */
  readonly sourceId?: string;
  readonly metadata: Metadata;
  readonly dataCreatedAt: Date;
  readonly directives: EntryDirectives;
  /** What the named file of a device or group is. */
  readonly named?: { readonly class: string; readonly format: string | null };
  readonly now: Date;
}

/**
 * The one statement that makes a resource: it holds the place, asks for the right, looks for the owners, writes the row
 * and (when `actor` is given) the history row, and answers the row; no row when something of it does not hold.
 */
export function insertingResource(
  row: NewResource,
  { mayCreate, actor }: { readonly mayCreate: Sql; readonly actor: Actor | null },
): Sql {
  const { place } = row;
  const notInFiles = breaksFilesFolder(place.path, row.isStored);
  const content = row.sourceId !== undefined ? 'source' : row.isStored ? 'file' : 'data';
  const recorded = actor === null ? sql`select 1` : recordingChanges({ from: 'change', action: 'CREATED', actor });
  return sql`
    with held as materialized (select ${placeLock(placeName(place))}),
    standing as materialized (
      select o.id from held, owner o
      where o.project_id = ${place.projectId} and o.id = ${place.ownerId} and o.deleted_at is null
        and not (${notInFiles} and o.kind in ('DEVICE', 'GROUP')) and ${mayCreate}
        and (${place.coownerId}::text is null or exists (
          select 1 from owner c where c.project_id = o.project_id and c.id = ${place.coownerId} and c.deleted_at is null))
      for key share of o
    ),
    written as (
      insert into resource (project_id, id, owner_id, coowner_id, path, type, kind, state, data, details, object_id,
        source_id, metadata, created_at, data_created_at, updated_at, archive_at, delete_at, file_class, file_format, version, last_epoch, last_xid)
      select ${place.projectId}, ${row.id}::uuid, standing.id, ${place.coownerId}, ${place.path}, ${row.type}, ${row.kind},
        ${row.state}, ${json(row.data)}::jsonb, ${json(row.details)}::jsonb, ${row.objectId}::uuid,
        ${row.sourceId ?? null}::uuid, ${json(row.metadata)}::jsonb, ${row.now}::timestamptz,
        ${row.dataCreatedAt}::timestamptz, ${row.now}::timestamptz, ${row.directives.archiveAt}::timestamptz,
        ${row.directives.deleteAt}::timestamptz,
        ${row.named?.class ?? null}, ${row.named?.format ?? null}, 1,
        (select epoch from feed_epoch), pg_current_xact_id()
      from standing
      returning *
    ),
    change as (select *, ${[content, 'metadata', 'path']}::text[] as changed from written),
    recorded as (${recorded})
    select * from written`;
}

/** On a device or group something was to lie below "files" that may not. */
export function filesFolderBroken(): InvalidArguments {
  return new InvalidArguments('path', 'Below "files" a device or group has stored files only, each at files/<name>.');
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
