/** What a plan, perhaps of a pull request, asks to compare takes so much work that a person must read it instead. */
export class TooMuchWorkError extends Error {}

/** Counts the steps of all comparisons of a page or a text, so that no plan, however it is written, keeps us busy. */
export class Work {
  private done = 0;

  /** @param limit of steps; the default takes less than a second, and is enough for thousands of policies like ours */
  constructor(readonly limit = 20_000_000) {}

  /** How many steps were taken. */
  get steps(): number {
    return this.done;
  }

  /** @throws TooMuchWorkError when there were too many */
  take(steps = 1): void {
    this.done += steps;
    if (this.done > this.limit) throw new TooMuchWorkError(`more than ${this.limit} steps`);
  }
}
