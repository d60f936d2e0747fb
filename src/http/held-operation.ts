/** An operation that ends when all who hold it have let go of it. */
export class HeldOperation {
  private holders = 0;

  constructor(private readonly end: () => void) {}

  /** Answers what lets go of it; to be called once. */
  hold(): () => void {
    this.holders += 1;
    return () => {
      this.holders -= 1;
      if (this.holders === 0) this.end();
    };
  }
}
