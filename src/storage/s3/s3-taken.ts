import type { PutResult } from '../object-store.js';
import { ObjectExists } from '../storage.errors.js';
import { s3Code, s3Fault } from './s3-fault.js';

/** What stores answer to a write that would overwrite, or that meets another one of the same key. */
const TAKEN: readonly unknown[] = ['PreconditionFailed', 'ConditionalRequestConflict'];

/**
 * Runs a call that makes an object. Throws ObjectExists when the key is taken, and else the errors of `s3Fault`.
 *
 * @param received what was received for it; null when nothing was
 */
export async function unlessTaken(received: PutResult | null, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (cause) {
    throw TAKEN.includes(s3Code(cause)) ? new ObjectExists(received) : s3Fault(cause);
  }
}
