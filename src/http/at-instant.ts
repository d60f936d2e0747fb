import type { Clock } from '../clock/clock.js';

/** The longest that a timer of Node takes; what is longer fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Calls back once, when the clock has come to the instant, however far that is. @returns how to call it off */
export function atInstant(instant: Date, clock: Clock, callback: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    const rest = instant.getTime() - clock.now().getTime();
    if (rest <= 0) {
      callback();
      return;
    }
    timer = setTimeout(wait, Math.min(rest, LONGEST_MS));
    timer.unref();
  };
  wait();
  return () => {
    clearTimeout(timer);
  };
}
