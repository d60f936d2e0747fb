import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AccountRole } from '../auth/viewer.js';

registerEnumType(AccountRole, {
  name: 'AccountRole',
  description: 'The ceiling of what an account may do at all: READ < READ_WRITE < ROOT.',
  valuesConfig: {
    READ: { description: 'May read what it was given.' },
    READ_WRITE: { description: 'May read and change what it was given.' },
    ROOT: { description: 'May also administer the project.' },
  },
});

@ObjectType('User', { description: 'An account: a person or a program that logs in with e-mail and password.' })
@Entity('account')
export class Account {
  @PrimaryColumn('text', { name: 'project_id' })
  readonly projectId!: string;

  @Field(() => ID, { description: 'Generated, never reused.' })
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Field(() => String, { description: 'Unique in the deployment, without regard to case.' })
  @Column('text')
  readonly email!: string;

  @Field(() => String, { description: 'For people.' })
  @Column('text')
  readonly name!: string;

  @Field(() => AccountRole, { description: 'The ceiling of what the account may do.' })
  @Column('text')
  readonly role!: AccountRole;

  @Column('text', { name: 'password_hash' })
  readonly passwordHash!: string;

  @Column('integer', { name: 'session_version' })
  readonly sessionVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;
}
