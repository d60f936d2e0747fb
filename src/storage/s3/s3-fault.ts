import pRetry from 'p-retry';
import { S3Error } from 'minio';
import { ServiceUnavailable } from '../../errors/service-unavailable.js';
import { ThingstoreError } from '../../errors/thingstore-error.js';
import { OBJECT_STORE } from '../storage.errors.js';

/** What a store answers that has too much to do, or that is not quite there yet. */
export const BUSY: ReadonlySet<number | undefined> = new Set([408, 429, 499, 500, 502, 503, 504, 520]);

/** The store answered nothing in time. */
export class S3Silent extends Error {
  override readonly name = 'S3Silent';

  constructor(timeoutMs: number, cause?: unknown) {
    super(`The object store stayed silent for ${timeoutMs.toString()} ms, or broke off.`, { cause });
  }
}

/** The store answered that it cannot, at the moment. */
export class S3Busy extends Error {
  override readonly name = 'S3Busy';

  constructor(status: number) {
    super(`The object store answered with ${status.toString()}.`);
  }
}

/** What the store said in its error, such as NoSuchKey; null when it said nothing. */
export function s3Code(cause: unknown): string | null {
  return cause instanceof S3Error ? (cause.code ?? '') : null;
}

/** Our own errors stay as they are; whatever else went wrong, for the outside the store is away. */
export function s3Fault(cause: unknown): Error {
  return cause instanceof ThingstoreError ? cause : new ServiceUnavailable(OBJECT_STORE, cause);
}

/** Runs a call to the store once, with the errors of `s3Fault`. */
export async function onStore<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (cause) {
    throw s3Fault(cause);
  }
}

/** The same for a call that may be repeated. */
export async function onStoreRepeatedly<Result>(call: () => Promise<Result>): Promise<Result> {
  return onStore(() => repeatedly(call));
}

/** Runs a call up to three times: a connection that was cut, or a busy store, is no reason to give up. */
export async function repeatedly<Result>(call: () => Promise<Result>): Promise<Result> {
  const isWorthIt = ({ error }: { readonly error: Error }) => isPassing(error);
  return pRetry(call, { retries: 2, minTimeout: 100, factor: 3, randomize: true, shouldRetry: isWorthIt });
}

/** Silence is not: whoever waits has waited long enough. */
function isPassing(error: Error): boolean {
  return error instanceof S3Busy || isConnectionFault(error);
}

/** Whether nobody is there to answer, rather than that the answer is no. */
export function isAway(cause: unknown): boolean {
  return (
    cause instanceof ServiceUnavailable ||
    cause instanceof S3Silent ||
    cause instanceof S3Busy ||
    isConnectionFault(cause)
  );
}

/** What the system says when a host cannot be found or reached, or a connection is cut. */
function isConnectionFault(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE)/.test(code);
}
