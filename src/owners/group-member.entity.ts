import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Account } from '../accounts/account.entity.js';

export enum GroupRole {
  VIEWER = 'VIEWER',
  EDITOR = 'EDITOR',
  ADMIN = 'ADMIN',
}

registerEnumType(GroupRole, {
  name: 'GroupRole',
  description: "What a member may do with the group's files.",
  valuesConfig: {
    VIEWER: { description: 'Sees the group; reads its files only where GROUP_FILE_READ_ROLE says so.' },
    EDITOR: { description: "Reads and changes the group's files." },
    ADMIN: { description: 'Also says who is a member, and which things belong to the group.' },
  },
});

@ObjectType({ description: 'An account that belongs to a group.' })
export class GroupMember {
  @Field(() => Account, { description: 'The account.' })
  readonly user!: Account;

  @Field(() => GroupRole, { description: 'What it may do in the group.' })
  readonly role!: GroupRole;

  @Field(() => Account, { nullable: true, description: 'Who gave it this role; null when that account is gone.' })
  readonly addedBy!: Account | null;

  @Field(() => Date, { description: 'When it was given this role.' })
  readonly createdAt!: Date;
}
