import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A project to create, and who administers it.' })
export class CreateProjectInput {
  @Field(() => ID, { nullable: true, description: '1 to 64 of A-Z a-z 0-9 _ - ; generated when left out.' })
  readonly id?: string | null;

  @Field(() => String, { description: 'For people, 1 to 200 characters.' })
  readonly name!: string;

  @Field(() => String, {
    description: 'What its first Root account logs in with: 3 to 254 characters with one @; unique in the deployment.',
  })
  readonly adminEmail!: string;

  @Field(() => String, { description: 'The password of that account, 8 to 200 characters.' })
  readonly adminPassword!: string;
}
