import { ThingstoreError } from '../errors/thingstore-error.js';

export class OwnerInUse extends ThingstoreError {
  readonly code = 'OWNER_IN_USE';
  override readonly property = 'id';

  constructor(id: string) {
    super(`The owner ${id} has resources: delete them first, or say what is to become of them.`);
  }
}
