/** Enough for most files: only who sends more is given the memory of a whole piece. */
const FIRST_BYTES = 256 * 1024;

interface Piece {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/**
 * The bytes of a source in pieces of one length; the last one may be shorter, and is empty for an empty source alone. All
 * pieces have the same memory, one after the other: each is to be done with before the next is asked for.
 */
export async function* piecesOf(source: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Piece, undefined> {
  const memory = new PieceMemory(length);
  for await (const bytes of source) {
    for (let rest = bytes; rest.length > 0;) {
      if (memory.isFull) {
        yield { bytes: memory.taken, isLast: false };
        memory.clear();
      }
      rest = rest.subarray(memory.take(rest));
    }
  }
  yield { bytes: memory.taken, isLast: true };
}

class PieceMemory {
  private bytes = Buffer.alloc(0);
  private size = 0;

  constructor(private readonly length: number) {}

  get isFull(): boolean {
    return this.size === this.length;
  }

  get taken(): Buffer {
    return this.bytes.subarray(0, this.size);
  }

  /** Answers how many of the bytes there was room for. */
  take(bytes: Uint8Array): number {
    const count = Math.min(bytes.length, this.length - this.size);
    this.makeRoomFor(this.size + count);
    this.bytes.set(bytes.subarray(0, count), this.size);
    this.size += count;
    return count;
  }

  clear(): void {
    this.size = 0;
  }

  private makeRoomFor(size: number): void {
    if (size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(size <= FIRST_BYTES ? Math.min(FIRST_BYTES, this.length) : this.length);
    larger.set(this.taken);
    this.bytes = larger;
  }
}
