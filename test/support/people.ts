import { randomUUID } from 'node:crypto';
import { ApiClient } from './api-client.js';
import type { AccountRole } from './generated/graphql.js';
import { graphql } from './generated/index.js';
import type { TestThingstore } from './thingstore.js';

const CREATE_USER = graphql(`
  mutation PeopleCreateUser($input: CreateUserInput!) {
    createUser(input: $input) {
      id
    }
  }
`);

const LOGIN = graphql(`
  mutation PeopleLogin($input: LoginInput!) {
    login(input: $input) {
      token
    }
  }
`);

const GRANT = graphql(`
  mutation PeopleGrant($input: GrantPrivilegesInput!) {
    grantPrivileges(input: $input) {
      privileges
    }
  }
`);

const ASSIGN = graphql(`
  mutation PeopleAssign($input: AssignRoleInput!) {
    assignRole(input: $input) {
      id
    }
  }
`);

const UNASSIGN = graphql(`
  mutation PeopleUnassign($id: ID!) {
    unassignRole(input: { id: $id })
  }
`);

const SET_MEMBER = graphql(`
  mutation PeopleSetMember($input: SetGroupMemberInput!) {
    setGroupMember(input: $input) {
      id
    }
  }
`);

const REMOVE_MEMBER = graphql(`
  mutation PeopleRemoveMember($input: RemoveGroupMemberInput!) {
    removeGroupMember(input: $input) {
      id
    }
  }
`);

/** An account with a client that is logged in. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly client: ApiClient;
}

const PASSWORD = 'a password of somebody';

/** An account of the first project, made by its Root account, that was given nothing but its role. */
export async function person(thingstore: TestThingstore, role: AccountRole): Promise<Person> {
  const email = `${randomUUID()}@example.org`;
  const input = { email, password: PASSWORD, name: 'Somebody', role };
  const { createUser } = await thingstore.root.request(CREATE_USER, { input });
  return { id: createUser.id, email, client: await loggedIn(thingstore, email) };
}

async function loggedIn(thingstore: TestThingstore, email: string): Promise<ApiClient> {
  const { login } = await thingstore.anonymous.request(LOGIN, { input: { email, password: PASSWORD } });
  return new ApiClient(thingstore.url, `Bearer ${login.token}`);
}

/** Privileges on a domain, the root domain when none is named. */
export async function grant(
  root: ApiClient,
  { id: userId }: Person,
  given: { readonly privileges: readonly string[]; readonly domainId?: string },
): Promise<void> {
  await root.request(GRANT, { input: { userId, ...given, privileges: [...given.privileges] } });
}

/** A role on a scope; to everyone when nobody is named. Answers the id of the assignment. */
export async function assign(
  root: ApiClient,
  to: Person | 'any',
  given: { readonly role: string; readonly ownerId?: string; readonly path?: string },
): Promise<string> {
  const { role, ...scope } = given;
  const principal = to === 'any' ? { any: true } : { userId: to.id };
  return (await root.request(ASSIGN, { input: { role, principal, scope } })).assignRole.id;
}

export async function unassign(root: ApiClient, id: string): Promise<void> {
  await root.request(UNASSIGN, { id });
}

export async function setMember(
  root: ApiClient,
  member: { readonly groupId: string; readonly userId: string; readonly role: 'VIEWER' | 'EDITOR' | 'ADMIN' },
): Promise<void> {
  await root.request(SET_MEMBER, { input: member });
}

export async function removeMember(
  root: ApiClient,
  member: { readonly groupId: string; readonly userId: string },
): Promise<void> {
  await root.request(REMOVE_MEMBER, { input: member });
}
