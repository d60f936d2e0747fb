import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import type { ObjectStore } from './object-store.js';
import { OBJECT_STORE } from './storage.errors.js';

/**
 * SHA-256 of an object in lower-case hex. Throws ObjectNotFound, and ServiceUnavailable also when the
 * bytes break off, or are not wanted any more.
 */
export async function hashObject(
  store: ObjectStore,
  key: string,
  { etag, ending }: { readonly etag?: string; readonly ending?: AbortSignal | undefined } = {},
): Promise<string> {
  const hash = createHash('sha256');
  await whole(async () => {
    const bytes = await store.read(key, etag === undefined ? {} : { etag });
    await (ending === undefined ? pipeline(bytes, hash) : pipeline(bytes, hash, { signal: ending }));
  });
  return hash.digest('hex');
}

/** The first bytes of an object, fewer when it is shorter. Errors: as of `hashObject`. */
export async function readHead(
  store: ObjectStore,
  key: string,
  part: { readonly length: number; readonly size: number; readonly etag: string },
): Promise<Buffer> {
  const { length, size, etag } = part;
  if (size === 0) return Buffer.alloc(0);
  const range = { start: 0, end: Math.min(length, size) - 1 };
  return whole(async () => buffer(await store.read(key, { range, etag })));
}

async function whole<Result>(reading: () => Promise<Result>): Promise<Result> {
  try {
    return await reading();
  } catch (cause) {
    throw cause instanceof ThingstoreError ? cause : new ServiceUnavailable(OBJECT_STORE, cause);
  }
}
