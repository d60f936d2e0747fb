import { ThingstoreError } from './thingstore-error.js';

/** How long to wait, in whole seconds as in the header Retry-After; and where more was asked for at once, how much may be. */
interface RateLimit {
  readonly retryAfter: number;
  readonly limit?: number;
}

/** Too much of something at once, or within a time; it may be tried again. */
export class RateLimited extends ThingstoreError {
  readonly code = 'RATE_LIMITED';
  override readonly params: Readonly<Record<string, unknown>>;

  constructor(message: string, { retryAfter, limit }: RateLimit) {
    super(message);
    this.params = { ...(limit !== undefined && { limit }), retryAfter };
  }
}
