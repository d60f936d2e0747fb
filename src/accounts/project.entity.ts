import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@ObjectType({ description: 'A tenant: nothing crosses from one project to another.' })
@Entity('project')
export class Project {
  @Field(() => ID, { description: 'Chosen by the operator, e.g. "default".' })
  @PrimaryColumn('text')
  readonly id!: string;

  @Field(() => String, { description: 'For people.' })
  @Column('text')
  readonly name!: string;

  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;
}
