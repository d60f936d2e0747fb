import { InvalidArguments } from '../errors/invalid-arguments.js';

const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;
const DAY_MS = 86_400_000;

/** A day as calendars write it. Days and months beyond the ends count on: the 32nd of January is the 1st of February. */
export interface CalendarDay {
  readonly year: number;
  /** 0 to 11. */
  readonly month: number;
  readonly day: number;
}

/** A time zone of the IANA database, as Node knows it. Instants are milliseconds since 1970, UTC. */
export class TimeZone {
  private readonly format: Intl.DateTimeFormat;

  /** Errors: INVALID_ARGUMENTS timeZone. */
  constructor(name: string) {
    try {
      if (!NAME.test(name)) throw new RangeError(name);
      this.format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    } catch {
      throw new InvalidArguments('timeZone', 'This is no time zone: write an IANA name such as Europe/Vienna, or UTC.');
    }
  }

  /** How far local time is ahead of UTC. */
  offsetAt(instant: number): number {
    const [, sign, hours = 0, minutes = 0, seconds = 0] = OFFSET.exec(this.format.format(instant)) ?? [];
    const offset = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -offset : offset;
  }

  /** Local time at an instant, as a number whose UTC reading it is. */
  localAt(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /** When a day begins: at midnight, or later where the clocks are put forward over midnight. */
  startOf({ year, month, day }: CalendarDay): number {
    const midnight = new Date(0).setUTCFullYear(year, month, day);
    // The offsets before and after whatever happens to the clocks that day.
    const offsets = [this.offsetAt(midnight - DAY_MS), this.offsetAt(midnight + DAY_MS)] as const;
    const candidates = offsets.map((offset) => midnight - offset).sort((one, other) => one - other);
    return candidates.find((instant) => this.localAt(instant) === midnight) ?? midnight - offsets[0];
  }
}
