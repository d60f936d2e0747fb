import { InvalidArguments } from '../errors/invalid-arguments.js';
import { isWritable } from '../request/date-time.js';
import { parseDataCreatedAt } from '../resources/data-created-at.js';

/** Unix time, in seconds with a fraction, to the millisecond. */
export function secondsOf(time: Date): number {
  return time.getTime() / 1000;
}

/**
 * When a file was captured, rounded to the millisecond. Errors: INVALID_ARGUMENTS time before the year 1, and more than
 * 24 hours ahead.
 */
export function parseFileTime(seconds: number, now: Date): Date {
  return parseDataCreatedAt(instantOf(Math.round(seconds * 1000)), now, 'time');
}

/**
 * The first millisecond that is not before this time: times of files are whole milliseconds, so that ranges with it as
 * first or as end hold the same files. Errors: INVALID_ARGUMENTS time.
 */
export function firstMillisecond(seconds: number): Date {
  const nearest = Math.round(seconds * 1000);
  // Compared as files show their time: 1710000000.001 times 1,000 is a little more than a whole number.
  return instantOf(nearest / 1000 < seconds ? nearest + 1 : nearest);
}

function instantOf(milliseconds: number): Date {
  const instant = new Date(milliseconds);
  if (!isWritable(instant)) {
    throw new InvalidArguments('time', 'A time is in Unix seconds, of the years 1 to 9999: 1710000000.25, say.');
  }
  return instant;
}
