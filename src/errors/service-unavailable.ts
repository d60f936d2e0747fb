import { ThingstoreError } from './thingstore-error.js';

/** Something that the server stands on is away; the request may be repeated. */
export class ServiceUnavailable extends ThingstoreError {
  readonly code = 'SERVICE_UNAVAILABLE';

  /** @param missing what is away: "PostgreSQL", "the object store" @param cause for the log only */
  constructor(missing: string, cause?: unknown) {
    super(`${missing} cannot be reached at the moment. Try again shortly.`);
    this.params = { missing };
    this.cause = cause;
  }

  override readonly params: Readonly<Record<string, unknown>>;
}
