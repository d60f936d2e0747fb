import { ThingstoreError } from './thingstore-error.js';

/** A required input that was left out or is null. */
export class PropertyRequired extends ThingstoreError {
  readonly code = 'PROPERTY_REQUIRED';

  constructor(
    override readonly property: string,
    override readonly params?: Readonly<Record<string, unknown>>,
  ) {
    super(`The property ${property} is required.`);
  }
}
