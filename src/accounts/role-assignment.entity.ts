import { Field, ID, ObjectType } from 'type-graphql';
import type { ResourceRole } from '../auth/resource-role.js';
import { RoleScope } from './role-scope.entity.js';

@ObjectType({ description: 'An account, or every account and thing of the project (any).' })
export class Principal {
  readonly projectId!: string;

  /** Null: anyone. */
  readonly accountId!: string | null;

  @Field(() => Boolean, { description: 'Every account and thing of the project, also those that come later.' })
  get isAny(): boolean {
    return this.accountId === null;
  }
}

@ObjectType({ description: 'A role on resources that was given to somebody, and where it holds.' })
export class RoleAssignment {
  readonly projectId!: string;

  @Field(() => ID, { description: 'Names the assignment when it is to be taken back.' })
  readonly id!: string;

  @Field(() => String, {
    description: 'ResourceViewer, ResourceEditor or ResourceAdmin; each may all that the ones before may.',
  })
  readonly role!: ResourceRole;

  @Field(() => Principal, { description: 'Who has the role.' })
  readonly principal!: Principal;

  @Field(() => RoleScope, { description: 'Where it holds.' })
  readonly scope!: RoleScope;

  readonly grantedById!: string | null;

  @Field(() => Date, { description: 'When it was given.' })
  readonly createdAt!: Date;
}
