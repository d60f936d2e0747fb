import { ServiceUnavailable } from '../../errors/service-unavailable.js';
import { OBJECT_STORE } from '../storage.errors.js';

/** Whether the system refused a call, with one of these codes when any are named. */
export function isSystemFault(cause: unknown, ...codes: readonly string[]): boolean {
  const code = cause instanceof Error && 'syscall' in cause && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && (codes.length === 0 || codes.includes(code));
}

/** Whether a file or a folder on the way to it is not there. */
export function isAbsence(cause: unknown): boolean {
  return isSystemFault(cause, 'ENOENT', 'ENOTDIR');
}

/** Whatever the system says, full, damaged or gone: for the outside the store is away. Other errors stay themselves. */
export function diskFault(cause: unknown): Error {
  if (isSystemFault(cause)) return new ServiceUnavailable(OBJECT_STORE, cause);
  return cause instanceof Error ? cause : new Error(String(cause));
}

/** Runs work on the disk, with the errors of `diskFault`. */
export async function onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw diskFault(cause);
  }
}
