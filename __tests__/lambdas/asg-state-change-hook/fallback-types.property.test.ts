import fc from 'fast-check';

import { type Waker } from '../../../lambdas/shared/woken-by';
import { HookModel, TOPICS } from '../../support/hook-model';

const TYPES = ['m7i-flex.large', 'm6i.large'];
const ZONES = ['eu-central-1a', 'eu-central-1b'];
const TWO_MINUTES_MS = 120_000;

/** AWS's words name the type, and mostly the zone. */
const noCapacity = (type: string, zone: string, namesZone: boolean) =>
  `Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient ${type} capacity${
    namesZone ? ` in the Availability Zone you requested (${zone})` : ''
  }. Launching EC2 instance failed.`;

interface Attempt {
  readonly type: string;
  readonly zone: string;
  readonly namesZone: boolean;
  readonly afterMs: number;
  readonly isSeen: boolean;
}

/** A launch that fails, how long after the one before, and whether a run follows. */
const attempt: fc.Arbitrary<Attempt> = fc.record({
  type: fc.constantFrom(...TYPES),
  zone: fc.constantFrom(...ZONES),
  namesZone: fc.boolean(),
  afterMs: fc.constantFrom(1_000, 5_000, 40_000),
  isSeen: fc.boolean(),
});
/** What a wake-up tries, and whether AWS then has an instance. */
const wakeUp = fc.record({
  attempts: fc.array(attempt, { maxLength: 8 }),
  succeeds: fc.boolean(),
  waker: fc.constantFrom<Waker>('dns', 'cli'),
});
const evening = fc.array(wakeUp, { minLength: 1, maxLength: 4 });

/** @param tries the failures of this wake-up so far, by the model's clock */
function isForGood(tries: readonly (Attempt & { readonly at: number })[], now: number): boolean {
  const pairs = new Set(tries.map(({ type, zone }) => `${type} ${zone}`));
  return pairs.size === TYPES.length * ZONES.length || tries.some(({ at }) => now - at > TWO_MINUTES_MS);
}

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('of two types in two zones, the leaf stays on until each was tried in each or two minutes have passed, and a launch that succeeds is ready', async () => {
  const reached = { forGood: 0, ready: 0 };
  await fc.assert(
    fc.asyncProperty(evening, async (wakeUps) => {
      const model = HookModel.of({ zones: ZONES, instanceTypes: TYPES });
      for (const { attempts, succeeds, waker } of wakeUps) {
        // AWS's clock and ours may differ by ten seconds
        model.now += 60_000;
        const wokenAt = model.now;
        model.wake(waker);
        const tries: (Attempt & { readonly at: number })[] = [];
        for (const one of attempts) {
          model.now += one.afterMs;
          if (model.desiredCapacity === 0) break;
          model.failLaunch(noCapacity(one.type, one.zone, one.namesZone), one.zone);
          tries.push({ ...one, at: model.now });
          if (!one.isSeen) continue;
          const expected = isForGood(tries, model.now);
          await model.run();
          expect(model.desiredCapacity).toBe(expected ? 0 : 1);
          for (const topic of TOPICS)
            expect(model.failedLaunchesToldSince(new Date(wokenAt), topic)).toBe(Number(expected));
          reached.forGood += Number(expected);
        }
        if (succeeds && model.desiredCapacity === 1) {
          const instance = model.start();
          await model.run();
          for (const topic of TOPICS) {
            expect(model.timesTold('minecraft is ready', instance.id, topic)).toBe(1);
            expect(model.failedLaunchesToldSince(new Date(wokenAt), topic)).toBe(0);
          }
          reached.ready += 1;
        }
        // nobody is told of what was not seen, and the next wake-up does not count it
        model.sleep();
        model.finishTermination();
      }
    }),
    { numRuns: 60 },
  );
  expect(reached.forGood).toBeGreaterThan(0);
  expect(reached.ready).toBeGreaterThan(0);
});
