import type { IdCases } from './id-case.js';

/** The places of the history that take an id. */
export const HISTORY_IDS: IdCases = {
  'Query.resourceChanges(filter.ownerIds)': {
    kind: 'owner',
    query: () =>
      `query ($id: ID!) { resourceChanges(filter: { ownerIds: [$id] }) { nodes { resourceId path } pageInfo { hasNextPage endCursor } } }`,
    keptForRoot: 'deleted',
    because: 'the history of an owner stays, for whoever may read what lies there',
  },
  'Query.resourceChanges(filter.coownerIds)': {
    kind: 'owner',
    query: () => `query ($id: ID!) { resourceChanges(filter: { coownerIds: [$id] }) { nodes { resourceId path } } }`,
  },
  'Query.resourceChanges(filter.resourceIds)': {
    kind: 'resource',
    query: () => `query ($id: ID!) { resourceChanges(filter: { resourceIds: [$id] }) { nodes { version path } } }`,
    keptForRoot: 'deleted',
    because: 'the history of a resource stays, for whoever may read where it lay',
  },
};
