import { InvalidArguments } from '../errors/invalid-arguments.js';

/** Device clocks drift: so far ahead of ours a capture may claim to be. */
const MAXIMUM_AHEAD_MS = 24 * 60 * 60 * 1000;

/** When the data was captured: as said, else now. Errors: INVALID_ARGUMENTS when more than 24 hours ahead. */
export function parseDataCreatedAt(claimed: Date | null | undefined, now: Date, property = 'dataCreatedAt'): Date {
  if (claimed == null) return now;
  if (claimed.getTime() - now.getTime() > MAXIMUM_AHEAD_MS) {
    throw new InvalidArguments(property, 'The data cannot have been captured more than 24 hours from now.');
  }
  return claimed;
}
