import { sql, type Sql } from '../database/sql.js';
import { isUuid } from '../database/uuid.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseOwnerId } from '../owners/owner-id.js';
import { parseResourcePath } from '../resources/resource-path.js';
import type { Triplet } from '../resources/resource.queries.js';
import { ResourceNotFound } from '../resources/resource.errors.js';
import type { CreateResourcePointerInput } from './pointer.input.js';

/** What a client names as the source of a pointer: an id, or a place. */
export type NamedSource =
  { readonly property: 'sourceId'; readonly id: string } | { readonly property: 'source'; readonly at: Triplet };

/** Exactly one of both. Errors: INVALID_ARGUMENTS sourceId, source; RESOURCE_NOT_FOUND sourceId. */
export function parseNamedSource({ sourceId, source }: CreateResourcePointerInput): NamedSource {
  if (sourceId != null && source == null) {
    if (!isUuid(sourceId)) throw new ResourceNotFound(sourceId, 'sourceId');
    return { property: 'sourceId', id: sourceId.toLowerCase() };
  }
  if (source == null || sourceId != null) {
    throw new InvalidArguments('sourceId', 'Give exactly one of sourceId and source.', {
      properties: ['sourceId', 'source'],
    });
  }
  return {
    property: 'source',
    at: {
      ownerId: parseOwnerId(source.ownerId, 'source'),
      coownerId: source.coownerId == null ? null : parseOwnerId(source.coownerId, 'source'),
      path: parseResourcePath(source.path, 'source'),
    },
  };
}

/** Of entries named r. */
export function namedSourceCondition(named: NamedSource): Sql {
  if (named.property === 'sourceId') return sql`r.id = ${named.id}`;
  const { ownerId, coownerId, path } = named.at;
  return sql`r.archived_at is null and r.owner_id = ${ownerId}
    and r.coowner_id is not distinct from ${coownerId} and r.path = ${path}`;
}

/** The same for what is hidden and for what is not there. */
export function sourceNotFound(named: NamedSource): ResourceNotFound {
  const name = named.property === 'sourceId' ? named.id : `at ${named.at.path}`;
  return new ResourceNotFound(name, named.property);
}
