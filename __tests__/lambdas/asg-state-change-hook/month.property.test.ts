import fc from 'fast-check';

import { readMonthNote } from '../../../lambdas/shared/month-note';
import { HookModel } from '../../support/hook-model';

const MINUTE = 60_000;

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const STEPS: Readonly<Record<string, (model: HookModel) => void>> = {
  start: (model) => {
    if (model.alive() === undefined) model.start();
  },
  sleep: (model) => {
    model.sleep();
  },
  finishTermination: (model) => {
    model.finishTermination();
  },
  failLaunch: (model) => {
    model.failLaunch();
  },
  nothing: () => undefined,
};
const step = fc.record({
  name: fc.constantFrom(...Object.keys(STEPS), 'start', 'finishTermination'),
  minutes: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant(5 * 24 * 60)),
  runs: fc.nat(2),
});

/** Minutes of instances that are gone, by what the model did to them. */
class Truth {
  private readonly begins = new Map<string, number>();
  private readonly ends = new Map<string, number>();

  look(model: HookModel): void {
    for (const { id, launchedAt } of model.instances) this.begins.set(id, launchedAt.getTime());
    for (const id of this.begins.keys()) {
      if (model.instances.every((one) => one.id !== id) && !this.ends.has(id)) this.ends.set(id, model.now);
    }
  }

  minutesIn(month: string): number {
    const begin = Date.parse(`${month}-01T00:00:00Z`);
    return [...this.ends].reduce(
      (sum, [id, end]) => sum + Math.max(0, end - Math.max(begin, this.begins.get(id) ?? end)) / MINUTE,
      0,
    );
  }
}

/** Time passes, and no termination lasts for days: AWS ends its wait after 48 hours. */
function pass(model: HookModel, truth: Truth, minutes: number): void {
  const end = () => {
    model.finishTermination();
    truth.look(model);
  };
  if (minutes > 300) end();
  model.now += minutes * MINUTE;
  const isLong = model.activities.some(
    ({ kind, startedAt, endedAt }) =>
      kind === 'terminate' && endedAt === undefined && model.now - startedAt.getTime() > 1_440 * MINUTE,
  );
  if (isLong) end();
}

function expectCounted(model: HookModel, truth: Truth): void {
  const month = new Date(model.now).toISOString().slice(0, 7);
  const noted = readMonthNote(model.notes.get('month'));
  expect(noted?.month === month ? noted.minutes : 0).toBeCloseTo(truth.minutesIn(month), 2);
}

test('one run after another: each instance that is gone is counted once, in the month that it ran in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const [model, truth] = [new HookModel(), new Truth()];
      for (const { name, minutes, runs } of steps) {
        pass(model, truth, minutes);
        STEPS[name]?.(model);
        truth.look(model);
        for (let n = 0; n < runs; n += 1) await model.run();
        if (runs > 0) expectCounted(model, truth);
      }
      await model.run();
      expectCounted(model, truth);
    }),
    { numRuns: 200 },
  );
});

test('runs at once, interleaved at every call, or refused by AWS: the run after them has counted each instance once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.scheduler(),
      fc.infiniteStream(fc.nat(9)),
      async (steps, scheduler, dice) => {
        let refuses = true;
        const model = new HookModel(async (call) => {
          await scheduler.schedule(Promise.resolve(), call);
          if (refuses && dice.next().value === 0) throw new Error(`${call}: AWS says no`);
        });
        const truth = new Truth();
        const runs: Promise<unknown>[] = [];
        const evening = scheduler.scheduleSequence(
          steps.map(({ name, minutes, runs: copies }) => ({
            label: name,
            builder: () => {
              pass(model, truth, minutes);
              STEPS[name]?.(model);
              truth.look(model);
              runs.push(...Array.from({ length: copies }, () => model.run().catch(() => undefined)));
              return Promise.resolve();
            },
          })),
        );
        await scheduler.waitFor(evening.task);
        await scheduler.waitFor(Promise.all(runs));
        refuses = false;
        // a failed launch puts the group to sleep
        truth.look(model);
        await scheduler.waitFor(model.run());
        truth.look(model);
        await scheduler.waitFor(model.run());
        expectCounted(model, truth);
      },
    ),
    { numRuns: 200 },
  );
});
