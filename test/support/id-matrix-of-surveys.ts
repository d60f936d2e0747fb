import type { IdCases } from './id-case.js';

const ALL_TIME = 'range: { from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z" }, interval: MONTH';

/** Those of what is told of entries without a list of them. */
export const SURVEY_IDS: IdCases = {
  'Query.resourceFolders(ownerId)': {
    kind: 'owner',
    query: () => `query ($id: ID!) { resourceFolders(ownerId: $id) { path count latest } }`,
  },
  'Query.resourceFolders(coownerId)': {
    kind: 'owner',
    query: (base) => `query ($id: ID!) { resourceFolders(ownerId: "${base.owner}", coownerId: $id) { path count } }`,
  },
  'Query.resourceNearest(ownerId)': {
    kind: 'owner',
    query: () => `query ($id: ID!) { resourceNearest(ownerId: $id, time: "2026-01-01T00:00:00Z") { id } }`,
  },
  'Query.resourceNearest(filter.ids)': {
    kind: 'resource',
    query: (base) =>
      `query ($id: ID!) { resourceNearest(ownerId: "${base.owner}", time: "2026-01-01T00:00:00Z", filter: { ids: [$id] }) { id } }`,
  },
  'Query.resourceBuckets(ownerId)': {
    kind: 'owner',
    query: () => `query ($id: ID!) { resourceBuckets(ownerId: $id, ${ALL_TIME}) { start count } }`,
  },
  'Query.resourceBuckets(filter.ids)': {
    kind: 'resource',
    query: () => `query ($id: ID!) { resourceBuckets(filter: { ids: [$id] }, ${ALL_TIME}) { start count } }`,
  },
};
