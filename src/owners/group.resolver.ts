import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { selectedFields } from '../request/selected-fields.js';
import { GroupMember } from './group-member.entity.js';
import { RemoveGroupMemberInput, SetGroupMemberInput } from './group-member.input.js';
import type { GroupMemberLoader } from './group-member.loader.js';
import type { GroupMemberService } from './group-member.service.js';
import type { GroupThingsLoader } from './group-things.loader.js';
import { ThingsArgs } from './owner.args.js';
import { Owner, OwnerConnection } from './owner.entity.js';
import type { OwnerLoader } from './owner.loader.js';

/** Groups: the things in them, and who their members are. */
@Resolver(() => Owner)
export class GroupResolver {
  constructor(
    private readonly parts: {
      readonly service: GroupMemberService;
      readonly members: GroupMemberLoader;
      readonly things: GroupThingsLoader;
      readonly owners: OwnerLoader;
    },
  ) {}

  @Mutation(() => Owner, {
    description:
      'Adds a member to a group, or gives one another role; answers the group. Needs to be an admin of the group, or ' +
      'Groups.UPDATE on its domain. Errors: GROUP_NOT_FOUND, USER_NOT_FOUND, FORBIDDEN.',
  })
  async setGroupMember(
    @Arg('input', () => SetGroupMemberInput, { description: 'The member.' }) input: SetGroupMemberInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner> {
    return this.parts.service.set(viewer, input);
  }

  @Mutation(() => Owner, {
    description:
      'Takes a member out of a group; answers the group. Needs what setGroupMember needs. ' +
      'Errors: GROUP_NOT_FOUND, USER_NOT_FOUND when it is no member, FORBIDDEN.',
  })
  async removeGroupMember(
    @Arg('input', () => RemoveGroupMemberInput, { description: 'The member.' }) input: RemoveGroupMemberInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Owner> {
    return this.parts.service.remove(viewer, input);
  }

  @FieldResolver(() => Owner, {
    nullable: true,
    description: 'The group of a thing, whose files it can read; null for other kinds, and when it may not be seen.',
  })
  async group(@Root() owner: Owner, @Ctx() context: RequestContext): Promise<Owner | null> {
    return owner.groupId === null ? null : this.parts.owners.load(context, owner.groupId);
  }

  @FieldResolver(() => OwnerConnection, {
    description: 'The things of a group that the caller may see, ordered by id; empty for other kinds.',
  })
  async things(
    @Root() owner: Owner,
    @Args(() => ThingsArgs) args: ThingsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OwnerConnection> {
    const isCounted = selectedFields(info).has('totalCount');
    return this.parts.things.load(context, { groupId: owner.id, args, isCounted });
  }

  @FieldResolver(() => [GroupMember], {
    description: 'The members of a group, by name; empty for other kinds, and for things.',
  })
  async members(@Root() owner: Owner, @Ctx() context: RequestContext): Promise<GroupMember[]> {
    return this.parts.members.load(context, owner.id);
  }
}
