import { type Clock } from '../shared/clock';
import { type Refusal } from '../shared/refusal';

/** For so long nothing is asked of AWS again about a leaf. */
const MEMORY_MS = 10_000;

/**
 * What the function knows of leaves for some seconds, so that a flood of queries does not become a flood of calls: that one is
 * awake, or is not to be woken. A leaf that falls asleep in that time wakes with the first query after it.
 */
export class WakeMemory {
  /** Host name → milliseconds. */
  private readonly settledUntil = new Map<string, number>();
  private readonly sleptAt = new Map<string, Date>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Whether a query is about a leaf of which all is known, or came before it fell asleep. */
  isSettled(hostName: string, askedAt: Date): boolean {
    const until = this.settledUntil.get(hostName) ?? 0;
    return this.clock.now().getTime() < until || askedAt < (this.sleptAt.get(hostName) ?? askedAt);
  }

  rememberAwake(hostName: string): void {
    this.settledUntil.set(hostName, this.clock.now().getTime() + MEMORY_MS);
  }

  /** Never longer than it holds. */
  rememberRefusal(hostName: string, { until }: Refusal): void {
    const end = this.clock.now().getTime() + MEMORY_MS;
    this.settledUntil.set(hostName, Math.min(end, until?.getTime() ?? end));
  }

  rememberSleep(hostName: string, at: Date): void {
    this.sleptAt.set(hostName, at);
  }
}
