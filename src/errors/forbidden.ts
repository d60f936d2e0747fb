import { ThingstoreError } from './thingstore-error.js';

/** The caller is known and may not do this. */
export class Forbidden extends ThingstoreError {
  readonly code = 'FORBIDDEN';

  constructor(
    message: string,
    override readonly params?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}
