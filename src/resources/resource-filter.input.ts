import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { MetadataCondition } from '../request/metadata-condition.input.js';
import { ResourceKind } from './resource-kind.js';
import { ResourceState } from './resource.entity.js';

export enum ArchivedFilter {
  EXCLUDE = 'EXCLUDE',
  INCLUDE = 'INCLUDE',
  ONLY = 'ONLY',
}

registerEnumType(ArchivedFilter, {
  name: 'ArchivedFilter',
  description: 'Whether archived entries count.',
  valuesConfig: {
    EXCLUDE: { description: 'Entries that are not archived.' },
    INCLUDE: { description: 'All entries.' },
    ONLY: { description: 'Archived entries alone.' },
  },
});

export enum EntryFilter {
  ALL = 'ALL',
  RESOURCES = 'RESOURCES',
  POINTERS = 'POINTERS',
}

registerEnumType(EntryFilter, {
  name: 'EntryFilter',
  description: 'Whether resources, pointers or both count.',
  valuesConfig: {
    ALL: { description: 'Both.' },
    RESOURCES: { description: 'Resources, which have content of their own, alone.' },
    POINTERS: { description: "Pointers, which show another resource's file, alone." },
  },
});

export enum ResourceOrderField {
  DATA_CREATED_AT = 'DATA_CREATED_AT',
  CREATED_AT = 'CREATED_AT',
  UPDATED_AT = 'UPDATED_AT',
  PATH = 'PATH',
}

registerEnumType(ResourceOrderField, {
  name: 'ResourceOrderField',
  description: 'What entries may be ordered by.',
  valuesConfig: {
    DATA_CREATED_AT: { description: 'When the data was captured.' },
    CREATED_AT: { description: 'When the record was made.' },
    UPDATED_AT: { description: 'When it was last changed.' },
    PATH: { description: 'The path, by its characters.' },
  },
});

export enum OrderDirection {
  ASC = 'ASC',
  DESC = 'DESC',
}

registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end comes first.',
  valuesConfig: {
    ASC: { description: 'Smallest or oldest first.' },
    DESC: { description: 'Largest or newest first.' },
  },
});

@InputType({ description: 'A span of time.' })
export class DateTimeRange {
  @Field(() => Date, { nullable: true, description: 'Inclusive.' })
  readonly from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Exclusive.' })
  readonly to?: Date | null;
}

@InputType({ description: 'One part of an order. The id is always the last, so that every order is total.' })
export class ResourceOrder {
  @Field(() => ResourceOrderField, { description: 'What to order by.' })
  readonly field!: ResourceOrderField;

  @Field(() => OrderDirection, { description: 'Which end comes first.' })
  readonly direction!: OrderDirection;
}

@InputType({ description: 'Which entries: all conditions must hold.' })
export class ResourceFilter {
  @Field(() => [ID], { nullable: true, description: 'These ids only.' })
  readonly ids?: string[] | null;

  @Field(() => [ResourceKind], { nullable: true, description: 'These kinds only.' })
  readonly kinds?: ResourceKind[] | null;

  @Field(() => [String], { nullable: true, description: 'These MIME types only; "image/*" matches a family.' })
  readonly types?: string[] | null;

  @Field(() => EntryFilter, {
    nullable: true,
    defaultValue: EntryFilter.ALL,
    description: 'Whether resources, pointers or both count.',
  })
  readonly entries?: EntryFilter | null;

  @Field(() => ArchivedFilter, {
    nullable: true,
    defaultValue: ArchivedFilter.EXCLUDE,
    description: 'Whether archived entries count.',
  })
  readonly archived?: ArchivedFilter | null;

  @Field(() => [ResourceState], { nullable: true, description: 'These states only; READY when left out.' })
  readonly states?: ResourceState[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'When the record was made.' })
  readonly createdAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'When the data was captured.' })
  readonly dataCreatedAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'When it was last changed.' })
  readonly updatedAt?: DateTimeRange | null;

  @Field(() => [MetadataCondition], { nullable: true, description: 'Of the metadata, at most 20 conditions.' })
  readonly metadata?: MetadataCondition[] | null;
}
