import { ThingstoreError } from './thingstore-error.js';

/** A body or a file over its limit. */
export class PayloadTooLarge extends ThingstoreError {
  readonly code = 'PAYLOAD_TOO_LARGE';

  /** @param limit in bytes @param advice what to do instead, one sentence */
  constructor(limit: number, advice: string) {
    super(`Request entity too large: the limit is ${limit.toString()} bytes. ${advice}`);
    this.params = { limit };
  }

  override readonly params: Readonly<Record<string, unknown>>;
}
