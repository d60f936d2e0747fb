import { Field, ID, InputType } from 'type-graphql';
import { GroupRole } from './group-member.entity.js';

@InputType({ description: 'A member of a group, and its role there: given anew, or changed.' })
export class SetGroupMemberInput {
  @Field(() => ID, { description: 'The group.' })
  readonly groupId!: string;

  @Field(() => ID, { description: 'The account.' })
  readonly userId!: string;

  @Field(() => GroupRole, { description: 'What it may do in the group.' })
  readonly role!: GroupRole;
}

@InputType({ description: 'Who is to leave a group.' })
export class RemoveGroupMemberInput {
  @Field(() => ID, { description: 'The group.' })
  readonly groupId!: string;

  @Field(() => ID, { description: 'The account.' })
  readonly userId!: string;
}
