import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { ApiError } from './api-client.js';
import type { TestThingstore } from './thingstore.js';

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | readonly Uint8Array[];
}

interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Sends just these bytes, as Root; a list is sent in pieces, its length unsaid. */
export async function sendRaw(server: TestThingstore, sent: RawRequest): Promise<RawAnswer> {
  const { method = 'POST', path = '/graphql', headers = {}, body } = sent;
  const authorization = server.root.authorization ?? '';
  const length = typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {};
  const request = httpRequest(`${server.url}${path}`, {
    method,
    headers: { authorization, ...length, ...headers },
  });
  if (Array.isArray(body)) for (const piece of body as readonly Uint8Array[]) request.write(piece);
  else if (body !== undefined) request.write(body);
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const text = Buffer.concat((await response.toArray()) as Buffer[]).toString();
  return { status: response.statusCode ?? 0, headers: response.headers, body: text };
}

/** The error of a GraphQL answer, which must be JSON and tell nothing of the inside. */
export async function rawRefusal(
  server: TestThingstore,
  sent: RawRequest,
): Promise<ApiError & { readonly status: number }> {
  const { status, headers, body } = await sendRaw(server, sent);
  assert.match(headers['content-type'] ?? '', /^application\/(graphql-response\+)?json/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.doesNotMatch(body, /<|node_modules|\.js:\d|\bat \w+ \(/);
  const { errors = [] } = JSON.parse(body) as { readonly errors?: readonly ApiError[] };
  const [error] = errors;
  assert.ok(error !== undefined, body);
  assert.equal(error.extensions.requestId, headers['x-request-id']);
  return { ...error, status };
}
