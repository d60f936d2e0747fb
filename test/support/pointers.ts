import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type { CreateResourcePointerInput } from './generated/graphql.js';
import { picture, put, requestUpload } from './uploads.js';

export const CREATE_POINTER = graphql(`
  mutation PointersCreate($input: CreateResourcePointerInput!) {
    createResourcePointer(input: $input) {
      ...PointerFields
    }
  }
  fragment PointerFields on ResourcePointer {
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
      size
      sha256
      contentType
      key
    }
    signedUrl {
      url
    }
    createdAt
    dataCreatedAt
    updatedAt
    archiveAt
    deleteAt
    archivedAt
    version
    isOrphaned
    sourceReference {
      resourceId
      ownerId
      coownerId
      path
      state
    }
    source {
      id
      path
      metadata
    }
  }
`);

const POINTER = graphql(`
  query PointersOne($id: ID!) {
    resource(id: $id) {
      __typename
      ...PointerFields
    }
  }
`);

const POINTED = graphql(`
  query PointersPointed($id: ID!, $first: Int, $after: Cursor) {
    resource(id: $id) {
      ... on Resource {
        pointerCount
        pointers(first: $first, after: $after) {
          totalCount
          nodes {
            id
            path
            ownerId
          }
          edges {
            cursor
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);

export async function createPointer(client: ApiClient, input: CreateResourcePointerInput) {
  return (await client.request(CREATE_POINTER, { input })).createResourcePointer;
}

/** Null when the client sees none; fails when it is no pointer. */
export async function findPointer(client: ApiClient, id: string) {
  const { resource } = await client.request(POINTER, { id });
  if (resource == null) return null;
  if (resource.__typename !== 'ResourcePointer') throw new Error(`${id} is no pointer.`);
  return resource;
}

/** Fails when the client sees none. */
export async function pointer(client: ApiClient, id: string) {
  const found = await findPointer(client, id);
  if (found === null) throw new Error(`There is no pointer ${id}.`);
  return found;
}

/** What the client is told of the pointers to a resource; null when it does not see the resource. */
export async function pointersTo(
  client: ApiClient,
  id: string,
  page: { readonly first?: number; readonly after?: string | null } = {},
) {
  const { resource } = await client.request(POINTED, { id, ...page });
  if (resource == null) return null;
  if (!('pointers' in resource)) throw new Error(`${id} is a pointer.`);
  return { count: resource.pointerCount, ...resource.pointers };
}

/** A READY picture; another shade makes other bytes. Answers its id, and what it is made of. */
export async function storedPicture(
  client: ApiClient,
  place: {
    readonly ownerId: string;
    readonly coownerId?: string;
    readonly path: string;
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly dataCreatedAt?: string;
    readonly replace?: boolean;
  },
  shade = 100,
) {
  const bytes = await picture('png', { shade });
  const ticket = await requestUpload(client, { type: 'image/png', ...place });
  const { status } = await put(ticket.upload, bytes);
  if (status !== 201) throw new Error(`The upload was answered with ${status.toString()}.`);
  return { id: ticket.resource.id, bytes };
}
