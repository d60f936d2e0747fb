import { ThingstoreError } from './thingstore-error.js';

/** An input that is there but may not be what it is. */
export class InvalidArguments extends ThingstoreError {
  readonly code = 'INVALID_ARGUMENTS';

  constructor(
    override readonly property: string,
    message: string,
    override readonly params?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}
