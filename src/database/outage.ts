import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { ServiceUnavailable } from '../errors/service-unavailable.js';

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
/**
 * PostgreSQL's classes: connection exception, operator intervention (shutdown, time-out), insufficient resources; a
 * transaction that idled for too long, whose connection is ended; and a connection that is not let in: by who it is, by
 * a database that is not there, or that takes nobody in.
 */
const SERVER_CODES = /^(08...|57P0.|57014|53...|25P03|28...|3D000|55000)$/;
const CONNECTION_WORDS =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|^(timeout expired|Query read timeout)$/;

/** The error code that PostgreSQL or the connection gave, e.g. "23505". */
export function databaseErrorCode(cause: unknown): string | undefined {
  const source: unknown = cause instanceof QueryFailedError ? cause.driverError : cause;
  if (typeof source !== 'object' || source === null || !('code' in source)) return undefined;
  return typeof source.code === 'string' ? source.code : undefined;
}

/** A connection that broke between two statements of a transaction: TypeORM lets go of it at once. */
function isLostConnection(cause: unknown): boolean {
  return cause instanceof QueryRunnerAlreadyReleasedError || cause instanceof QueryRunnerProviderAlreadyReleasedError;
}

function isOutage(cause: unknown): boolean {
  if (isLostConnection(cause)) return true;
  const code = databaseErrorCode(cause);
  if (code !== undefined && (CONNECTION_CODES.has(code) || SERVER_CODES.test(code))) return true;
  return cause instanceof Error && CONNECTION_WORDS.test(cause.message);
}

/** Runs the work; when PostgreSQL is away the error says so by name (promise P11). */
export async function naming<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw isOutage(cause) ? new ServiceUnavailable('PostgreSQL', cause) : cause;
  }
}
