import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import { Records } from './records.js';
import { accountOf } from './second-project.js';
import type { TestThingstore } from './thingstore.js';
import type {
  AssignRoleInput,
  CreateDomainInput,
  CreateUserInput,
  GrantPrivilegesInput,
  RoleScopeInput,
} from './generated/graphql.js';

export const CREATE_USER = graphql(`
  mutation AdministrationCreateUser($input: CreateUserInput!) {
    createUser(input: $input) {
      id
      email
      name
      role
    }
  }
`);

export const CREATE_DOMAIN = graphql(`
  mutation AdministrationCreateDomain($input: CreateDomainInput!) {
    createDomain(input: $input) {
      id
      name
      path
      parent {
        id
        path
      }
    }
  }
`);

export const GRANT = graphql(`
  mutation AdministrationGrant($input: GrantPrivilegesInput!) {
    grantPrivileges(input: $input) {
      ...PrivilegeGrantFields
    }
  }
  fragment PrivilegeGrantFields on PrivilegeGrant {
    domain {
      path
    }
    privileges
    grants {
      privilege
      grantedBy {
        id
      }
      createdAt
    }
  }
`);

export const REVOKE = graphql(`
  mutation AdministrationRevoke($input: GrantPrivilegesInput!) {
    revokePrivileges(input: $input) {
      ...PrivilegeGrantFields
    }
  }
`);

export const ASSIGN = graphql(`
  mutation AdministrationAssign($input: AssignRoleInput!) {
    assignRole(input: $input) {
      ...RoleAssignmentFields
    }
  }
  fragment RoleAssignmentFields on RoleAssignment {
    id
    role
    principal {
      isAny
      user {
        id
        email
      }
    }
    scope {
      projectId
      ownerId
      path
    }
    grantedBy {
      id
    }
    createdAt
  }
`);

export const UNASSIGN = graphql(`
  mutation AdministrationUnassign($input: UnassignRoleInput!) {
    unassignRole(input: $input)
  }
`);

const ROLE_ASSIGNMENTS = graphql(`
  query AdministrationRoles($scope: RoleScopeInput) {
    roleAssignments(scope: $scope) {
      ...RoleAssignmentFields
    }
  }
`);

const WHO = graphql(`
  query AdministrationWho {
    viewer {
      account {
        id
      }
    }
  }
`);

export async function createUser(client: ApiClient, input: Partial<CreateUserInput> & { readonly email: string }) {
  const whole = { name: 'Somebody', password: 'long enough', role: 'READ', ...input } as const;
  return (await client.request(CREATE_USER, { input: whole })).createUser;
}

export async function createDomain(client: ApiClient, input: CreateDomainInput) {
  return (await client.request(CREATE_DOMAIN, { input })).createDomain;
}

export async function grant(client: ApiClient, input: GrantPrivilegesInput) {
  return (await client.request(GRANT, { input })).grantPrivileges;
}

export async function revoke(client: ApiClient, input: GrantPrivilegesInput) {
  return (await client.request(REVOKE, { input })).revokePrivileges;
}

export async function assign(client: ApiClient, input: AssignRoleInput) {
  return (await client.request(ASSIGN, { input })).assignRole;
}

export async function unassign(client: ApiClient, id: string) {
  return (await client.request(UNASSIGN, { input: { id } })).unassignRole;
}

export async function roleAssignments(client: ApiClient, scope?: RoleScopeInput) {
  return (await client.request(ROLE_ASSIGNMENTS, scope === undefined ? {} : { scope })).roleAssignments;
}

/** The id of the account that the client is logged in as. */
export async function accountId(client: ApiClient): Promise<string> {
  const { viewer } = await client.request(WHO, {});
  if (viewer?.account == null) throw new Error('The client is no account.');
  return viewer.account.id;
}

/** Code and property of a refusal: most tests ask for no more. */
export async function refused<Data, Variables>(
  client: ApiClient,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<readonly [string, string | undefined]> {
  const { code, property } = (await client.refusal(document, variables)).extensions;
  return [code, property];
}

/** An account of the role Root that holds nothing but these privileges on one domain; without one on the root domain. */
export async function rootHolding(
  thingstore: TestThingstore,
  asked: { readonly email: string; readonly privileges: readonly string[]; readonly domainId?: string },
): Promise<ApiClient> {
  const { email, privileges, domainId = null } = asked;
  const client = await accountOf(thingstore, { projectId: 'default', role: 'READ', email });
  const userId = await accountId(client);
  if (privileges.length > 0) await grant(thingstore.root, { userId, domainId, privileges: [...privileges] });
  // As an operator would: whoever is made Root by a test helper holds everything, and here just not.
  const records = await Records.open(thingstore.databaseUrl);
  await records.ask(`update account set role = 'ROOT' where id = $1`, userId);
  await records.close();
  return client;
}
