/** What a client reads instead of an error that was not meant for it. */
export const UNEXPECTED_ERROR_MESSAGE = 'Something went wrong on our side. Quote the request id when you report it.';

/** Where an error leaves the house. */
export interface ErrorOccasion {
  readonly requestId: string;
  /** Gets an error whole before it is masked. It goes to the log, through `loggableError`. */
  readonly reportUnexpected: (error: unknown, requestId: string) => void;
  /** Whether a query that does not fit the schema is told what it may have meant. */
  readonly showsSuggestions?: boolean | undefined;
}

/** An error as a log line may hold it. */
export interface LoggableError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly cause?: LoggableError;
}

const CAUSES_LIMIT = 5;

/**
 * What a log line may say of an error: name, message, stack, codes and causes. Other properties stay out on purpose:
 * a refused statement carries its parameters, and among them may be a password's hash or a key's.
 */
export function loggableError(error: unknown, causesLimit = CAUSES_LIMIT): LoggableError {
  if (!(error instanceof Error)) return { name: typeof error, message: 'Something that is no Error was thrown.' };
  return {
    name: error.name,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
    ...textProperty(error, 'code'),
    ...textProperty(error, 'constraint'),
    ...causeOf(error, causesLimit),
  };
}

function causeOf(error: Error, causesLimit: number): { readonly cause?: LoggableError } {
  const cause: unknown = 'originalError' in error ? error.originalError : error.cause;
  return cause === undefined || cause === null || causesLimit === 0
    ? {}
    : { cause: loggableError(cause, causesLimit - 1) };
}

function textProperty(error: Error, name: 'code' | 'constraint'): Readonly<Record<string, string>> {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? { [name]: value } : {};
}
