import { ThingstoreError } from './thingstore-error.js';

/** Nobody is known to be asking: no credential, or one that does not hold. */
export class Unauthenticated extends ThingstoreError {
  readonly code = 'UNAUTHENTICATED';

  constructor(message = 'Log in first: send Authorization: Bearer <token> or Authorization: Thing <key>.') {
    super(message);
  }
}
