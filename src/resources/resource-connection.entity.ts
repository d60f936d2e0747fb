import { Field, ObjectType } from 'type-graphql';
import { CursorScalar } from '../paging/cursor-scalar.js';
import { PageInfo } from '../paging/page-info.js';
import { ResourceEntry } from './resource.entity.js';

@ObjectType({ description: 'An entry in a list, with its cursor.' })
export class ResourceEdge {
  @Field(() => CursorScalar, { description: 'Where in the list it stands.' })
  readonly cursor!: string;

  @Field(() => ResourceEntry, { description: 'The entry.' })
  readonly node!: ResourceEntry;
}

@ObjectType({ description: 'A page of resources and pointers.' })
export class ResourceConnection {
  @Field(() => [ResourceEdge], { description: 'The entries with their cursors.' })
  readonly edges!: readonly ResourceEdge[];

  @Field(() => [ResourceEntry], { description: 'The entries alone.' })
  readonly nodes!: readonly ResourceEntry[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo!: PageInfo;

  /** Set when the document selects totalCount. */
  readonly count?: number | undefined;

  /** Set when the document selects changeCursor. */
  readonly feedCursor?: string | undefined;
}
