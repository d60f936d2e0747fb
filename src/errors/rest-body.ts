import { ERROR_STATUS, type ErrorCode } from './error-codes.js';
import { ThingstoreError } from './thingstore-error.js';
import { UNEXPECTED_ERROR_MESSAGE, type ErrorOccasion } from './unexpected-error.js';

/** The body of every REST answer that is an error. */
export interface RestErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    readonly property?: string;
    readonly params?: Readonly<Record<string, unknown>>;
    readonly message: string;
    readonly requestId: string;
  };
}

/** An error as the REST routes answer it: what is not a ThingstoreError is reported whole and leaves masked. */
export function restError(
  error: unknown,
  occasion: ErrorOccasion,
): { readonly status: number; readonly body: RestErrorBody } {
  const { requestId } = occasion;
  if (!(error instanceof ThingstoreError)) {
    occasion.reportUnexpected(error, requestId);
    const body = { error: { code: 'INTERNAL_SERVER_ERROR', message: UNEXPECTED_ERROR_MESSAGE, requestId } } as const;
    return { status: ERROR_STATUS.INTERNAL_SERVER_ERROR, body };
  }
  const { code, property, params, message } = error;
  const body = {
    error: {
      code,
      ...(property !== undefined && { property }),
      ...(params !== undefined && { params }),
      message,
      requestId,
    },
  };
  return { status: ERROR_STATUS[code], body };
}
