import { registerEnumType } from 'type-graphql';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { isWritable } from '../request/date-time.js';
import type { TimeZone } from './time-zone.js';

export const MOST_BUCKETS = 2_000;

export enum BucketInterval {
  MINUTE = 'MINUTE',
  HOUR = 'HOUR',
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}

registerEnumType(BucketInterval, {
  name: 'BucketInterval',
  description: 'How long a bucket is. All begin with the clock or the calendar of the time zone.',
  valuesConfig: {
    MINUTE: { description: 'A minute.' },
    HOUR: { description: 'An hour. The hour that comes twice when clocks are put back is two buckets.' },
    DAY: { description: 'A day, of 23 or 25 hours when the clocks are changed.' },
    WEEK: { description: 'A week from Monday to Sunday (ISO 8601).' },
    MONTH: { description: 'A month.' },
  },
});

const CLOCKED_MS: Readonly<Partial<Record<BucketInterval, number>>> = {
  [BucketInterval.MINUTE]: 60_000,
  [BucketInterval.HOUR]: 3_600_000,
};

/** Which buckets are asked for: `to` is not in the last. */
export interface BucketsAsked {
  readonly from: Date;
  readonly to: Date;
  readonly interval: BucketInterval;
  readonly zone: TimeZone;
}

/**
 * Where the buckets begin, of which the first may begin before the span of time does, and the last end after it. None of
 * an empty span. Errors: INVALID_ARGUMENTS interval when they are too many, from.
 */
export function bucketStarts(asked: BucketsAsked): readonly Date[] {
  const [from, to] = [asked.from.getTime(), asked.to.getTime()];
  if (from > to) throw new InvalidArguments('from', 'A span of time starts before it ends.');
  if (from === to) return [];
  const starts: number[] = [];
  for (const start of alignedStarts(asked)) {
    if (start >= to) break;
    if (start <= from) starts[0] = start;
    else if (start > (starts.at(-1) ?? from)) starts.push(start);
    if (starts.length > MOST_BUCKETS) {
      throw new InvalidArguments('interval', 'At most 2,000 buckets: ask for longer ones, or for a shorter time.', {
        maximum: MOST_BUCKETS,
      });
    }
  }
  const instants = starts.map((start) => new Date(start));
  if (instants[0] === undefined || !isWritable(instants[0])) {
    throw new InvalidArguments('from', 'The first bucket would begin before the year 1.');
  }
  return instants;
}

/** Without an end, and from before `from` begins. */
function alignedStarts({ from, interval, zone }: BucketsAsked): Iterable<number> {
  const length = CLOCKED_MS[interval];
  return length === undefined ? calendarStarts(from, interval, zone) : clockedStarts(from, length, zone);
}

function* clockedStarts(from: Date, length: number, zone: TimeZone): Generator<number> {
  const onTheClock = (instant: number) => {
    const offset = zone.offsetAt(instant);
    return { offset, start: Math.floor((instant + offset) / length) * length - offset };
  };
  let { offset, start } = onTheClock(from.getTime());
  for (;;) {
    yield start;
    const next = onTheClock(start + length);
    // Where clocks are changed by a part of an hour, the hour after the change is reached later than the last one ends.
    const isBeforeTheChange = next.offset !== offset && zone.offsetAt(next.start) !== next.offset;
    start = isBeforeTheChange ? next.start + length : next.start;
    offset = next.offset;
  }
}

function* calendarStarts(from: Date, interval: BucketInterval, zone: TimeZone): Generator<number> {
  const local = new Date(zone.localAt(from.getTime()));
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const monday = day - ((local.getUTCDay() + 6) % 7);
  // From one before: where clocks are put back over midnight, the day that is written may not have begun yet.
  for (let turn = -1; ; turn += 1) {
    if (interval === BucketInterval.MONTH) yield zone.startOf({ year, month: month + turn, day: 1 });
    else if (interval === BucketInterval.WEEK) yield zone.startOf({ year, month, day: monday + 7 * turn });
    else yield zone.startOf({ year, month, day: day + turn });
  }
}
