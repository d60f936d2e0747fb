import { USERS_ARE_NAMED, type IdCases } from './id-case.js';

const PLACE = 'type: "image/png", path: "new"';

/** Of resources and uploads. */
export const RESOURCE_IDS: IdCases = {
  'Query.resource(id)': {
    kind: 'resource',
    query: () => `query ($id: ID!) { resource(id: $id) { id path access { role } signedUrl { url } } }`,
  },
  'Query.resourceAt(ownerId)': {
    kind: 'owner',
    query: () => `query ($id: ID!) { resourceAt(ownerId: $id, path: "a") { id } }`,
  },
  'Query.resourceAt(coownerId)': {
    kind: 'owner',
    query: (base) => `query ($id: ID!) { resourceAt(ownerId: "${base.owner}", coownerId: $id, path: "a") { id } }`,
  },
  'Query.resources(ownerId)': {
    kind: 'owner',
    query: () => `query ($id: ID!) { resources(ownerId: $id) { totalCount nodes { id } pageInfo { hasNextPage } } }`,
  },
  'Query.resources(coownerId)': {
    kind: 'owner',
    query: () => `query ($id: ID!) { resources(coownerId: $id) { totalCount nodes { id } } }`,
  },
  'Query.resources(filter.ids)': {
    kind: 'resource',
    query: () => `query ($id: ID!) { resources(filter: { ids: [$id] }) { totalCount nodes { id } } }`,
  },
  'Owner.resources(coownerId)': {
    kind: 'owner',
    query: (base) => `query ($id: ID!) { owner(id: "${base.owner}") { resources(coownerId: $id) { totalCount } } }`,
  },
  'Owner.resources(filter.ids)': {
    kind: 'resource',
    query: (base) =>
      `query ($id: ID!) { owner(id: "${base.owner}") { resources(filter: { ids: [$id] }) { totalCount } } }`,
  },
  'Query.resourceDiagnostics(id)': {
    kind: 'resource',
    query: () => `query ($id: ID!) { resourceDiagnostics(id: $id) { exists access { role } isReachable problems } }`,
  },
  'Query.resourceDiagnostics(userId)': {
    kind: 'user',
    query: (base) =>
      `query ($id: ID!) { resourceDiagnostics(id: "${base.resource}", userId: $id) { exists access { role } } }`,
    except: ['hidden'],
    because: USERS_ARE_NAMED,
  },
  'Query.multipartUpload(id)': {
    kind: 'upload',
    query: () => `query ($id: ID!) { multipartUpload(id: $id) { id uploadedParts } }`,
  },
  'Mutation.createResource(input.ownerId)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { createResource(input: { ownerId: $id, path: "new", data: {} }) { path } }`,
  },
  'Mutation.createResource(input.coownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { createResource(input: { ownerId: "${base.owner}", coownerId: $id, path: "new", data: {} }) { path } }`,
  },
  'Mutation.requestUpload(input.ownerId)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { requestUpload(input: { ownerId: $id, ${PLACE} }) { resource { path } } }`,
  },
  'Mutation.requestUpload(input.coownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { requestUpload(input: { ownerId: "${base.owner}", coownerId: $id, ${PLACE} }) { resource { path } } }`,
  },
  'Mutation.completeUpload(input.resourceId)': {
    kind: 'resource',
    query: () => `mutation ($id: ID!) { completeUpload(input: { resourceId: $id }) { path } }`,
  },
  'Mutation.completeUpload(input.uploadId)': {
    kind: 'upload',
    query: (base) =>
      `mutation ($id: ID!) { completeUpload(input: { resourceId: "${base.resource}", uploadId: $id }) { path } }`,
  },
  'Mutation.updateResource(input.id)': {
    kind: 'resource',
    query: () => `mutation ($id: ID!) { updateResource(input: { id: $id, metadata: {} }) { path } }`,
  },
  'Mutation.deleteResources(input.ids)': {
    kind: 'resource',
    query: () => `mutation ($id: ID!) { deleteResources(input: { ids: [$id] }) }`,
  },
  'Mutation.deleteResources(input.at.ownerId)': {
    kind: 'owner',
    query: () => `mutation ($id: ID!) { deleteResources(input: { at: { ownerId: $id, path: "a" } }) }`,
  },
  'Mutation.deleteResources(input.at.coownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { deleteResources(input: { at: { ownerId: "${base.owner}", coownerId: $id, path: "a" } }) }`,
  },
  'Mutation.createMultipartUpload(input.ownerId)': {
    kind: 'owner',
    query: () =>
      `mutation ($id: ID!) { createMultipartUpload(input: { ownerId: $id, ${PLACE} }) { resource { path } } }`,
  },
  'Mutation.createMultipartUpload(input.coownerId)': {
    kind: 'owner',
    query: (base) =>
      `mutation ($id: ID!) { createMultipartUpload(input: { ownerId: "${base.owner}", coownerId: $id, ${PLACE} }) { resource { path } } }`,
  },
  'Mutation.completeMultipartUpload(input.id)': {
    kind: 'upload',
    query: () => `mutation ($id: ID!) { completeMultipartUpload(input: { id: $id }) { path } }`,
  },
  'Mutation.abortMultipartUpload(input.id)': {
    kind: 'upload',
    query: () => `mutation ($id: ID!) { abortMultipartUpload(input: { id: $id }) }`,
  },
};
