import { ThingstoreError } from '../errors/thingstore-error.js';

/** There is no such owner, or the viewer may not know of it. */
export class OwnerNotFound extends ThingstoreError {
  readonly code = 'OWNER_NOT_FOUND';

  constructor(
    id: string,
    override readonly property = 'ownerId',
  ) {
    super(`There is no owner ${id}.`);
  }
}
