import { Field, ObjectType } from 'type-graphql';
import { RoleScope } from '../accounts/role-scope.entity.js';

@ObjectType({ description: 'What the viewer may do with an entry, and where that was given.' })
export class ResourceAccess {
  @Field(() => String, {
    nullable: true,
    description:
      'ResourceViewer, ResourceEditor or ResourceAdmin: the most of what was given. Null: nothing was. To a pointer also ' +
      'ResourceAdmin of its source: enough to see and to delete it.',
  })
  readonly role!: string | null;

  @Field(() => RoleScope, { nullable: true, description: 'Where the role was given; null without a role.' })
  readonly grantedThrough!: RoleScope | null;

  @Field(() => Boolean, { description: 'May the viewer change it now? Not while it is archived.' })
  readonly canUpdate!: boolean;

  @Field(() => Boolean, { description: 'May the viewer delete it?' })
  readonly canDelete!: boolean;
}
