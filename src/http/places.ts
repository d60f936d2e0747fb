/** A number of places for each of many. Who takes one gives it back. */
export class Places {
  private readonly taken = new Map<string, number>();

  constructor(readonly limit: number) {}

  /** What gives the place back, however often it is called; null when all places of this key are taken. */
  take(key: string): (() => void) | null {
    const taken = this.taken.get(key) ?? 0;
    if (taken >= this.limit) return null;
    this.taken.set(key, taken + 1);
    let isHeld = true;
    return () => {
      if (isHeld) this.giveBack(key);
      isHeld = false;
    };
  }

  /** How many keys have a place taken: nothing is kept of the others. */
  get keys(): number {
    return this.taken.size;
  }

  private giveBack(key: string): void {
    const left = (this.taken.get(key) ?? 0) - 1;
    if (left > 0) this.taken.set(key, left);
    else this.taken.delete(key);
  }
}
