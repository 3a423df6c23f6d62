import { setTimeout } from 'node:timers/promises';

/** The time. Tests pass another clock, on which waiting takes none. */
export interface Clock {
  now(): Date;
  wait(milliseconds: number): Promise<void>;
}

/** The computer's clock. */
export const systemClock: Clock = { now: () => new Date(), wait: (milliseconds) => setTimeout(milliseconds) };
