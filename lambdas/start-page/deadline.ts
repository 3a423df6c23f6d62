import { AsyncLocalStorage } from 'node:async_hooks';

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

/** When a piece of work is over, done or not. */
interface Deadline {
  readonly signal: AbortSignal;
  readonly isOver: () => boolean;
}

/** Of the request that is being answered. */
const current = new AsyncLocalStorage<Deadline>();

/**
 * What a piece of work gives, unless it takes too long. When this returns the work is over: its calls to AWS are given up, and it makes no new
 * ones (`endsInTime`). Lambda freezes what goes on after an answer, and thaws it with the next request of anybody, maybe hours later.
 *
 * @param work may be part of a longer one, with which it is over too
 * @throws TooLateError
 */
export async function withinDeadline<T>(clock: Clock, work: () => Promise<T>, limitMs = DEADLINE_MS): Promise<T> {
  const outer = current.getStore();
  const ended = new AbortController();
  const begunAt = clock.now().getTime();
  const isOver = () => clock.now().getTime() - begunAt >= limitMs;
  const deadline: Deadline = {
    signal: outer === undefined ? ended.signal : AbortSignal.any([outer.signal, ended.signal]),
    isOver: () => isOver() || outer?.isOver() === true,
  };
  const late = new TooLateError(`no answer within ${limitMs} ms`);
  const done = current.run(deadline, work);
  // what fails after the answer has nobody to tell
  done.catch(() => undefined);
  try {
    return await Promise.race([
      done,
      clock.wait(limitMs).then(() => {
        // before anything else can be done
        ended.abort(late);
        throw late;
      }),
    ]);
  } finally {
    ended.abort(late);
  }
}

/**
 * Nothing may be done for a request that was answered.
 *
 * @throws TooLateError
 */
export function checkDeadline(): void {
  const deadline = current.getStore();
  if (deadline === undefined) return;
  if (deadline.signal.aborted || deadline.isOver()) throw new TooLateError('the request was answered already');
}

interface Client {
  send(command: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}

/** Lets a client make no call, and wait for none, after the deadline of the request that the call is for. */
export function endsInTime<C extends Client>(client: C): C {
  const send = client.send.bind(client);
  return Object.assign(client, {
    // async, so that it fails as every call does
    send: async (command: never, options: { readonly abortSignal?: AbortSignal } = {}) => {
      checkDeadline();
      const signals = [options.abortSignal, current.getStore()?.signal].filter((signal) => signal !== undefined);
      return send(command, { ...options, ...(signals.length > 0 && { abortSignal: AbortSignal.any(signals) }) });
    },
  });
}
