import type { ErrorCode } from './error-codes.js';

/** What went wrong, for machines (code, property, params) and for people (message). Safe to show to any client. */
export abstract class ThingstoreError extends Error {
  abstract readonly code: ErrorCode;
  /** The input property that is at fault, when there is one. */
  readonly property?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;

  override get name(): string {
    return this.constructor.name;
  }
}
