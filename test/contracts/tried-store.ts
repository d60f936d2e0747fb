import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { objectKey } from '../../src/storage/object-key.js';
import type { ListOptions, ObjectStore } from '../../src/storage/object-store.js';
import { ObjectNotFound } from '../../src/storage/storage.errors.js';
import type { SetClock } from '../support/set-clock.js';

/** A store to try, and how to clear it away. */
export interface TriedStore {
  readonly store: ObjectStore;
  /** What its links are signed by, where that is not the time of day. */
  readonly clock: SetClock;
  readonly close: () => Promise<void>;
}

export const LIMIT = 10_000_000;

/** A key that nothing has used before. */
export function freshKey(projectId = 'farm', createdAt = new Date('2026-02-03T00:00:00Z')): string {
  return objectKey({ projectId, createdAt, id: randomUUID() });
}

/** A stream of these bytes, in pieces. */
export function streamOf(bytes: Uint8Array, pieceLength = 65_536): Readable {
  const count = Math.ceil(bytes.length / pieceLength);
  return Readable.from(
    Array.from({ length: count }, (_, nth) => Buffer.from(bytes.subarray(nth * pieceLength, (nth + 1) * pieceLength))),
  );
}

export async function keysIn(store: ObjectStore, options: ListOptions): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(options)) keys.push(key);
  return keys;
}

export async function assertNothingAt(store: ObjectStore, key: string): Promise<void> {
  assert.equal(await store.stat(key), null);
  await assert.rejects(store.read(key), ObjectNotFound);
  assert.deepEqual(await keysIn(store, { prefix: key }), []);
}
