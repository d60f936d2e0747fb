import type { IdCases } from './id-case.js';

/** Where an id is put to write at a place, or to read what several entries there say together. */
export const WRITE_IDS: IdCases = {
  'Query.translations(ownerId)': {
    kind: 'owner',
    query: () => `query ($id: ID!) { translations(ownerId: $id, locale: "de") { data locales version } }`,
  },
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
