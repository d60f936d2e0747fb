import { RateLimited } from '../../errors/rate-limited.js';

/** Of all uploads that come through us at once, in bytes. */
const TOTAL = 256 * 1024 * 1024;
const PATIENCE_MS = 30_000;

interface Waiting {
  readonly bytes: number;
  readonly begin: () => void;
}

/**
 * The memory that uploads through us may have, all of them together: who finds too little left waits until others are
 * done with theirs, and its client with it, in the order in which they came.
 */
export class PieceBudget {
  private taken = 0;
  private readonly waiting: Waiting[] = [];

  constructor(
    private readonly total: number = TOTAL,
    private readonly patienceMs: number = PATIENCE_MS,
  ) {}

  /** Answers what gives it back. What is more than there is in all is given alone. Errors: RATE_LIMITED. */
  async take(bytes: number): Promise<() => void> {
    if (this.waiting.length > 0 || !this.hasRoomFor(bytes)) await this.turn(bytes);
    else this.taken += bytes;
    let isTaken = true;
    return () => {
      if (isTaken) this.taken -= bytes;
      isTaken = false;
      this.admit();
    };
  }

  /** Taken already when it has come. */
  private async turn(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(new RateLimited('Too many large files are on their way through this server. Try again.', AGAIN));
        this.admit();
      }, this.patienceMs);
      timer.unref();
      const begin = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const waiting = { bytes, begin };
      this.waiting.push(waiting);
    });
  }

  private admit(): void {
    for (let [next] = this.waiting; next !== undefined && this.hasRoomFor(next.bytes); [next] = this.waiting) {
      this.waiting.shift();
      this.taken += next.bytes;
      next.begin();
    }
  }

  private hasRoomFor(bytes: number): boolean {
    return this.taken === 0 || this.taken + bytes <= this.total;
  }
}

const AGAIN = { retryAfter: 5 };
