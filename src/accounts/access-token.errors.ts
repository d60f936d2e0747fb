import { ThingstoreError } from '../errors/thingstore-error.js';

export class AccessTokenNotFound extends ThingstoreError {
  readonly code = 'ACCESS_TOKEN_NOT_FOUND';
  override readonly property = 'id';

  constructor(id: string) {
    super(`You have no access token ${id}.`);
  }
}
