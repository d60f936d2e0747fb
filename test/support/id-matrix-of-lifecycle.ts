import type { IdCases } from './id-case.js';

/** The places that take ids where entries are archived and restored, and owners deleted. */
export const LIFECYCLE_IDS: IdCases = {
  'Mutation.archiveResources(input.ids)': {
    kind: 'resource',
    query: () => `mutation ($id: ID!) { archiveResources(input: { ids: [$id] }) { path } }`,
  },
  'Mutation.archiveResources(input.at.ownerId)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { archiveResources(input: { at: { ownerId: $id, path: "a" } }) { path } }`,
  },
  'Mutation.archiveResources(input.at.coownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { archiveResources(input: { at: { ownerId: "${base.owner}", coownerId: $id, path: "a" } }) { path } }`,
  },
  'Mutation.restoreResources(input.ids)': {
    kind: 'resource',
    query: () => `mutation ($id: ID!) { restoreResources(input: { ids: [$id] }) { path } }`,
  },
  'Mutation.restoreResources(input.at.ownerId)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { restoreResources(input: { at: { ownerId: $id, path: "a" } }) { path } }`,
  },
  'Mutation.restoreResources(input.at.coownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { restoreResources(input: { at: { ownerId: "${base.owner}", coownerId: $id, path: "a" } }) { path } }`,
  },
  'Mutation.deleteOwner(input.id)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { deleteOwner(input: { id: $id }) { name } }`,
  },
};
