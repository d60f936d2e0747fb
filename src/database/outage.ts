import { QueryFailedError } from 'typeorm';
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
 * PostgreSQL's classes: connection exception, operator intervention (shutdown, time-out), insufficient resources; and
 * a transaction that idled for too long, whose connection is ended.
 */
const SERVER_CODES = /^(08...|57P0.|57014|53...|25P03)$/;
const CONNECTION_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** The error code that PostgreSQL or the connection gave, e.g. "23505". */
export function databaseErrorCode(cause: unknown): string | undefined {
  const source: unknown = cause instanceof QueryFailedError ? cause.driverError : cause;
  if (typeof source !== 'object' || source === null || !('code' in source)) return undefined;
  return typeof source.code === 'string' ? source.code : undefined;
}

function isOutage(cause: unknown): boolean {
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
