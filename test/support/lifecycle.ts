import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type { DeleteOwnerInput, ResourceSelection } from './generated/graphql.js';

export const ARCHIVE = graphql(`
  mutation LifecycleArchive($input: ResourceSelection!) {
    archiveResources(input: $input) {
      ...LifecycleFields
    }
  }
  fragment LifecycleFields on ResourceEntry {
    id
    path
    version
    updatedAt
    archiveAt
    deleteAt
    archivedAt
  }
`);

export const RESTORE = graphql(`
  mutation LifecycleRestore($input: ResourceSelection!) {
    restoreResources(input: $input) {
      ...LifecycleFields
    }
  }
`);

export const DELETE_OWNER = graphql(`
  mutation LifecycleDeleteOwner($input: DeleteOwnerInput!) {
    deleteOwner(input: $input) {
      id
      name
      kind
      deletedAt
      domain {
        path
      }
      members {
        role
      }
      things {
        totalCount
      }
    }
  }
`);

export const JOBS = graphql(`
  query LifecycleJobs {
    jobs {
      name
      lastRunAt
      lastError
      due
    }
  }
`);

const ENTRY = graphql(`
  query LifecycleEntry($id: ID!) {
    resource(id: $id) {
      ...LifecycleFields
    }
  }
`);

export async function archive(client: ApiClient, input: ResourceSelection) {
  return (await client.request(ARCHIVE, { input })).archiveResources;
}

export async function restore(client: ApiClient, input: ResourceSelection) {
  return (await client.request(RESTORE, { input })).restoreResources;
}

export async function deleteOwner(client: ApiClient, input: DeleteOwnerInput) {
  return (await client.request(DELETE_OWNER, { input })).deleteOwner;
}

export async function jobsOf(client: ApiClient) {
  return (await client.request(JOBS, {})).jobs;
}

/** Null when the client sees none. */
export async function lifecycleOf(client: ApiClient, id: string) {
  return (await client.request(ENTRY, { id })).resource ?? null;
}
