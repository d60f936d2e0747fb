import { empty, join, raw, sql, type Sql } from '../../database/sql.js';
import { isUuid } from '../../database/uuid.js';
import { parseMetadataConditions } from '../../request/metadata-condition.js';
import { metadataConditions } from '../../request/metadata-sql.js';
import type { ResourceChangeFilter } from './resource-change-filter.input.js';
import { parseResourcePath } from '../resource-path.js';
import { parseTypePatterns } from '../type-pattern.js';

/**
 * The filter of changes in SQL: the same question as changeMatcher asks of a change in memory, and like that one asked
 * of the change as the viewer sees it. On rows "r" of the history with "sight" (sees, saw): see changeAsSeen.
 * Errors: INVALID_ARGUMENTS path, types, in, metadata.
 */
export function changeConditions(filter: ResourceChangeFilter): Sql[] {
  const { ownerIds, coownerIds, resourceIds, actions, kinds, types } = filter;
  return [
    ...(ownerIds == null ? [] : [sql`r.owner_id = any(${ownerIds}::text[])`]),
    ...(coownerIds == null ? [] : [sql`r.coowner_id = any(${coownerIds}::text[])`]),
    ...(resourceIds == null ? [] : [sql`r.resource_id = any(${resourceIds.filter(isUuid)}::uuid[])`]),
    ...(actions == null
      ? []
      : [sql`(case when sight.sees then r.action else 'DELETED' end) = any(${actions}::text[])`]),
    ...(kinds == null ? [] : [sql`${SEEN_KIND} = any(${kinds}::text[])`]),
    ...(types == null ? [] : [typeCondition(types)]),
    ...pathCondition(filter),
    ...metadataConditions(parseMetadataConditions(filter.metadata), SEEN_METADATA),
  ];
}

/** Of what was moved out of sight the viewer is not told the type that the same change gave it. */
const IS_TYPE_SEEN = sql`(sight.sees or not ('type' = any(r.changed)))`;
const IS_FILE = sql`r.kind in ('IMAGE', 'VIDEO', 'FILE')`;
const SEEN_KIND = sql`(case when ${IS_TYPE_SEEN} then r.kind when ${IS_FILE} then 'FILE' else 'JSON' end)`;
const SEEN_TYPE = sql`(case when ${IS_TYPE_SEEN} then r.type
  when ${IS_FILE} then 'application/octet-stream' else 'application/json' end)`;

/** Nor what else the entry is now. */
const SEEN_METADATA = sql`(case when sight.sees then r.metadata else '{}'::jsonb end)`;

function typeCondition(texts: readonly string[]): Sql {
  const { types, families } = parseTypePatterns(texts);
  const bare = sql`rtrim(split_part(${SEEN_TYPE}, ';', 1))`;
  const alternatives = [
    sql`${bare} = any(${types}::text[])`,
    ...families.map((family) => sql`starts_with(${bare}, ${family})`),
  ];
  return sql`(${join(alternatives, ' or ')})`;
}

function pathCondition({ path, children }: ResourceChangeFilter): Sql[] {
  if (path == null) return [];
  const parsed = parseResourcePath(path);
  const liesThere = (column: 'path' | 'previous_path') => {
    const below = children === false ? empty : sql`or starts_with(r.${raw(column)}, ${`${parsed}/`})`;
    return sql`(r.${raw(column)} = ${parsed} ${below})`;
  };
  return [sql`((sight.sees and ${liesThere('path')}) or (sight.saw and ${liesThere('previous_path')}))`];
}
