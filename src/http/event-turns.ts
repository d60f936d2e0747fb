/** So many events may be on their way to one client at once; the next waits until one of them was taken. */
export class EventTurns {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** The turns of one subscription, which has one event on its way at most. */
  forSubscription(): EventTurn {
    return new EventTurn(
      () => this.take(),
      () => {
        this.giveBack();
      },
    );
  }

  private take(): Promise<void> {
    if (this.free === 0) return new Promise((resolve) => this.waiting.push(resolve));
    this.free -= 1;
    return Promise.resolve();
  }

  private giveBack(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}

export class EventTurn {
  private isHeld = false;
  private isEnded = false;

  constructor(
    private readonly takeOne: () => Promise<void>,
    private readonly giveOneBack: () => void,
  ) {}

  /** Waits for its turn; after the end it is given back at once. */
  async take(): Promise<void> {
    await this.takeOne();
    this.isHeld = true;
    if (this.isEnded) this.giveBack();
  }

  giveBack(): void {
    if (this.isHeld) this.giveOneBack();
    this.isHeld = false;
  }

  end(): void {
    this.isEnded = true;
    this.giveBack();
  }
}
