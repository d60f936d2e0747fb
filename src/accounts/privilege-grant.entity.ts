import { Field, ObjectType } from 'type-graphql';
import type { Privilege } from '../auth/privilege.js';

@ObjectType({ description: 'One privilege that an account was given, and by whom.' })
export class GrantedPrivilege {
  readonly projectId!: string;

  @Field(() => String, { description: 'Its name, e.g. "Owners.READ".' })
  readonly privilege!: Privilege;

  readonly grantedById!: string | null;

  @Field(() => Date, { description: 'When it was given.' })
  readonly createdAt!: Date;
}

@ObjectType({
  description:
    'What an account was given on exactly one domain. It holds the same on all domains below, as far as its role goes.',
})
export class PrivilegeGrant {
  readonly projectId!: string;

  readonly domainId!: string;

  @Field(() => [GrantedPrivilege], { description: 'The same privileges, with who gave them and when.' })
  readonly grants!: readonly GrantedPrivilege[];

  @Field(() => [String], {
    description:
      'The names of the privileges: <object>.<action>, e.g. "ThingTypes.READ". Empty when all were taken back.',
  })
  get privileges(): readonly Privilege[] {
    return this.grants.map(({ privilege }) => privilege);
  }
}
