import { ThingstoreError } from '../errors/thingstore-error.js';

export class ApiKeyNotFound extends ThingstoreError {
  readonly code = 'API_KEY_NOT_FOUND';
  override readonly property = 'id';

  constructor(id: string) {
    super(`The project has no API key ${id}.`);
  }
}
