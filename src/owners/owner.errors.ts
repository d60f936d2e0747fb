import { ThingstoreError } from '../errors/thingstore-error.js';

export class OwnerNotFound extends ThingstoreError {
  readonly code = 'OWNER_NOT_FOUND';

  constructor(
    id: string,
    override readonly property = 'ownerId',
  ) {
    super(`There is no owner ${id}.`);
  }
}

export class OwnerExists extends ThingstoreError {
  readonly code = 'OWNER_EXISTS';
  override readonly property = 'id';

  constructor(id: string) {
    super(`The owner ${id} exists already.`);
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
