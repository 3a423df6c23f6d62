import { type Clock } from '../shared/clock';

/**
 * People, and Discord, get an answer within 2 seconds: what is not known by then is said to come later. A cold start and the way through API
 * Gateway take the rest.
 */
export const DEADLINE_MS = 1_600;

/** AWS did not answer in time. */
export class TooLateError extends Error {
  override readonly name = 'TooLateError';
}

/**
 * What a piece of work gives, unless it takes too long; the work itself goes on.
 *
 * @throws TooLateError
 */
export async function withinDeadline<T>(clock: Pick<Clock, 'wait'>, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    clock.wait(DEADLINE_MS).then(() => {
      throw new TooLateError(`no answer within ${DEADLINE_MS} ms`);
    }),
  ]);
}
