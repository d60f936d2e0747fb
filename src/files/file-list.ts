import { sql, type Sql } from '../database/sql.js';
import { listDigest } from '../paging/list-digest.js';
import { parseMetadataConditions } from '../request/metadata-condition.js';
import { areIndexed, metadataConditions } from '../request/metadata-sql.js';
import { parseResourceOrder, type RowOrder } from '../resources/resource-order.js';
import { normalFileClass, shownInSql } from './file-class.js';
import { FILES_FOLDER } from './file-name.js';
import { firstMillisecond } from './file-time.js';
import type { FileFilter } from './file.input.js';

/** Newest capture first. */
export const FILE_ORDER: RowOrder = parseResourceOrder(null);

/** Is the row "r" the named file of a device or group? One with a co-owner is a resource alone: names are unique so. */
export function isNamedFile(): Sql {
  return sql`r.state = 'READY' and r.archived_at is null and r.source_id is null and r.coowner_id is null
    and r.object_id is not null and exists (select 1 from owner named where named.project_id = r.project_id
      and named.id = r.owner_id and named.kind in ('DEVICE', 'GROUP'))`;
}

/**
 * What the index of folders has in the order of time. No range of paths beside it: PostgreSQL would take that for another
 * condition, expect much fewer files than there are, and read and sort them all for each page.
 */
const IN_FOLDER: readonly Sql[] = [sql`split_part(r.path, '/', 1) = ${FILES_FOLDER}`, sql`r.path <> ${FILES_FOLDER}`];

/** Which rows "r" are those of a list of files. Errors: INVALID_ARGUMENTS time, metadata. */
export function listedFiles(filter: FileFilter): readonly Sql[] {
  const { name, class: fileClass, format, time, metadata } = filter;
  const shown = shownInSql('r');
  return [
    isNamedFile(),
    ...IN_FOLDER,
    ...(name == null ? [] : [sql`r.path = ${`${FILES_FOLDER}/${name.normalize('NFC')}`}`]),
    ...(fileClass == null ? [] : [isShown(shown.class, normalFileClass(fileClass))]),
    ...(format == null ? [] : [isShown(shown.format, format)]),
    ...(time?.from == null ? [] : [sql`r.data_created_at >= ${firstMillisecond(time.from)}`]),
    ...(time?.to == null ? [] : [sql`r.data_created_at < ${firstMillisecond(time.to)}`]),
    ...metadataConditions(parseMetadataConditions(metadata), sql`r.metadata`),
  ];
}

/** Does an index of metadata find what the filter leaves? */
export function mayLeaveFewFiles(filter: FileFilter): boolean {
  return areIndexed(parseMetadataConditions(filter.metadata));
}

/** What a cursor is of. */
export function fileListName(ownerId: string, filter: FileFilter): string {
  return `files ${FILE_ORDER.name} ${listDigest({ ownerId, filter })}`;
}

/**
 * PostgreSQL expects half of the files to pass what it knows nothing of; of a plain comparison it would expect one in 200,
 * and read and sort all files of the owner instead of reading the newest until the page is full.
 */
function isShown(fact: Sql, value: string): Sql {
  return sql`coalesce(${fact} = ${value}, false)`;
}
