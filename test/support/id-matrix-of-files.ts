import type { IdCases } from './id-case.js';
import { NAMED_FILE } from './foreign-world.js';

/** Where the id of a device or group is put to ask for its files. */
export const FILE_IDS: IdCases = {
  'Query.file(ownerId)': {
    kind: 'group',
    query: () => `query ($id: ID!) { file(ownerId: $id, name: "${NAMED_FILE}") { id name owner { name } } }`,
  },
  'Query.files(ownerId)': {
    kind: 'group',
    query: () =>
      `query ($id: ID!) { files(ownerId: $id) { totalCount nodes { id name } pageInfo { endCursor hasNextPage } } }`,
  },
  'Mutation.uploadFile(input.ownerId)': {
    kind: 'group',
    sendsFile: true,
    query: () => `mutation ($id: ID!, $file: Upload!) { uploadFile(input: { ownerId: $id, file: $file }) { name } }`,
  },
  'Mutation.updateFile(input.ownerId)': {
    kind: 'group',
    query: () =>
      `mutation ($id: ID!) { updateFile(input: { ownerId: $id, name: "${NAMED_FILE}", class: "x" }) { name } }`,
  },
  'Mutation.deleteFile(input.ownerId)': {
    kind: 'group',
    query: () => `mutation ($id: ID!) { deleteFile(input: { ownerId: $id, name: "${NAMED_FILE}" }) }`,
  },
};
