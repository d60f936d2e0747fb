import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import type { PutResult } from './object-store.js';

/** How outages name it. */
export const OBJECT_STORE = 'The object store';

/** There are no bytes under this key (any more). */
export class ObjectNotFound extends ThingstoreError {
  readonly code = 'FILE_NOT_FOUND';

  constructor() {
    super('There are no stored bytes here: they were never uploaded, or they are deleted.');
  }
}

/** The key is taken: stored bytes are never overwritten. */
export class ObjectExists extends ThingstoreError {
  readonly code = 'FILE_EXISTS';

  /** @param received what was read before the key turned out to be taken; null when nothing was */
  constructor(readonly received: PutResult | null = null) {
    super('These bytes were uploaded already, and stored bytes are never overwritten. Request a new upload.');
  }
}

/** The parts of an upload are not there (any more): it was completed, aborted, or given up. */
export class MultipartNotFound extends ThingstoreError {
  readonly code = 'UPLOAD_NOT_FOUND';
  override readonly property = 'id';

  constructor() {
    super('There is no such upload in parts, or it has ended: begin a new one with createMultipartUpload.');
  }
}

/** A part came again, or went, while the object was being made: the parts are there, but not as they were listed. */
export class PartsChanged extends ThingstoreError {
  readonly code = 'UPLOAD_MISSING';
  override readonly property = 'id';

  constructor() {
    super('A part was sent again meanwhile. Complete the upload once more when all parts are there.');
  }
}

/** The part of an object that was asked for does not lie within it. */
export class RangeNotSatisfiable extends ThingstoreError {
  readonly code = 'RANGE_NOT_SATISFIABLE';

  /** @param size of the object, in bytes */
  constructor(readonly size: number) {
    super(`The range does not lie within the ${size.toString()} bytes that there are.`);
    this.params = { size };
  }

  override readonly params: Readonly<Record<string, unknown>>;
}

/** The store holds other bytes under this key than it said before: it is not to be trusted with them now. */
export class OtherBytes extends ServiceUnavailable {
  constructor() {
    super(OBJECT_STORE, new Error('The etag of an object that never changes is another one now.'));
  }
}

/** Whether the store failed to give or to remove bytes, rather than somebody else. */
export function isStoreFault(cause: unknown): boolean {
  if (cause instanceof ObjectNotFound) return true;
  return cause instanceof ServiceUnavailable && cause.params['missing'] === OBJECT_STORE;
}
