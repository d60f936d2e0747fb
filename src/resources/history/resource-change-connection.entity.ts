import { Field, ObjectType } from 'type-graphql';
import { CursorScalar } from '../../paging/cursor-scalar.js';
import { PageInfo } from '../../paging/page-info.js';
import { ResourceChange } from './resource-change.entity.js';

@ObjectType({ description: 'A change in a list, with its cursor.' })
export class ResourceChangeEdge {
  @Field(() => CursorScalar, {
    description: 'Where in the feed it stands: a listing or a subscription goes on after it.',
  })
  readonly cursor!: string;

  @Field(() => ResourceChange, { description: 'The change.' })
  readonly node!: ResourceChange;
}

@ObjectType({ description: 'A page of the history.' })
export class ResourceChangeConnection {
  @Field(() => [ResourceChangeEdge], { description: 'The changes with their cursors.' })
  readonly edges!: readonly ResourceChangeEdge[];

  @Field(() => [ResourceChange], { description: 'The changes alone.' })
  readonly nodes!: readonly ResourceChange[];

  @Field(() => PageInfo, { description: 'Where the page stands in the history.' })
  readonly pageInfo!: PageInfo;
}
