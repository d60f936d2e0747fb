import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';

const JOIN = graphql(`
  mutation GroupThingsJoin($id: ID!, $groupId: ID) {
    updateOwner(input: { id: $id, groupId: $groupId }) {
      id
    }
  }
`);

/** Puts a thing into a group, or out of all. */
export async function joinGroup(root: ApiClient, thingId: string, groupId: string | null): Promise<void> {
  await root.request(JOIN, { id: thingId, groupId });
}
