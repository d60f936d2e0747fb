import { InvalidArguments } from '../errors/invalid-arguments.js';
import { ThingstoreError } from '../errors/thingstore-error.js';

/** Also when the viewer may not see it any more. */
export class RememberedResourceGone extends ThingstoreError {
  readonly code = 'RESOURCE_NOT_FOUND';
  override readonly property = 'idempotencyKey';

  constructor() {
    super('What was made with this key is not there any more. To make it again use another key.');
  }
}

export function keyUsedForOtherInput(): InvalidArguments {
  return new InvalidArguments('idempotencyKey', 'This key was given before, with other input: use a new one.');
}
