import { setTimeout } from 'node:timers/promises';

import { type Clock } from '../../lambdas/asg-state-change-hook/world';

/** The real time. */
export const systemClock: Clock = { now: () => new Date(), wait: (milliseconds) => setTimeout(milliseconds) };
