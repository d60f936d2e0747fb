import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type { CreateResourceInput } from './generated/graphql.js';

export const PUT_RESOURCE = graphql(`
  mutation PutResource($input: CreateResourceInput!) {
    putResource(input: $input) {
      ...EntryFields
      state
      archiveAt
      deleteAt
      details {
        sha256
      }
    }
  }
`);

export async function putEntry(client: ApiClient, input: CreateResourceInput) {
  return (await client.request(PUT_RESOURCE, { input })).putResource;
}

/** Puts a file that comes inside the request. */
export async function putFile(
  client: ApiClient,
  input: Omit<CreateResourceInput, 'file'>,
  file: { readonly bytes: Uint8Array; readonly name?: string; readonly type?: string },
) {
  const sent = { path: 'variables.input.file', name: 'file.bin', type: 'application/octet-stream', ...file };
  const { data, errors } = await client.upload(PUT_RESOURCE, { input: { ...input, file: null } }, sent);
  const [refusal] = errors ?? [];
  if (refusal !== undefined) return { refusal };
  return { put: data?.putResource };
}
