import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@ObjectType({ description: 'A part of a project; domains form a tree below one root.' })
@Entity('domain')
export class Domain {
  @PrimaryColumn('text', { name: 'project_id' })
  readonly projectId!: string;

  @Field(() => ID, { description: 'Generated, never reused.' })
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  readonly parentId!: string | null;

  @Field(() => String, { description: 'For people, e.g. "Plant 7". The root domain is called "root".' })
  @Column('text')
  readonly name!: string;

  @Field(() => String, { description: 'The way from the root domain, which is "/".' })
  @Column('text')
  readonly path!: string;

  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;
}
