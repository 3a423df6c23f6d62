import { setTimeout } from 'node:timers/promises';

import { type Clock } from '../world';

/** The real time. */
export const systemClock: Clock = { now: () => new Date(), wait: (milliseconds) => setTimeout(milliseconds) };
