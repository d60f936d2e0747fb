import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type { RequestUploadInput } from './generated/graphql.js';
import type { Records } from './records.js';

export const CREATE_MULTIPART = graphql(`
  mutation KeyedMultipart($input: RequestUploadInput!) {
    createMultipartUpload(input: $input) {
      id
      partSize
      expiresAt
      uploadedParts
      partUrls(numbers: [1]) {
        url
        headers
      }
      resource {
        id
        version
      }
    }
  }
`);

export async function createMultipart(client: ApiClient, input: RequestUploadInput) {
  return (await client.request(CREATE_MULTIPART, { input })).createMultipartUpload;
}

/** The keys that are remembered. */
export async function keptKeys(records: Records): Promise<readonly string[]> {
  const rows = await records.ask<{ key: string }>('select key from idempotency_key order by key');
  return rows.map(({ key }) => key);
}
