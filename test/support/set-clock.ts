import type { Clock } from '../../src/clock/clock.js';

/** A clock that goes only when it is told to. */
export class SetClock implements Clock {
  constructor(private time: Date = new Date()) {}

  now(): Date {
    return new Date(this.time);
  }

  /** In milliseconds; negative goes back. */
  advance(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
  }

  set(time: Date): void {
    this.time = time;
  }
}
