import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import sharp from 'sharp';
import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type { CompleteUploadInput, RequestUploadInput } from './generated/graphql.js';

export const REQUEST_UPLOAD = graphql(`
  mutation UploadRequest($input: RequestUploadInput!) {
    requestUpload(input: $input) {
      uploadId
      resource {
        id
        state
        version
        path
        metadata
        details {
          size
        }
      }
      upload {
        url
        method
        headers
        expiresAt
        uploadId
      }
    }
  }
`);

export const COMPLETE_UPLOAD = graphql(`
  mutation UploadComplete($input: CompleteUploadInput!) {
    completeUpload(input: $input) {
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

export const CAPTURE = graphql(`
  query UploadedCapture($id: ID!) {
    resource(id: $id) {
      id
      path
      type
      kind
      metadata
      createdAt
      dataCreatedAt
      updatedAt
      version
      data
      signedUrl {
        url
        method
        headers
        expiresAt
        uploadId
      }
      details {
        size
        contentType
        declaredType
        detectedType
        etag
        sha256
        filename
        format
        width
        height
        bucket
        key
      }
      ... on Resource {
        state
        writeableUrl {
          url
          headers
          expiresAt
          uploadId
        }
      }
    }
  }
`);

/** What a PUT or a GET to a signed URL came back with; the body as JSON where it is JSON. */
export interface LinkAnswer {
  readonly status: number;
  readonly body: {
    readonly resourceId?: string;
    readonly version?: number;
    readonly error?: {
      readonly code: string;
      readonly message: string;
      readonly requestId: string;
      readonly property?: string;
    };
  };
}

/** What a ticket or a writeableUrl says of how to send the bytes. */
export interface WriteLink {
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Asks for an upload; answers its ticket. */
export async function requestUpload(client: ApiClient, input: RequestUploadInput) {
  return (await client.request(REQUEST_UPLOAD, { input })).requestUpload;
}

/** Says that the bytes are there; answers the resource. */
export async function completeUpload(client: ApiClient, input: CompleteUploadInput) {
  return (await client.request(COMPLETE_UPLOAD, { input })).completeUpload;
}

/** The resource as the client sees it; fails when it sees none. */
export async function capture(client: ApiClient, id: string) {
  const resource = await findCapture(client, id);
  if (resource === null) throw new Error(`There is no resource ${id}.`);
  return resource;
}

/** The resource as the client sees it; null when it sees none. */
export async function findCapture(client: ApiClient, id: string) {
  const { resource } = await client.request(CAPTURE, { id });
  if (resource === null) return null;
  if (!('state' in resource)) throw new Error(`${id} is a pointer.`);
  return resource;
}

/** Sends bytes as a link wants it, other headers on top. */
export async function put(
  link: WriteLink,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<LinkAnswer> {
  const all = { ...headersOf(link), ...headers };
  return answerOf(await fetch(link.url, { method: 'PUT', headers: all, body: Buffer.from(bytes) }));
}

/** Sends bytes to a link of an S3 store; answers the status. */
export async function sendTo(link: WriteLink, bytes: Uint8Array): Promise<number> {
  const response = await fetch(link.url, { method: 'PUT', headers: headersOf(link), body: Buffer.from(bytes) });
  await response.arrayBuffer();
  return response.status;
}

/** The headers that a link wants to be sent. */
export function headersOf(link: WriteLink): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(link.headers).map(([name, value]) => [name, String(value)]));
}

/** A JSON answer of a signed URL. */
export async function answerOf(response: Response): Promise<LinkAnswer> {
  return { status: response.status, body: (await response.json()) as LinkAnswer['body'] };
}

/** The bytes behind a signed URL; fails unless it answers 200. */
export async function download(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`The download was answered with ${String(response.status)}.`);
  return Buffer.from(await response.arrayBuffer());
}

/** A PUT that the test feeds by hand. */
export interface SlowPut {
  send(bytes: Uint8Array): Promise<void>;
  /** Ends the body; answers what came back. */
  finish(): Promise<LinkAnswer>;
  /** The client is gone in the middle of its body. */
  cut(): Promise<void>;
}

/** Begins a PUT of `length` bytes whose bytes come when the test says so. */
export function beginPut(link: WriteLink, length: number): SlowPut {
  const request = httpRequest(link.url, {
    method: 'PUT',
    agent: false,
    headers: { ...headersOf(link), 'content-length': length },
  });
  const answered = new Promise<LinkAnswer>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          body: JSON.parse(Buffer.concat(chunks).toString()) as LinkAnswer['body'],
        });
      });
    });
  });
  // Whoever cuts the line does not wait for an answer.
  answered.catch(() => undefined);
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        request.write(bytes, (error) => {
          if (error == null) resolve();
          else reject(error);
        });
      }),
    finish: () => {
      request.end();
      return answered;
    },
    cut: () =>
      new Promise((resolve) => {
        request.once('close', resolve).destroy();
      }),
  };
}

/** The key of the bytes that a signed URL is for. */
export function keyOf(url: string): string {
  return new URL(url).pathname.replace('/objects/', '');
}

/** In lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A real picture; another shade makes other bytes. */
export async function picture(
  format: 'png' | 'jpeg' | 'gif' | 'webp',
  options: { readonly width?: number; readonly height?: number; readonly shade?: number } = {},
): Promise<Buffer> {
  const { width = 64, height = 48, shade = 100 } = options;
  const background = { r: shade, g: 40, b: 200 };
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}
