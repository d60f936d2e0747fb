import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { JsonObjectScalar } from '../request/scalars.js';
import { FileDetails } from './file-details.js';
import type { Past } from './history/past.js';
import { ResourceKind } from './resource-kind.js';

export enum ResourceState {
  AWAITING_UPLOAD = 'AWAITING_UPLOAD',
  READY = 'READY',
}

registerEnumType(ResourceState, {
  name: 'ResourceState',
  description: 'Is the content there?',
  valuesConfig: {
    AWAITING_UPLOAD: { description: 'The place is held; the bytes are not there yet. Listed only on request.' },
    READY: { description: 'Complete and readable.' },
  },
});

@InterfaceType({ description: "What an owner's resource listing holds: a resource, or a pointer to one." })
export abstract class ResourceEntry {
  @Field(() => ID, { description: 'Generated, globally unique, never reused.' })
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Field(() => ID, { description: 'The project it is in.' })
  @PrimaryColumn('text', { name: 'project_id' })
  readonly projectId!: string;

  @Field(() => ID, { description: 'The main owner, typically a device.' })
  @Column('text', { name: 'owner_id' })
  readonly ownerId!: string;

  @Field(() => ID, { nullable: true, description: 'The second owner, if any: its grants count too.' })
  @Column('text', { name: 'coowner_id', nullable: true })
  readonly coownerId!: string | null;

  @Field(() => String, {
    description:
      'Like a file\'s path: "inspections/2025-01-15/front". Owner, co-owner and path are unique among entries that are not archived.',
  })
  @Column('text')
  readonly path!: string;

  @Field(() => String, { description: 'MIME type, e.g. image/jpeg; application/json for JSON values.' })
  @Column('text')
  readonly type!: string;

  @Field(() => ResourceKind, { description: 'What sort of content it is.' })
  @Column('text')
  readonly kind!: ResourceKind;

  @Column('text')
  readonly state!: ResourceState;

  /** A JSON or text value; null for files. */
  @Column('jsonb', { name: 'data', nullable: true })
  readonly value!: unknown;

  @Field(() => FileDetails, {
    nullable: true,
    description: 'Where the bytes lie and what they are; null for values, and until the first upload is READY.',
  })
  @Column('jsonb', { nullable: true })
  readonly details!: FileDetails | null;

  @Column('uuid', { name: 'object_id', nullable: true })
  readonly objectId!: string | null;

  @Field(() => JsonObjectScalar, {
    description:
      'Inference results, annotations, any context: a JSON object of at most 64 KiB, nested at most 10 deep.',
  })
  @Column('jsonb')
  readonly metadata!: Record<string, unknown>;

  @Field(() => Date, { description: 'When the record was made.' })
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;

  @Field(() => Date, { description: 'When the data was captured, to the millisecond. Pages are in this order.' })
  @Column('timestamptz', { name: 'data_created_at' })
  readonly dataCreatedAt!: Date;

  @Field(() => Date, { description: 'When it was last changed; strictly later with every change.' })
  @Column('timestamptz', { name: 'updated_at' })
  readonly updatedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Directive: the server archives it then, or within 5 seconds when that time is past. Null: never.',
  })
  @Column('timestamptz', { name: 'archive_at', nullable: true })
  readonly archiveAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Directive: the server deletes it then, or within 5 seconds when that time is past. Null: never.',
  })
  @Column('timestamptz', { name: 'delete_at', nullable: true })
  readonly deleteAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Since when it is archived; null while it is not.' })
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  readonly archivedAt!: Date | null;

  /** Set when it is shown as it was at a moment. */
  readonly past?: Past;

  @Field(() => Int, { description: 'Counts up with every change; give it back as ifVersion.' })
  @Column('integer')
  readonly version!: number;
}

@ObjectType({
  implements: ResourceEntry,
  description: 'Content at owner, co-owner and path: a capture, a JSON document, a recording.',
})
@Entity('resource')
export class Resource extends ResourceEntry {
  @Field(() => ResourceState, { description: 'Is the content there?' })
  declare readonly state: ResourceState;
}
