import type { IdKind, Ids } from './foreign-world.js';

/** The places of ids where pointers are made: a part of the matrix. */
export const POINTER_IDS: Readonly<Record<string, { readonly kind: IdKind; readonly query: (base: Ids) => string }>> = {
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
