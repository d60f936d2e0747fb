import type { IdCase } from './id-case.js';

/** Where an id is put to write at a place. */
export const WRITE_CASES: Readonly<Record<string, IdCase>> = {
  'Mutation.putResource(input.ownerId)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { putResource(input: { ownerId: $id, path: "new", data: {} }) { path } }`,
  },
  'Mutation.putResource(input.coownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { putResource(input: { ownerId: "${base.owner}", coownerId: $id, path: "new", data: {} }) { path } }`,
  },
};
