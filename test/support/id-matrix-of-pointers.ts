import type { IdCases } from './id-case.js';

/** The places of ids where pointers are made: a part of the matrix. */
export const POINTER_IDS: IdCases = {
  'Mutation.createResourcePointer(input.ownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { createResourcePointer(input: { ownerId: $id, path: "new", sourceId: "${base.file}" }) { path } }`,
  },
  'Mutation.createResourcePointer(input.coownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { createResourcePointer(input: { ownerId: "${base.owner}", coownerId: $id, path: "new", sourceId: "${base.file}" }) { path } }`,
  },
  'Mutation.createResourcePointer(input.sourceId)': {
    kind: 'file',
    query: (base) =>
      `mutation ($id: ID!) { createResourcePointer(input: { ownerId: "${base.owner}", path: "new", sourceId: $id }) { path } }`,
  },
  'Mutation.createResourcePointer(input.source.ownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { createResourcePointer(input: { ownerId: "${base.owner}", path: "new", source: { ownerId: $id, path: "file" } }) { path } }`,
  },
  'Mutation.createResourcePointer(input.source.coownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { createResourcePointer(input: { ownerId: "${base.owner}", path: "new", source: { ownerId: "${base.owner}", coownerId: $id, path: "file" } }) { path } }`,
  },
};
