import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CursorScalar } from '../paging/cursor-scalar.js';
import { PageInfo } from '../paging/page-info.js';
import { JsonObjectScalar } from '../request/scalars.js';

export enum OwnerKind {
  SYSTEM = 'SYSTEM',
  DEVICE = 'DEVICE',
  USER = 'USER',
  BLUEPRINT = 'BLUEPRINT',
  GROUP = 'GROUP',
  OTHER = 'OTHER',
}

registerEnumType(OwnerKind, {
  name: 'OwnerKind',
  description: 'What sort of data object an owner stands for.',
  valuesConfig: {
    SYSTEM: { description: 'A system of devices, or the installation itself.' },
    DEVICE: { description: 'A thing: a camera, a gateway, a sensor. It may hold thing keys.' },
    USER: { description: 'A person, as far as content belongs to them.' },
    BLUEPRINT: { description: 'A template, e.g. of a kind of device.' },
    GROUP: { description: 'A group of things and members.' },
    OTHER: { description: 'Any other data object.' },
  },
});

@ObjectType({ description: 'What resources belong to: a device, a group, a system, a user, a blueprint, ...' })
@Entity('owner')
export class Owner {
  @Field(() => ID, { description: 'The project it is in.' })
  @PrimaryColumn('text', { name: 'project_id' })
  readonly projectId!: string;

  @Field(() => ID, {
    description:
      "The caller's own id (a device id, say), or generated; unique in its project. 1 to 255 of A-Z a-z 0-9 . _ : -",
  })
  @PrimaryColumn('text')
  readonly id!: string;

  @Field(() => OwnerKind, { description: 'What sort of data object it is.' })
  @Column('text')
  readonly kind!: OwnerKind;

  @Field(() => String, { description: 'For people, 1 to 200 characters.' })
  @Column('text')
  readonly name!: string;

  @Field(() => JsonObjectScalar, { description: 'Any JSON object of at most 64 KiB, nested at most 10 deep.' })
  @Column('jsonb')
  readonly metadata!: Record<string, unknown>;

  @Column('uuid', { name: 'domain_id' })
  readonly domainId!: string;

  @Column('text', { name: 'group_id', nullable: true })
  readonly groupId!: string | null;

  @Field(() => Date, { description: 'When the record was made.' })
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;

  @Field(() => Date, { description: 'When the record was last changed.' })
  @Column('timestamptz', { name: 'updated_at' })
  readonly updatedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Set only in the answer of deleteOwner: nothing else shows a deleted owner.',
  })
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  readonly deletedAt!: Date | null;
}

@ObjectType({ description: 'An owner in a list, with its cursor.' })
export class OwnerEdge {
  @Field(() => CursorScalar, { description: 'Where in the list it stands.' })
  readonly cursor!: string;

  @Field(() => Owner, { description: 'The owner.' })
  readonly node!: Owner;
}

@ObjectType({ description: 'A page of owners, ordered by id.' })
export class OwnerConnection {
  @Field(() => [OwnerEdge], { description: 'The owners with their cursors.' })
  readonly edges!: readonly OwnerEdge[];

  @Field(() => [Owner], { description: 'The owners alone.' })
  readonly nodes!: readonly Owner[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { name: 'totalCount', description: 'How many there are in all; counted only when selected.' })
  readonly count!: number | null;
}

@ObjectType({ description: 'A new key of a thing. It is shown this once: only its hash is kept.' })
export class ThingKey {
  @Field(() => ID, { description: 'Names the key when it is to be revoked.' })
  readonly id!: string;

  @Field(() => String, { description: 'Send it as "Authorization: Thing <key>".' })
  readonly key!: string;

  @Field(() => Owner, { description: 'The thing.' })
  readonly owner!: Owner;
}

@ObjectType({ description: 'A key of a thing, without the key itself.' })
export class ThingKeyInfo {
  @Field(() => ID, { description: 'Names the key when it is to be revoked.' })
  readonly id!: string;

  @Field(() => Date, { description: 'When it was issued.' })
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was last used, to the minute; null when never.' })
  readonly lastUsedAt!: Date | null;
}
