import { handle } from 'hono/aws-lambda';

import { systemClock } from '../shared/clock';
import { startPageApp } from './app';

/** Answers the requests of API Gateway's HTTP API, payload 2.0. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- hono's version 5 moves it into a package of its own
export const handler = handle(
  startPageApp({
    leaves: {
      state: () => Promise.resolve(undefined),
      wake: () => Promise.resolve(undefined),
      sleep: () => Promise.resolve(undefined),
      details: () => Promise.resolve(undefined),
      ids: () => Promise.resolve([]),
    },
    invitations: { friendOf: () => Promise.resolve(undefined) },
    clock: systemClock,
  }),
);
