import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { UnsupportedMediaType } from './error-answer.js';
import { LimitedBody, type BodyLimits } from './limited-body.js';

/**
 * Reads a JSON request: one object, in UTF-8, not compressed. A body over its limit is refused at once, not when its
 * last byte has come, and one that comes to a halt after a time. Errors: INVALID_ARGUMENTS body, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE.
 */
export async function readJson(
  request: IncomingMessage,
  limits: BodyLimits,
): Promise<Readonly<Record<string, unknown>>> {
  const { 'content-encoding': encoding, 'content-type': type = '' } = request.headers;
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type) ?? [];
  if ((encoding ?? 'identity').toLowerCase() !== 'identity' || charset.toLowerCase() !== 'utf-8') {
    throw new UnsupportedMediaType('Send JSON in UTF-8, not compressed.');
  }
  const body = new LimitedBody(request, limits);
  const bytes = await buffer(body).catch(() => {
    // Without a failure the client went away; nobody reads what it is told.
    throw body.failure ?? notJson();
  });
  const value = parsed(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notJson();
  return value as Readonly<Record<string, unknown>>;
}

/** Bytes that are no UTF-8 are refused: taken for U+FFFD, two names could become one. */
function parsed(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw notJson();
  }
}

function notJson(): InvalidArguments {
  return new InvalidArguments('body', 'The body of a request is one JSON object in UTF-8.');
}
