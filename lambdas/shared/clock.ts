import { setTimeout } from 'node:timers/promises';

import { type Clock } from '../asg-state-change-hook/dependencies';

/** The real time. */
export const systemClock: Clock = { now: () => new Date(), wait: (milliseconds) => setTimeout(milliseconds) };
