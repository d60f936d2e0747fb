import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ERROR_STATUS, type ErrorCode } from '../errors/error-codes.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { UNEXPECTED_ERROR_MESSAGE, type ErrorOccasion } from '../errors/unexpected-error.js';

/** Apollo's codes that clients know, with the HTTP status that Apollo gives them. */
const APOLLO_STATUS = {
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  PERSISTED_QUERY_NOT_FOUND: 200,
  PERSISTED_QUERY_NOT_SUPPORTED: 200,
} as const;

type PublicErrorCode = ErrorCode | keyof typeof APOLLO_STATUS;

/** An error as a GraphQL answer may show it. */
export interface PublicError extends GraphQLFormattedError {
  readonly extensions: {
    readonly code: PublicErrorCode;
    readonly property?: string;
    readonly params?: Readonly<Record<string, unknown>>;
    readonly requestId: string;
  };
}

interface Verdict {
  readonly message: string;
  readonly code: PublicErrorCode;
  readonly property?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What a client may know of an error, over HTTP and over WebSocket: ours as they are, Apollo's of parsing, validation and
 * persisted queries with their code, a request that cannot be executed as INVALID_ARGUMENTS. Everything else is
 * reported whole and leaves masked.
 */
export function publicError(error: unknown, occasion: ErrorOccasion): PublicError {
  const verdict = ownVerdict(error) ?? (error instanceof GraphQLError ? requestVerdict(error) : undefined);
  if (verdict === undefined) occasion.reportUnexpected(error, occasion.requestId);
  const { code, property, params, ...told } = verdict ?? {
    message: UNEXPECTED_ERROR_MESSAGE,
    code: 'INTERNAL_SERVER_ERROR' as const,
  };
  const isOfSchema = code === 'GRAPHQL_VALIDATION_FAILED';
  const message = isOfSchema && occasion.showsSuggestions === false ? withoutSuggestion(told.message) : told.message;
  return {
    message,
    ...whereabouts(error),
    extensions: {
      code,
      ...(property !== undefined && { property }),
      ...(params !== undefined && { params }),
      requestId: occasion.requestId,
    },
  };
}

/** graphql-js ends a message with the names that may have been meant: names of the schema. */
function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean .+\?$/s, '');
}

/** The HTTP status of a request that was refused with this code before it was executed. */
export function httpStatusOf(code: PublicErrorCode): number {
  const statuses: Readonly<Record<PublicErrorCode, number>> = { ...ERROR_STATUS, ...APOLLO_STATUS };
  return statuses[code];
}

/** graphql-js wraps what a resolver throws, Apollo wraps it again. */
function ownVerdict(error: unknown): Verdict | undefined {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
  if (!(cause instanceof ThingstoreError)) return undefined;
  const { message, code, property, params } = cause;
  return { message, code, property, params };
}

/** Of an error that came before execution; what happens below a field is no fault of the request. */
function requestVerdict(error: GraphQLError): Verdict | undefined {
  const { message, path } = error;
  if (path !== undefined || hasForeignCause(error)) return undefined;
  const { code, http }: Readonly<Record<string, unknown>> = error.extensions;
  if (code === 'BAD_USER_INPUT' || isVariableMessage(message)) {
    // Not graphql-js's message: it repeats the value, which may be a password.
    return { code: 'INVALID_ARGUMENTS', property: 'variables', message: 'The variables do not fit the operation.' };
  }
  if (isApolloCode(code)) return { code, message };
  if (code === 'OPERATION_RESOLUTION_FAILURE') return { code: 'INVALID_ARGUMENTS', property: 'operationName', message };
  if (code === undefined && error.nodes === undefined && error.source !== undefined) {
    return { code: 'GRAPHQL_PARSE_FAILED', message };
  }
  if (code === undefined && (error.nodes !== undefined || message.endsWith('Validation aborted.'))) {
    return { code: 'GRAPHQL_VALIDATION_FAILED', message };
  }
  const status = statusFrom(http);
  if (status === ERROR_STATUS.METHOD_NOT_ALLOWED) return { code: 'METHOD_NOT_ALLOWED', message };
  return status === ERROR_STATUS.INVALID_ARGUMENTS || code === 'BAD_REQUEST'
    ? { code: 'INVALID_ARGUMENTS', message }
    : undefined;
}

function hasForeignCause({ originalError }: GraphQLError): boolean {
  let cause: Error | undefined = originalError;
  while (cause instanceof GraphQLError) cause = cause.originalError;
  return cause !== undefined;
}

function isVariableMessage(message: string): boolean {
  return /^Variable "\$\w+" (?:got invalid value|of required type|of non-null type) /.test(message);
}

function isApolloCode(code: unknown): code is keyof typeof APOLLO_STATUS {
  return typeof code === 'string' && Object.hasOwn(APOLLO_STATUS, code);
}

function statusFrom(http: unknown): number | undefined {
  return typeof http === 'object' && http !== null && 'status' in http && typeof http.status === 'number'
    ? http.status
    : undefined;
}

function whereabouts(error: unknown): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  if (!(error instanceof GraphQLError)) return {};
  const { locations, path } = error;
  return { ...(locations !== undefined && { locations }), ...(path !== undefined && { path }) };
}
