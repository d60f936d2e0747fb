import type { IdKind } from './foreign-world.js';
import { USERS_ARE_NAMED, type IdCases } from './id-case.js';
import { FILE_IDS } from './id-matrix-of-files.js';
import { HISTORY_IDS } from './id-matrix-of-history.js';
import { LIFECYCLE_IDS } from './id-matrix-of-lifecycle.js';
import { POINTER_IDS } from './id-matrix-of-pointers.js';
import { RESOURCE_IDS } from './id-matrix-of-resources.js';
import { SURVEY_IDS } from './id-matrix-of-surveys.js';
import { WRITE_IDS } from './id-matrix-of-writes.js';

/** Every place of the schema that takes an id. One that is missing here fails the test. */
export const ID_MATRIX: IdCases = {
  ...RESOURCE_IDS,
  ...SURVEY_IDS,
  ...WRITE_IDS,
  ...POINTER_IDS,
  ...LIFECYCLE_IDS,
  ...HISTORY_IDS,
  ...FILE_IDS,
  'Query.owner(id)': {
    kind: 'owner',
    query: () =>
      `query ($id: ID!) { owner(id: $id) { id name thingKeys { id } members { role } things { totalCount } } }`,
  },
  'Query.owners(filter.ids)': {
    kind: 'owner',
    query: () =>
      `query ($id: ID!) { owners(filter: { ids: [$id] }) { totalCount nodes { id } pageInfo { hasNextPage } } }`,
  },
  'Query.owners(filter.groupId)': {
    kind: 'group',
    query: () => `query ($id: ID!) { owners(filter: { groupId: $id }) { totalCount nodes { id } } }`,
  },
  'Query.owners(filter.domainId)': {
    kind: 'domain',
    query: () => `query ($id: ID!) { owners(filter: { domainId: $id }) { totalCount nodes { id } } }`,
  },
  'Query.roleAssignments(scope.ownerId)': {
    kind: 'owner',
    query: () => `query ($id: ID!) { roleAssignments(scope: { ownerId: $id }) { id } }`,
  },
  'Query.privilegeGrants(userId)': {
    kind: 'user',
    query: () => `query ($id: ID!) { privilegeGrants(userId: $id) { privileges } }`,
  },
  'Mutation.createOwner(input.domainId)': {
    kind: 'domain',
    query: () => `mutation ($id: ID!) { createOwner(input: { kind: OTHER, name: "x", domainId: $id }) { name } }`,
  },
  'Mutation.createOwner(input.groupId)': {
    kind: 'group',
    query: (base) =>
      `mutation ($id: ID!) { createOwner(input: { kind: DEVICE, name: "x", domainId: "${base.domain}", groupId: $id }) { name } }`,
  },
  'Mutation.updateOwner(input.id)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { updateOwner(input: { id: $id, name: "y" }) { name } }`,
  },
  'Mutation.updateOwner(input.domainId)': {
    kind: 'domain',
    query: (base) => `mutation ($id: ID!) { updateOwner(input: { id: "${base.owner}", domainId: $id }) { name } }`,
  },
  'Mutation.updateOwner(input.groupId)': {
    kind: 'group',
    query: (base) => `mutation ($id: ID!) { updateOwner(input: { id: "${base.owner}", groupId: $id }) { name } }`,
  },
  'Mutation.issueThingKey(input.ownerId)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { issueThingKey(input: { ownerId: $id }) { owner { name } } }`,
  },
  'Mutation.revokeThingKeys(input.ownerId)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { revokeThingKeys(input: { ownerId: $id }) { name } }`,
  },
  'Mutation.revokeThingKeys(input.keyIds)': {
    kind: 'thingKey',
    query: (base) =>
      `mutation ($id: ID!) { revokeThingKeys(input: { ownerId: "${base.owner}", keyIds: [$id] }) { name } }`,
  },
  'Mutation.setGroupMember(input.groupId)': {
    kind: 'group',
    query: (base) =>
      `mutation ($id: ID!) { setGroupMember(input: { groupId: $id, userId: "${base.user}", role: VIEWER }) { name } }`,
  },
  'Mutation.setGroupMember(input.userId)': {
    kind: 'user',
    query: (base) =>
      `mutation ($id: ID!) { setGroupMember(input: { groupId: "${base.group}", userId: $id, role: VIEWER }) { name } }`,
    except: ['hidden'],
    because: USERS_ARE_NAMED,
  },
  'Mutation.removeGroupMember(input.groupId)': {
    kind: 'group',
    query: (base) =>
      `mutation ($id: ID!) { removeGroupMember(input: { groupId: $id, userId: "${base.user}" }) { name } }`,
  },
  'Mutation.removeGroupMember(input.userId)': {
    kind: 'user',
    query: (base) =>
      `mutation ($id: ID!) { removeGroupMember(input: { groupId: "${base.group}", userId: $id }) { name } }`,
  },
  'Mutation.revokeAccessToken(input.id)': {
    kind: 'accessToken',
    query: () => `mutation ($id: ID!) { revokeAccessToken(input: { id: $id }) }`,
  },
  'Mutation.revokeApiKey(input.id)': {
    kind: 'apiKey',
    query: () => `mutation ($id: ID!) { revokeApiKey(input: { id: $id }) }`,
  },
  'Mutation.createDomain(input.parentId)': {
    kind: 'domain',
    query: () => `mutation ($id: ID!) { createDomain(input: { name: "x", parentId: $id }) { name } }`,
  },
  'Mutation.updateDomain(input.id)': {
    kind: 'domain',
    query: () => `mutation ($id: ID!) { updateDomain(input: { id: $id, name: "y" }) { name } }`,
  },
  'Mutation.updateDomain(input.parentId)': {
    kind: 'domain',
    query: (base) => `mutation ($id: ID!) { updateDomain(input: { id: "${base.domain}", parentId: $id }) { name } }`,
  },
  'Mutation.deleteDomain(input.id)': {
    kind: 'domain',
    query: () => `mutation ($id: ID!) { deleteDomain(input: { id: $id }) }`,
  },
  'Mutation.updateUser(input.id)': {
    kind: 'user',
    query: () => `mutation ($id: ID!) { updateUser(input: { id: $id, name: "y" }) { name } }`,
  },
  'Mutation.deleteUser(input.id)': {
    kind: 'user',
    query: () => `mutation ($id: ID!) { deleteUser(input: { id: $id }) }`,
  },
  'Mutation.grantPrivileges(input.userId)': {
    kind: 'user',
    query: (base) =>
      `mutation ($id: ID!) { grantPrivileges(input: { userId: $id, domainId: "${base.domain}", privileges: ["Owners.READ"] }) { privileges } }`,
    except: ['hidden'],
    because: USERS_ARE_NAMED,
  },
  'Mutation.grantPrivileges(input.domainId)': {
    kind: 'domain',
    query: (base) =>
      `mutation ($id: ID!) { grantPrivileges(input: { userId: "${base.user}", domainId: $id, privileges: ["Owners.READ"] }) { privileges } }`,
  },
  'Mutation.revokePrivileges(input.userId)': {
    kind: 'user',
    query: (base) =>
      `mutation ($id: ID!) { revokePrivileges(input: { userId: $id, domainId: "${base.domain}", privileges: ["Owners.READ"] }) { privileges } }`,
    except: ['hidden'],
    because: USERS_ARE_NAMED,
  },
  'Mutation.revokePrivileges(input.domainId)': {
    kind: 'domain',
    query: (base) =>
      `mutation ($id: ID!) { revokePrivileges(input: { userId: "${base.user}", domainId: $id, privileges: ["Owners.READ"] }) { privileges } }`,
  },
  'Mutation.assignRole(input.principal.userId)': {
    kind: 'user',
    query: (base) =>
      `mutation ($id: ID!) { assignRole(input: { role: "ResourceViewer", principal: { userId: $id }, scope: { ownerId: "${base.owner}", path: "a" } }) { role } }`,
    except: ['hidden'],
    because: USERS_ARE_NAMED,
  },
  'Mutation.assignRole(input.scope.ownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { assignRole(input: { role: "ResourceViewer", principal: { userId: "${base.user}" }, scope: { ownerId: $id } }) { role } }`,
  },
  'Mutation.assignRole(input.projectId)': {
    kind: 'project',
    query: (base) =>
      `mutation ($id: ID!) { assignRole(input: { role: "ResourceViewer", principal: { userId: "${base.user}" }, scope: { ownerId: "${base.owner}" }, projectId: $id }) { role } }`,
  },
  'Mutation.unassignRole(input.id)': {
    kind: 'roleAssignment',
    query: () => `mutation ($id: ID!) { unassignRole(input: { id: $id }) }`,
  },
  // Makes owners with the ids of others: after all that needs them to be absent.
  'Mutation.createOwner(input.id)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { createOwner(input: { id: $id, kind: OTHER, name: "x" }) { name } }`,
    except: ['hidden', 'deleted'],
    because: 'who may create is told that an id of the project is taken',
  },
  'Mutation.createProject(input.id)': {
    kind: 'project',
    query: () =>
      `mutation ($id: ID!) { createProject(input: { id: $id, name: "x", adminEmail: "no mail", adminPassword: "x" }) { name } }`,
  },
};

/** Those of subscriptions, which are asked over a socket. */
export const SUBSCRIBED: Readonly<Record<string, { readonly kind: IdKind; readonly member: string }>> =
  Object.fromEntries(
    ['resourceChanged', 'resourceAdded'].flatMap((name) =>
      (
        [
          ['ownerIds', 'owner'],
          ['coownerIds', 'owner'],
          ['resourceIds', 'resource'],
        ] as const
      ).map(([member, kind]) => [`Subscription.${name}(filter.${member})`, { kind, member }]),
    ),
  );
