import { ThingstoreError } from '../errors/thingstore-error.js';

/** Roles are given on owners too, by a room that does not know this one. */
export { OwnerNotFound } from '../auth/owner-not-found.js';

export class GroupNotFound extends ThingstoreError {
  readonly code = 'GROUP_NOT_FOUND';

  constructor(
    id: string,
    override readonly property = 'groupId',
  ) {
    super(`There is no group ${id}.`);
  }
}

export class OwnerExists extends ThingstoreError {
  readonly code = 'OWNER_EXISTS';
  override readonly property = 'id';

  constructor(id: string) {
    super(`The owner ${id} exists already.`);
  }
}

/** It was deleted, and its id is free again when all that belonged to it has been put away. */
export class OwnerBeingRemoved extends ThingstoreError {
  readonly code = 'OWNER_EXISTS';
  override readonly property = 'id';

  constructor(id: string) {
    super(`The owner ${id} was deleted, and what belonged to it is still being put away. Try again shortly.`);
  }
}

export class ThingKeyNotFound extends ThingstoreError {
  readonly code = 'THING_KEY_NOT_FOUND';
  override readonly property = 'keyIds';

  constructor(ids: readonly string[]) {
    super(`The thing has no active key ${ids.join(', ')}.`);
    this.params = { ids };
  }

  override readonly params: Readonly<Record<string, unknown>>;
}
