import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type {
  CreateOwnerInput,
  CreateResourceInput,
  DeleteResourcesInput,
  EntriesPageQueryVariables,
  UpdateResourceInput,
} from './generated/graphql.js';

export const CREATE_OWNER = graphql(`
  mutation EntriesCreateOwner($input: CreateOwnerInput!) {
    createOwner(input: $input) {
      projectId
      id
      kind
      name
      metadata
      createdAt
      updatedAt
      domain {
        name
        path
      }
    }
  }
`);

export const CREATE_ENTRY = graphql(`
  mutation EntriesCreate($input: CreateResourceInput!) {
    createResource(input: $input) {
      ...EntryFields
      state
      writeableUrl {
        url
      }
    }
  }
  fragment EntryFields on ResourceEntry {
    id
    projectId
    ownerId
    coownerId
    path
    type
    kind
    data
    metadata
    details {
      key
    }
    signedUrl {
      url
    }
    createdAt
    dataCreatedAt
    updatedAt
    archivedAt
    version
  }
`);

export const UPDATE_ENTRY = graphql(`
  mutation EntriesUpdate($input: UpdateResourceInput!) {
    updateResource(input: $input) {
      ...EntryFields
    }
  }
`);

export const DELETE_ENTRIES = graphql(`
  mutation EntriesDelete($input: DeleteResourcesInput!) {
    deleteResources(input: $input)
  }
`);

const ENTRY = graphql(`
  query Entry($id: ID!) {
    resource(id: $id) {
      ...EntryFields
    }
  }
`);

const ENTRY_AT = graphql(`
  query EntryAt($ownerId: ID!, $coownerId: ID, $path: String!) {
    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path) {
      ...EntryFields
    }
  }
`);

export const ENTRIES = graphql(`
  query EntriesPage(
    $ownerId: ID
    $coownerId: ID
    $path: String
    $children: Boolean
    $childrenOnly: Boolean
    $filter: ResourceFilter
    $order: [ResourceOrder!]
    $first: Int
    $offset: Int
    $after: Cursor
    $last: Int
    $before: Cursor
  ) {
    resources(
      ownerId: $ownerId
      coownerId: $coownerId
      path: $path
      children: $children
      childrenOnly: $childrenOnly
      filter: $filter
      order: $order
      first: $first
      offset: $offset
      after: $after
      last: $last
      before: $before
    ) {
      nodes {
        id
        ownerId
        path
      }
      edges {
        cursor
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount
    }
  }
`);

export async function createOwner(client: ApiClient, input: CreateOwnerInput) {
  return (await client.request(CREATE_OWNER, { input })).createOwner;
}

/** Makes a JSON resource; its data is an empty object unless given. */
export async function createEntry(client: ApiClient, input: CreateResourceInput) {
  return (await client.request(CREATE_ENTRY, { input: { data: {}, ...input } })).createResource;
}

export async function updateEntry(client: ApiClient, input: UpdateResourceInput) {
  return (await client.request(UPDATE_ENTRY, { input })).updateResource;
}

/** @returns the ids that were deleted */
export async function deleteEntries(client: ApiClient, input: DeleteResourcesInput) {
  return (await client.request(DELETE_ENTRIES, { input })).deleteResources;
}

/** Null when the client sees none. */
export async function entry(client: ApiClient, id: string) {
  return (await client.request(ENTRY, { id })).resource ?? null;
}

/** Null when the client sees none there. */
export async function entryAt(
  client: ApiClient,
  place: { readonly ownerId: string; readonly coownerId?: string | null; readonly path: string },
) {
  return (await client.request(ENTRY_AT, place)).resourceAt ?? null;
}

export async function entries(client: ApiClient, variables: EntriesPageQueryVariables) {
  return (await client.request(ENTRIES, variables)).resources;
}

/** The paths of a page, in its order. */
export async function paths(client: ApiClient, variables: EntriesPageQueryVariables): Promise<readonly string[]> {
  return (await entries(client, variables)).nodes.map((node) => node.path);
}
