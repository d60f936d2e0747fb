import { InvalidArguments } from '../errors/invalid-arguments.js';
import { join, raw, sql, type Sql } from '../database/sql.js';
import { isUuid } from '../database/uuid.js';
import { parseMetadataConditions } from '../request/metadata-condition.js';
import { areIndexed, metadataConditions } from '../request/metadata-sql.js';
import { shownMember } from './entry-row.js';
import { endOfChildren, parseResourcePath, type ResourcePath } from './resource-path.js';
import { ArchivedFilter, EntryFilter, type DateTimeRange, type ResourceFilter } from './resource-filter.input.js';
import { ResourceState } from './resource.entity.js';
import { parseTypePatterns } from './type-pattern.js';

/** Which path, and whether what lies below it counts. */
export interface PathSelection {
  readonly path?: string | null | undefined;
  readonly children?: boolean | null | undefined;
  readonly childrenOnly?: boolean | null | undefined;
}

/** The conditions of a filter on rows named r. Errors: INVALID_ARGUMENTS with the property. */
export function filterConditions(filter: ResourceFilter): Sql[] {
  const states = filter.states ?? [ResourceState.READY];
  const conditions = [sql`r.state = any(${states}::text[])`];
  const archived = filter.archived ?? ArchivedFilter.EXCLUDE;
  if (archived === ArchivedFilter.EXCLUDE) conditions.push(sql`r.archived_at is null`);
  if (archived === ArchivedFilter.ONLY) conditions.push(sql`r.archived_at is not null`);
  if (filter.ids != null) conditions.push(sql`r.id = any(${filter.ids.filter(isUuid)}::uuid[])`);
  if (filter.entries === EntryFilter.RESOURCES) conditions.push(sql`r.source_id is null`);
  if (filter.entries === EntryFilter.POINTERS) conditions.push(sql`r.source_id is not null`);
  if (filter.kinds != null) conditions.push(sql`${shownMember('kind')} = any(${filter.kinds}::text[])`);
  if (filter.types != null) conditions.push(typeCondition(filter.types));
  conditions.push(
    ...rangeConditions('created_at', filter.createdAt),
    ...rangeConditions('data_created_at', filter.dataCreatedAt),
    ...rangeConditions('updated_at', filter.updatedAt),
    ...metadataConditions(parseMetadataConditions(filter.metadata), sql`r.metadata`),
  );
  return conditions;
}

/** Does an index other than those of times find what the filter leaves? */
export function mayLeaveFew(filter: ResourceFilter): boolean {
  return areIndexed(parseMetadataConditions(filter.metadata));
}

/** The condition of a path; without a path all paths match. childrenOnly implies children. */
export function pathConditions({ path, children, childrenOnly }: PathSelection): Sql[] {
  if (path == null) return [];
  const parsed = parseResourcePath(path);
  const below = sql`(r.path > ${`${parsed}/`} and r.path < ${endOfChildren(parsed)})`;
  if (childrenOnly === true) return [inTopFolder(parsed), below];
  if (children === true) return [inTopFolder(parsed), sql`(r.path = ${parsed} or ${below})`];
  return [sql`r.path = ${parsed}`];
}

/** Said once more for the index that has the entries of a top folder in the order of time. */
function inTopFolder(path: ResourcePath): Sql {
  return sql`split_part(r.path, '/', 1) = ${path.split('/', 1)[0]}`;
}

/** The condition of a co-owner: left out any, null none. */
export function coownerConditions(coownerId: string | null | undefined): Sql[] {
  if (coownerId === undefined) return [];
  return [coownerId === null ? sql`r.coowner_id is null` : sql`r.coowner_id = ${coownerId}`];
}

function typeCondition(texts: readonly string[]): Sql {
  const patterns = parseTypePatterns(texts);
  const bare = sql`rtrim(split_part(${shownMember('type')}, ';', 1))`;
  return sql`(${join(
    [
      sql`${bare} = any(${patterns.types}::text[])`,
      ...patterns.families.map((family) => sql`starts_with(${bare}, ${family})`),
    ],
    ' or ',
  )})`;
}

/** The condition of a span of time on rows named r. Errors: INVALID_ARGUMENTS from. */
export function rangeConditions(
  column: 'created_at' | 'data_created_at' | 'updated_at',
  range: DateTimeRange | null | undefined,
): Sql[] {
  const { from, to } = range ?? {};
  if (from != null && to != null && from > to) {
    throw new InvalidArguments('from', 'A span of time starts before it ends.');
  }
  const conditions: Sql[] = [];
  if (from != null) conditions.push(sql`r.${raw(column)} >= ${from}`);
  if (to != null) conditions.push(sql`r.${raw(column)} < ${to}`);
  return conditions;
}
