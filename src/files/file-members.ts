import { parseMetadata } from '../request/metadata.js';
import { namesOfChanged } from '../resources/changed-members.js';
import { parseDirectives } from '../resources/entry-directives.js';
import { isSameFile } from '../resources/replacing-placing.js';
import type { FileDetails } from '../resources/file-details.js';
import { kindOfFile } from '../resources/resource-kind.js';
import type { ResourceRow } from '../resources/resource-row.js';
import type { NewResource, ParsedPlace } from '../resources/resource-write.js';
import { ResourceState } from '../resources/resource.entity.js';
import type { IncomingFile } from '../resources/uploads/incoming-files.js';
import type { WrittenMembers } from '../resources/writing-members.js';
import { classByContent, formatByName, normalFileClass } from './file-class.js';
import { nameOfFile } from './file-name.js';
import type { FileProperties } from './file-properties.js';
import { shownFacts } from './file-row.js';
import { parseFileTime } from './file-time.js';

/** What a file is to have, and the names under which history tells what of it is another than before. */
interface FileChange {
  readonly members: WrittenMembers;
  readonly changed: readonly string[];
}

/** A file that is to be made of bytes and of what is said of them. Errors: INVALID_ARGUMENTS time, metadata. */
export function newFile(
  place: ParsedPlace,
  {
    received,
    properties,
    now,
  }: { readonly received: IncomingFile; readonly properties: FileProperties; readonly now: Date },
): NewResource {
  const { resourceId: id, objectId, details } = received;
  const type = details.contentType;
  const format = given(properties.format) ?? formatByName(nameOfFile(place.path));
  return {
    ...{ id, place, objectId, details, now, type, kind: kindOfFile(type), state: ResourceState.READY },
    ...{ isStored: true, data: null, directives: parseDirectives({}) },
    metadata: parseMetadata(properties.metadata),
    dataCreatedAt: properties.time == null ? now : parseFileTime(properties.time, now),
    named: { class: classOf(properties.class, { format, type }), format },
  };
}

/** The same in the place of an entry that waits for its first upload: its directives stay. */
export function replacedOf(standing: ResourceRow, row: NewResource): FileChange {
  const members = {
    ...standing,
    ...{ type: row.type, kind: row.kind, data: null, details: { ...row.details }, object_id: row.objectId },
    ...{ metadata: { ...row.metadata }, data_created_at: row.dataCreatedAt },
    ...{ file_class: row.named?.class ?? null, file_format: row.named?.format ?? null },
  };
  return { members, changed: ['file', 'metadata', 'path'] };
}

/**
 * What a file becomes by new bytes, by new properties, or by both: what is left out stays, also where it was only told by
 * the bytes before. Errors: INVALID_ARGUMENTS time, metadata.
 */
export function changedFile(
  standing: ResourceRow,
  {
    received,
    properties,
    now,
  }: { readonly received: IncomingFile | null; readonly properties: FileProperties; readonly now: Date },
): FileChange {
  const content = changedContent(standing, received);
  const before = shownFacts(standing);
  const { class: fileClass, format: fileFormat, time, metadata } = properties;
  const format =
    fileFormat === undefined ? before.format : (given(fileFormat) ?? formatByName(nameOfFile(standing.path)));
  const after = {
    format,
    class: fileClass === undefined ? before.class : classOf(fileClass, { format, type: content.type }),
  };
  const members = {
    ...standing,
    ...content,
    metadata: metadata === undefined ? standing.metadata : { ...parseMetadata(metadata) },
    data_created_at: changedTime(standing, time, now),
    file_class: after.class,
    file_format: after.format,
  };
  const changed = [
    ...(members.object_id === standing.object_id ? [] : ['file']),
    ...namesOfChanged(standing, {
      type: members.type,
      metadata: members.metadata,
      data_created_at: members.data_created_at,
    }),
    ...(['class', 'format'] as const).filter((name) => after[name] !== before[name]),
  ];
  return { members, changed };
}

/** The same bytes stay where they are. */
function changedContent(
  standing: ResourceRow,
  received: IncomingFile | null,
): Pick<ResourceRow, 'type' | 'kind' | 'details' | 'object_id'> {
  if (received === null || isSameFile(kept(received.details), standing.details)) return standing;
  const { details, objectId } = received;
  const type = details.contentType;
  return { type, kind: kindOfFile(type), details: kept(details), object_id: objectId };
}

/** As a record keeps them. */
function kept(details: FileDetails): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details));
}

/** Null: when the record was made. */
function changedTime(standing: ResourceRow, time: number | null | undefined, now: Date): Date {
  if (time === undefined) return standing.data_created_at;
  return time === null ? standing.created_at : parseFileTime(time, now);
}

/** What was said; an empty text says nothing. */
function given(text: string | null | undefined): string | null {
  const bare = text?.trim() ?? '';
  return bare === '' ? null : bare;
}

function classOf(
  text: string | null | undefined,
  content: { readonly format: string | null; readonly type: string },
): string {
  const said = given(text);
  return said === null ? classByContent(content.format, content.type) : normalFileClass(said);
}
