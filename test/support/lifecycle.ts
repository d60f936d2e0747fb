import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type { ResourceSelection } from './generated/graphql.js';

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

/** Null when the client sees none. */
export async function lifecycleOf(client: ApiClient, id: string) {
  return (await client.request(ENTRY, { id })).resource ?? null;
}
