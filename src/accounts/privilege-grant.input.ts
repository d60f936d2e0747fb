import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Privileges to give or to take back.' })
export class GrantPrivilegesInput {
  @Field(() => ID, { description: 'The account.' })
  readonly userId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'On this domain and all below it; left out: the root domain, and so everywhere.',
  })
  readonly domainId?: string | null;

  @Field(() => [String], {
    description:
      'At least one of <object>.<action>; objects: Owners, Groups, ThingTypes, Units, Domains, Users, ApiKeys, Roles; ' +
      'actions: READ, CREATE, UPDATE, DELETE.',
  })
  readonly privileges!: string[];
}
