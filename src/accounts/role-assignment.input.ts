import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Who gets a role: exactly one of userId and any.' })
export class PrincipalInput {
  @Field(() => ID, { nullable: true, description: 'This account.' })
  readonly userId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: every account and thing of the project, also later ones.',
  })
  readonly any?: boolean | null;
}

@InputType({ description: 'Where a role holds; with neither property: in the whole project.' })
export class RoleScopeInput {
  @Field(() => ID, { nullable: true, description: 'All entries of this owner, whether it is their owner or co-owner.' })
  readonly ownerId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only with ownerId: its entries at this path and below, e.g. "i18n". Rules as for the path of a resource.',
  })
  readonly path?: string | null;
}

@InputType({ description: 'A role to give.' })
export class AssignRoleInput {
  @Field(() => String, { description: 'ResourceViewer, ResourceEditor or ResourceAdmin.' })
  readonly role!: string;

  @Field(() => PrincipalInput, { description: 'Who gets it.' })
  readonly principal!: PrincipalInput;

  @Field(() => RoleScopeInput, { description: 'Where it holds.' })
  readonly scope!: RoleScopeInput;

  @Field(() => ID, {
    nullable: true,
    defaultValue: 'imagine',
    description: 'The project in which the role is defined: the three built-in roles are defined in "imagine".',
  })
  readonly projectId?: string | null;
}

@InputType({ description: 'A role to take back.' })
export class UnassignRoleInput {
  @Field(() => ID, { description: 'The assignment.' })
  readonly id!: string;
}
