import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { Change } from '../../changes/change.js';
import { CursorScalar } from '../../paging/cursor-scalar.js';
import { metadataMatches, parseMetadataConditions } from '../../request/metadata-condition.js';
import { MetadataCondition } from '../../request/metadata-condition.input.js';
import { ChangeAction } from './resource-change.entity.js';
import { ResourceKind } from '../resource-kind.js';
import { isAtOrBelow, parseResourcePath } from '../resource-path.js';
import { parseTypePatterns, typeMatches } from '../type-pattern.js';

@InputType({ description: 'Which changes: all conditions must hold.' })
export class ResourceChangeFilter {
  @Field(() => [ID], { nullable: true, description: 'Of these main owners only.' })
  readonly ownerIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of these co-owners only.' })
  readonly coownerIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of these resources only.' })
  readonly resourceIds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'At this path, before or after the change.' })
  readonly path?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Also below the path.' })
  readonly children?: boolean | null;

  @Field(() => [ChangeAction], { nullable: true, description: 'Of these sorts only.' })
  readonly actions?: ChangeAction[] | null;

  @Field(() => [ResourceKind], { nullable: true, description: 'Of these kinds of content only.' })
  readonly kinds?: ResourceKind[] | null;

  @Field(() => [String], { nullable: true, description: 'Of these MIME types only; "image/*" matches a family.' })
  readonly types?: string[] | null;

  @Field(() => [MetadataCondition], {
    nullable: true,
    description: 'Of the metadata as the change left it, at most 20 conditions.',
  })
  readonly metadata?: MetadataCondition[] | null;
}

@ArgsType()
export class ResourceChangesArgs {
  @Field(() => ResourceChangeFilter, {
    nullable: true,
    description: 'Which changes; left out: all that the caller may see.',
  })
  readonly filter?: ResourceChangeFilter | null;

  @Field(() => CursorScalar, {
    nullable: true,
    description: 'Resume after this cursor: of the last event, of a page (changeCursor), or of the query changeCursor.',
  })
  readonly after?: string | null;
}

/** The filter as a question to a change in memory. Errors: INVALID_ARGUMENTS path, types, in, metadata. */
export function changeMatcher(filter: ResourceChangeFilter): (change: Change) => boolean {
  const owners = setOf(filter.ownerIds);
  const coowners = setOf(filter.coownerIds);
  const resources = setOf(filter.resourceIds?.map((id) => id.toLowerCase()));
  const actions = setOf<string>(filter.actions);
  const isOfContent = contentMatcher(filter);
  const path = filter.path == null ? null : parseResourcePath(filter.path);
  const withChildren = filter.children !== false;
  const liesThere = (candidate: string | null) =>
    candidate !== null && (withChildren && path !== null ? isAtOrBelow(candidate, path) : candidate === path);
  return (change) =>
    (owners?.has(change.ownerId) ?? true) &&
    (coowners === null || (change.coownerId !== null && coowners.has(change.coownerId))) &&
    (resources?.has(change.resourceId) ?? true) &&
    (actions?.has(change.action) ?? true) &&
    isOfContent(change) &&
    (path === null || liesThere(change.path) || liesThere(change.previousPath));
}

/** What the filter says of the content, as ResourceFilter says it too. */
function contentMatcher(filter: ResourceChangeFilter): (change: Change) => boolean {
  const kinds = setOf<string>(filter.kinds);
  const patterns = filter.types == null ? null : parseTypePatterns(filter.types);
  const metadata = parseMetadataConditions(filter.metadata);
  return (change) =>
    (kinds?.has(change.kind) ?? true) &&
    (patterns === null || typeMatches(change.type, patterns)) &&
    metadataMatches(metadata, change.metadata);
}

function setOf<Value>(values: readonly Value[] | null | undefined): ReadonlySet<Value> | null {
  return values == null ? null : new Set(values);
}
