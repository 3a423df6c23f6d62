import fc from 'fast-check';

import { type Trigger } from '../../../lambdas/asg-state-change-hook/event';
import { MOST_LEAVING, NOTES_AT_ONCE } from '../../../lambdas/shared/notes-at-once';
import { HookModel } from '../../support/hook-model';

beforeEach(() => {
  for (const method of ['info', 'warn', 'error'] as const) jest.spyOn(console, method).mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const MINUTE_MS = 60_000;
const NOT_PLACED: Trigger = { kind: 'task-not-placed', hostArns: [], reason: 'RESOURCE:MEMORY' };

/** What may happen between two runs of the function. */
const STEPS: Readonly<Record<string, (model: HookModel) => Trigger | undefined>> = {
  'a whole wake-up': (model) => {
    model.sleep();
    model.start();
    return { kind: 'task-runs' };
  },
  'a wake-up without a container': (model) => {
    model.sleep();
    model.wake();
    model.launch();
    model.giveAddress();
    model.putInService();
    return NOT_PLACED;
  },
  'ECS cannot place it': () => NOT_PLACED,
  'its container runs': (model) => {
    model.runContainer();
    return { kind: 'task-runs' };
  },
  'its game answers': (model) => {
    model.answer();
    return { kind: 'game-answers' };
  },
  'it sleeps': (model) => {
    model.sleep();
    return undefined;
  },
  'what terminates is gone': (model) => {
    model.finishTermination();
    return undefined;
  },
  'a launch fails': (model) => {
    model.sleep();
    model.finishTermination();
    model.wake();
    model.failLaunch();
    return undefined;
  },
};

const step = fc.record({
  name: fc.constantFrom(...Object.keys(STEPS)),
  minutes: fc.integer({ min: 0, max: 40 }),
  // a topic that never works leaves most behind
  topicsWork: fc.boolean(),
});

/** More than there may be, by kind; undefined where there are not. */
function tooMany({ notes }: HookModel): string | undefined {
  const over = NOTES_AT_ONCE.find(({ kinds, single = 0, living = 0, leaving = 0 }) => {
    const found = [...notes.keys()].filter((key) => kinds.some((kind) => key.startsWith(kind)));
    return found.length > single + living + MOST_LEAVING * leaving;
  });
  return over && `${over.kinds.join()}: ${[...notes.keys()].join()}`;
}

test.each([
  ['a Query', { hasQuery: true }],
  ['a HealthCheck', { hasHealthCheck: true }],
  ['neither', {}],
])('whatever happens, a leaf with %s has no more notes at once than their table says', async (_, leaf) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      let topicsWork = true;
      const model = HookModel.of(leaf, (call) =>
        call.startsWith('notify') && !topicsWork ? Promise.reject(new Error('no')) : Promise.resolve(),
      );
      for (const { name, minutes, topicsWork: work } of steps) {
        model.now += minutes * MINUTE_MS;
        topicsWork = work;
        const trigger = STEPS[name]?.(model);
        // people are not told, and the next run tries again
        await model.run(trigger).catch(() => undefined);
        expect(tooMany(model)).toBeUndefined();
      }
    }),
    { numRuns: 300 },
  );
});
