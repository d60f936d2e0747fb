import type { Permissions } from '../auth/permissions.js';
import { actorOf, type Viewer } from '../auth/viewer.js';
import { isSameJson } from '../request/json-containment.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { namesOfChanged } from './changed-members.js';
import { writingForbidden, type EntryAccessService } from './entry-access.js';
import { insertResource } from './insert-resource.js';
import { ResourceKind } from './resource-kind.js';
import { breaksFilesFolder } from './resource-path.js';
import type { PlacedRow, Placing } from './resource-placing.js';
import { isStoredFile, toResource, type ResourceRow } from './resource-row.js';
import { lockStanding, standingAt, type StandingRow } from './standing-entry.js';
import { filesFolderBroken, type NewResource, type ParsedPlace } from './resource-write.js';
import { ResourceState, type Resource } from './resource.entity.js';
import { PointerStands, ResourceNotFound } from './resource.errors.js';
import type { UploadCompletion } from './uploads/upload-completion.js';
import { writingMembers, type WrittenMembers } from './writing-members.js';

/** What stands at the place is replaced as a whole: by a put. */
export class ReplacingPlacing implements Placing {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly access: EntryAccessService;
      readonly completion: UploadCompletion;
    },
  ) {}

  /** Where something stands the right to change it counts, else the right to create. Errors: OWNER_NOT_FOUND, FORBIDDEN. */
  async require(viewer: Viewer, place: ParsedPlace): Promise<void> {
    const { database, permissions, access } = this.parts;
    const [standing] = await database.statement<StandingRow>(standingAt(permissions, viewer, place));
    if (standing?.state === ResourceState.READY) requireWritable(standing);
    else await access.requireCreatable(viewer, place);
  }

  /** Errors: OWNER_NOT_FOUND, FORBIDDEN, RESOURCE_EXISTS for a pointer, INVALID_ARGUMENTS path, data, text. */
  async write(tx: Transaction, placed: PlacedRow): Promise<Resource> {
    const { viewer, row } = placed;
    const { permissions, access } = this.parts;
    const standing = await lockStanding(tx, permissions, { viewer, place: row.place });
    if (standing === null) return insertResource(tx, row, { viewer, access, actor: actorOf(viewer) });
    if (standing.state === ResourceState.AWAITING_UPLOAD) {
      await access.requireCreatable(viewer, row.place, tx);
      await checkFilesFolder(tx, row);
    } else {
      requireWritable(standing);
      checkReplaceable(standing, row);
    }
    return this.replace(tx, placed, standing);
  }

  private async replace(tx: Transaction, placed: PlacedRow, standing: ResourceRow): Promise<Resource> {
    const { viewer, row } = placed;
    const isFirst = standing.state === ResourceState.AWAITING_UPLOAD;
    const members = replacedMembers(placed, standing);
    const changed = isFirst
      ? [row.isStored ? 'file' : 'data', 'metadata', 'path']
      : namesOfReplaced(standing, members, row.isStored);
    if (changed.length === 0) return toResource(standing);
    const by = { changed, actor: actorOf(viewer), now: row.now };
    const [written] = await tx.query<ResourceRow>(writingMembers(standing, members, by));
    if (written === undefined) throw new ResourceNotFound(standing.id);
    if (isFirst || members.object_id !== standing.object_id) {
      await this.parts.completion.condemnReplaced(tx, { row: standing, objectId: members.object_id });
    }
    return toResource(written);
  }
}

function requireWritable(standing: StandingRow): void {
  if (!standing.is_writable) throw writingForbidden(standing.owner_id, standing.path);
}

/** A pointer may show a file, and who puts may not know of it: so a file stays one. */
function checkReplaceable(standing: ResourceRow, row: NewResource): void {
  if (standing.source_id !== null) throw new PointerStands(standing.path);
  if (!isStoredFile(standing) || row.isStored) return;
  const property = row.kind === ResourceKind.TEXT ? 'text' : 'data';
  throw new InvalidArguments(property, 'A file stands there: put a file in its place, or delete it before.');
}

/** What waits below "files" of a device or group for its bytes becomes no value. */
async function checkFilesFolder(tx: Transaction, { place, isStored }: NewResource): Promise<void> {
  if (!breaksFilesFolder(place.path, isStored)) return;
  const [owner] = await tx.query<{ kind: string }>(sql`
    select kind from owner where project_id = ${place.projectId} and id = ${place.ownerId}`);
  if (owner?.kind === 'DEVICE' || owner?.kind === 'GROUP') throw filesFolderBroken();
}

/** What was not given is as for a new resource; the same content was captured when it was, unless it is said. */
function replacedMembers({ row, isDated }: PlacedRow, standing: ResourceRow): WrittenMembers {
  const isSame = standing.state === ResourceState.READY && isSameContent(row, standing);
  const content = isSame ? standing : { data: row.data, details: detailsOf(row), object_id: row.objectId };
  return {
    type: row.type,
    kind: row.kind,
    data: content.data,
    details: content.details,
    object_id: content.object_id,
    metadata: { ...row.metadata },
    data_created_at: isSame && !isDated ? standing.data_created_at : row.dataCreatedAt,
    archive_at: row.directives.archiveAt,
    delete_at: row.directives.deleteAt,
    // A put cannot say them.
    file_class: standing.file_class,
    file_format: standing.file_format,
  };
}

function isSameContent(row: NewResource, standing: ResourceRow): boolean {
  if (!row.isStored) return row.kind === standing.kind && isSameJson(row.data, standing.data);
  if (!isStoredFile(standing) || row.type !== standing.type) return false;
  return isSameFile(detailsOf(row), standing.details);
}

/** Are these the same bytes, under the same name and of the same type? Without a known hash they count as others. */
export function isSameFile(sent: ResourceRow['details'], stands: ResourceRow['details']): boolean {
  const facts = ['size', 'sha256', 'contentType', 'declaredType', 'filename'];
  return stands?.['sha256'] != null && facts.every((fact) => sent?.[fact] === stands[fact]);
}

function detailsOf({ details }: NewResource): ResourceRow['details'] {
  return details === null ? null : { ...details };
}

/** The content first. A file is another when it lies elsewhere: the same bytes stay where they are. */
function namesOfReplaced(standing: ResourceRow, members: WrittenMembers, isStored: boolean): string[] {
  const { data, ...others } = members;
  const isSame = isStored ? members.object_id === standing.object_id : isSameJson(data, standing.data);
  return [...(isSame ? [] : [isStored ? 'file' : 'data']), ...namesOfChanged(standing, others)];
}
