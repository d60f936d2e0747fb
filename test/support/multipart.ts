import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type { RequestUploadInput } from './generated/graphql.js';
import { headersOf, type WriteLink } from './uploads.js';

export const CREATE_MULTIPART = graphql(`
  mutation MultipartCreate($input: RequestUploadInput!) {
    createMultipartUpload(input: $input) {
      id
      partSize
      expiresAt
      uploadedParts
      resource {
        id
        state
        path
      }
    }
  }
`);

export const COMPLETE_MULTIPART = graphql(`
  mutation MultipartComplete($input: MultipartUploadSelection!) {
    completeMultipartUpload(input: $input) {
      id
      state
      version
      details {
        size
        sha256
      }
    }
  }
`);

export const ABORT_MULTIPART = graphql(`
  mutation MultipartAbort($input: MultipartUploadSelection!) {
    abortMultipartUpload(input: $input)
  }
`);

export const FIND_MULTIPART = graphql(`
  query MultipartFound($id: ID!) {
    multipartUpload(id: $id) {
      id
      partSize
      expiresAt
      uploadedParts
      resource {
        id
        state
      }
    }
  }
`);

export const PART_URLS = graphql(`
  query MultipartPartUrls($id: ID!, $numbers: [Int!]!) {
    multipartUpload(id: $id) {
      partUrls(numbers: $numbers) {
        url
        method
        headers
        expiresAt
        uploadId
      }
    }
  }
`);

export async function createMultipart(client: ApiClient, input: RequestUploadInput) {
  return (await client.request(CREATE_MULTIPART, { input })).createMultipartUpload;
}

export async function completeMultipart(client: ApiClient, id: string) {
  return (await client.request(COMPLETE_MULTIPART, { input: { id } })).completeMultipartUpload;
}

/** Where parts go. */
export async function partUrls(client: ApiClient, id: string, numbers: readonly number[]) {
  const { multipartUpload } = await client.request(PART_URLS, { id, numbers: [...numbers] });
  if (multipartUpload === null) throw new Error(`There is no upload ${id}.`);
  return multipartUpload.partUrls;
}

/** The numbers of the parts that are there. */
export async function uploadedParts(client: ApiClient, id: string) {
  return (await client.request(FIND_MULTIPART, { id })).multipartUpload?.uploadedParts ?? null;
}

/** Sends one part; answers the status. */
export async function sendPart(
  client: ApiClient,
  part: { id: string; number: number; bytes: Uint8Array },
): Promise<number> {
  const [link] = await partUrls(client, part.id, [part.number]);
  if (link === undefined) throw new Error('There is no URL for the part.');
  return putPart(link, part.bytes);
}

/** Sends bytes to the URL of a part; answers the status. */
export async function putPart(link: WriteLink, bytes: Uint8Array): Promise<number> {
  const response = await fetch(link.url, { method: 'PUT', headers: headersOf(link), body: Buffer.from(bytes) });
  await response.arrayBuffer();
  return response.status;
}
