import { type PageAnswer } from '../../../lambdas/start-page/contract';
import { type Dependencies } from '../../../lambdas/start-page/dependencies';

/** What `./cm invite` put into the link of anna for minecraft. */
export const TOKEN = 'Zm9vYmFyYmF6cXV4MTIzNA';

export const ASLEEP: PageAnswer = { leaf: 'minecraft', state: 'asleep' };

/** What was done with leaves, e.g. `wake minecraft page`. */
export interface Done {
  readonly done: string[];
}

/** A server's dependencies in which minecraft sleeps and anna is invited. */
export function dependencies(more: Partial<Dependencies> = {}): Dependencies & Done {
  const done: string[] = [];
  const of = (leafId: string) => (leafId === 'minecraft' ? ASLEEP : undefined);
  return {
    done,
    leaves: {
      state: (leafId) => {
        done.push(`state ${leafId}`);
        return Promise.resolve(of(leafId));
      },
      wake: (leafId, waker) => {
        done.push(`wake ${leafId} ${waker}`);
        const woken: PageAnswer = { leaf: leafId, state: 'starting', seconds: 0, waitsFor: 'instance' };
        return Promise.resolve(of(leafId) && woken);
      },
      sleep: (leafId) => Promise.resolve(of(leafId)),
      details: () => Promise.resolve(undefined),
      ids: () => Promise.resolve(['minecraft']),
    },
    invitations: {
      friendOf: (leafId, token) => Promise.resolve(leafId === 'minecraft' && token === TOKEN ? 'anna' : undefined),
    },
    // nothing is ever too late
    clock: { now: () => new Date('2026-11-22T20:16:00Z'), wait: () => new Promise(() => undefined) },
    ...more,
  };
}
