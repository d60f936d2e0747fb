import { ThingstoreError } from './thingstore-error.js';

/** Too much of something within a time; it may be tried again after that. */
export class RateLimited extends ThingstoreError {
  readonly code = 'RATE_LIMITED';
  override readonly params: { readonly retryAfter: number };

  /** @param retryAfter whole seconds, as in the header Retry-After */
  constructor(message: string, retryAfter: number) {
    super(message);
    this.params = { retryAfter };
  }
}
