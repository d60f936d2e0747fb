import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { Forbidden } from '../errors/forbidden.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { GroupNotFound, OwnerNotFound } from '../owners/owner.errors.js';
import { placeRelation, writingForbidden } from '../resources/entry-access.js';
import { ThingWithoutGroup } from './file.errors.js';
import { FILES_FOLDER, pathOfFile, type FileName } from './file-name.js';

/** Whose files: of any owner that has some, or of what has to be a group. */
export interface FileScope {
  readonly ownerId: string;
  readonly isGroup: boolean;
}

interface Standing {
  /** Null when there is no such owner (any more). */
  readonly kind: string | null;
  readonly is_visible: boolean;
  readonly may_read: boolean;
  readonly may_write: boolean;
  /** Anything in the folder. */
  readonly may_list: boolean;
}

/**
 * Says why a viewer may not do something with the files of an owner: by what it named, and by whether it knows of the
 * owner, never by what stands there.
 */
export class FileAccess {
  constructor(private readonly parts: { readonly database: Database; readonly permissions: Permissions }) {}

  /** Errors: OWNER_NOT_FOUND or GROUP_NOT_FOUND, FORBIDDEN, INVALID_ARGUMENTS for owners that have no files. */
  async requireWritable(viewer: Viewer, scope: FileScope, name: FileName): Promise<void> {
    const standing = await this.standing(viewer, scope, name);
    if (!standing.may_write) throw writingForbidden(scope.ownerId, pathOfFile(name));
  }

  /** The same for reading a file. */
  async requireReadable(viewer: Viewer, scope: FileScope, name: FileName): Promise<void> {
    const standing = await this.standing(viewer, scope, name);
    if (!standing.may_read) throw readingForbidden(scope.ownerId, pathOfFile(name));
  }

  /** The same for listing what may be read. */
  async requireListable(viewer: Viewer, scope: FileScope): Promise<void> {
    const standing = await this.standing(viewer, scope, null);
    if (!standing.may_list) throw readingForbidden(scope.ownerId, FILES_FOLDER);
  }

  /** The group whose files the thing reads, as of now. Errors: GROUP_NOT_FOUND. */
  async groupOf(thing: Extract<Viewer, { kind: 'THING' }>): Promise<FileScope> {
    const [group] = await this.parts.database.statement<{ id: string }>(sql`
      select g.id from owner self join owner g on g.project_id = self.project_id and g.id = self.group_id
      where self.project_id = ${thing.projectId} and self.id = ${thing.ownerId} and g.deleted_at is null`);
    if (group === undefined) throw new ThingWithoutGroup(thing.ownerId);
    return { ownerId: group.id, isGroup: true };
  }

  /** Errors: OWNER_NOT_FOUND or GROUP_NOT_FOUND, INVALID_ARGUMENTS. */
  private async standing(viewer: Viewer, scope: FileScope, name: FileName | null): Promise<Standing> {
    const { ownerId, isGroup } = scope;
    const { database, permissions } = this.parts;
    const path = name === null ? FILES_FOLDER : pathOfFile(name);
    const place = { projectId: viewer.projectId, ownerId, coownerId: null, path };
    const granted = permissions.grantsOf(viewer, {
      least: 'ResourceViewer',
      owners: sql`array['', ${ownerId}]::text[]`,
    });
    const [row] = await database.statement<Standing>(sql`
      select o.kind, coalesce(${permissions.visibleOwners(viewer, 'o')}, false) as is_visible,
        ${permissions.readableEntries(viewer, 'place')} as may_read,
        ${permissions.writableEntries(viewer, 'place')} as may_write,
        exists (select 1 from (${granted}) g where g.path is null or g.path = ${FILES_FOLDER}
          or starts_with(g.path, ${`${FILES_FOLDER}/`})) as may_list
      from ${placeRelation(place)}
      left join owner o on o.project_id = place.project_id and o.id = place.owner_id and o.deleted_at is null`);
    const isKnown = row?.kind != null && (row.is_visible || row.may_list);
    if (row === undefined || !isKnown || (isGroup && row.kind !== 'GROUP')) throw scopeNotFound(scope);
    if (row.kind !== 'DEVICE' && row.kind !== 'GROUP') {
      throw new InvalidArguments('ownerId', `Devices and groups have files; ${ownerId} is neither.`);
    }
    return row;
  }
}

/** What is said of an owner that is not there, or that nobody may know of. */
export function scopeNotFound({ ownerId, isGroup }: FileScope): OwnerNotFound | GroupNotFound {
  return isGroup ? new GroupNotFound(ownerId, 'group_id') : new OwnerNotFound(ownerId);
}

function readingForbidden(ownerId: string, path: string): Forbidden {
  return new Forbidden(`Reading ${path} of ${ownerId} needs the role ResourceViewer there.`, {
    role: 'ResourceViewer',
    ownerId,
    path,
  });
}
