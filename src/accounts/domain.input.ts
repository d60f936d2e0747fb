import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A domain to create.' })
export class CreateDomainInput {
  @Field(() => String, {
    description: 'Its step in the path: 1 to 100 characters without "/" and control characters, not "." or "..".',
  })
  readonly name!: string;

  @Field(() => ID, { nullable: true, description: 'The domain above it; left out: the root domain.' })
  readonly parentId?: string | null;
}

@InputType({ description: 'What to change of a domain: what is left out stays. The root domain does not change.' })
export class UpdateDomainInput {
  @Field(() => ID, { description: 'Which domain.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The new name; the paths of all domains below change with it.' })
  readonly name?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The domain it moves to, with all that lies below it; not below itself. Needs Domains.CREATE there too.',
  })
  readonly parentId?: string | null;
}

@InputType({ description: 'Which domain to delete.' })
export class DeleteDomainInput {
  @Field(() => ID, { description: 'An empty domain; never the root domain.' })
  readonly id!: string;
}
