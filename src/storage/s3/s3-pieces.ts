import type { PieceBudget } from './piece-budget.js';

/** Enough for most files: only who sends more is given the memory of a whole piece. */
const FIRST_BYTES = 256 * 1024;

interface Piece {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** How long pieces are, and where their memory comes from. */
interface PieceOptions {
  readonly length: number;
  readonly budget: PieceBudget;
}

/**
 * The bytes of a source in pieces of one length; the last one may be shorter, and is empty for an empty source alone. All
 * pieces have the same memory, one after the other: each is to be done with before the next is asked for. Who does not
 * read to the end says so with `return`. Errors: RATE_LIMITED.
 */
export async function* piecesOf(
  source: AsyncIterable<Uint8Array>,
  { length, budget }: PieceOptions,
): AsyncGenerator<Piece, undefined> {
  const memory = new PieceMemory(length, budget);
  try {
    for await (const bytes of source) {
      for (let rest = bytes; rest.length > 0;) {
        if (memory.isFull) {
          yield { bytes: memory.taken, isLast: false };
          memory.clear();
        }
        rest = rest.subarray(await memory.take(rest));
      }
    }
    yield { bytes: memory.taken, isLast: true };
  } finally {
    memory.giveBack();
  }
}

class PieceMemory {
  private bytes = Buffer.alloc(0);
  private size = 0;
  private letGo: (() => void) | undefined;

  constructor(
    private readonly length: number,
    private readonly budget: PieceBudget,
  ) {}

  get isFull(): boolean {
    return this.size === this.length;
  }

  get taken(): Buffer {
    return this.bytes.subarray(0, this.size);
  }

  /** Answers how many of the bytes there was room for. */
  async take(bytes: Uint8Array): Promise<number> {
    const count = Math.min(bytes.length, this.length - this.size);
    if (this.size + count > this.bytes.length) await this.makeRoomFor(this.size + count);
    this.bytes.set(bytes.subarray(0, count), this.size);
    this.size += count;
    return count;
  }

  clear(): void {
    this.size = 0;
  }

  giveBack(): void {
    this.letGo?.();
  }

  private async makeRoomFor(size: number): Promise<void> {
    const isShort = size <= FIRST_BYTES;
    if (!isShort) this.letGo = await this.budget.take(this.length);
    const larger = Buffer.allocUnsafeSlow(isShort ? Math.min(FIRST_BYTES, this.length) : this.length);
    larger.set(this.taken);
    this.bytes = larger;
  }
}
