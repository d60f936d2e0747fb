import { Field, ID, InputType } from 'type-graphql';
import { MetadataCondition } from '../request/metadata-condition.input.js';
import { JsonObjectScalar } from '../request/scalars.js';
import { OwnerKind } from './owner.entity.js';

@InputType({ description: 'An owner to create.' })
export class CreateOwnerInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Your own id, 1 to 255 of A-Z a-z 0-9 . _ : - ; generated when left out.',
  })
  readonly id?: string | null;

  @Field(() => OwnerKind, { description: 'What sort of data object it is. It cannot be changed later.' })
  readonly kind!: OwnerKind;

  @Field(() => String, { description: 'For people, 1 to 200 characters.' })
  readonly name!: string;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'Any JSON object of at most 64 KiB, nested at most 10 deep.',
  })
  readonly metadata?: Record<string, unknown> | null;

  @Field(() => ID, { nullable: true, description: 'The domain it belongs to; left out: the root domain.' })
  readonly domainId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Devices only: the group whose files it can read. Needs to be an admin of the group, or Groups.UPDATE.',
  })
  readonly groupId?: string | null;
}

@InputType({ description: 'What to change of an owner: what is left out stays.' })
export class UpdateOwnerInput {
  @Field(() => ID, { description: 'Which owner.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The new name, 1 to 200 characters.' })
  readonly name?: string | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: 'Replaces the metadata; null empties it.' })
  readonly metadata?: Record<string, unknown> | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The domain it moves to. Needs Owners.UPDATE (Groups.UPDATE) there too.',
  })
  readonly domainId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Devices only: its new group; null takes it out of its group. Needs to be an admin of the new group, or Groups.UPDATE.',
  })
  readonly groupId?: string | null;
}

@InputType({ description: 'Whose key to issue.' })
export class IssueThingKeyInput {
  @Field(() => ID, { description: 'An owner of kind DEVICE.' })
  readonly ownerId!: string;
}

@InputType({ description: 'Which keys to revoke.' })
export class RevokeThingKeysInput {
  @Field(() => ID, { description: 'The thing.' })
  readonly ownerId!: string;

  @Field(() => [ID], { nullable: true, description: 'The keys; left out: all of the thing.' })
  readonly keyIds?: string[] | null;
}

@InputType({ description: 'Which owners: all conditions must hold.' })
export class OwnerFilter {
  @Field(() => [ID], { nullable: true, description: 'These ids only.' })
  readonly ids?: string[] | null;

  @Field(() => [OwnerKind], { nullable: true, description: 'These kinds only.' })
  readonly kinds?: OwnerKind[] | null;

  @Field(() => String, { nullable: true, description: 'Part of the name, in any case.' })
  readonly nameContains?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this domain and of those below it.' })
  readonly domainId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The things of this group.',
  })
  readonly groupId?: string | null;

  @Field(() => [MetadataCondition], { nullable: true, description: 'Of the metadata, at most 20 conditions.' })
  readonly metadata?: MetadataCondition[] | null;
}
