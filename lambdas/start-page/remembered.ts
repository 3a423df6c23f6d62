import { type Clock } from '../shared/clock';

/**
 * A value that is asked for again only when it is old, however many want it meanwhile: a flood of requests is no flood of calls. A failed try is
 * remembered by nobody.
 */
export class Remembered<T> {
  private known: { readonly at: number; readonly value: Promise<T> } | undefined;

  /** @param memoryMs for how long it is good */
  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly memoryMs: number,
    private readonly ask: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    const now = this.clock.now().getTime();
    if (this.known !== undefined && now - this.known.at < this.memoryMs) return this.known.value;
    const value = this.ask();
    const known = { at: now, value };
    this.known = known;
    value.catch(() => {
      if (this.known === known) this.known = undefined;
    });
    return value;
  }

  forget(): void {
    this.known = undefined;
  }
}
