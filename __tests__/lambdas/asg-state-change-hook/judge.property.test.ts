import fc from 'fast-check';

import { MOST_LEAVING } from '../../../lambdas/shared/notes-at-once';
import { CAUSES, HookModel } from '../../support/hook-model';

const MINUTE = 60_000;

/** A time awake: who began it, how many played, what ended it after how many minutes in service, and whether it was held meanwhile. */
const time = fc.record({
  by: fc.constantFrom('dns' as const, 'dns' as const, 'dns' as const, 'cli' as const, undefined),
  players: fc.constantFrom(0, 0, 0, 1),
  cause: fc.constantFrom(
    'activity' as const,
    'activity' as const,
    'person' as const,
    'leftUp' as const,
    'crash' as const,
  ),
  minutes: fc.integer({ min: 12, max: 40 }),
  isHeld: fc.constantFrom(false, false, false, true),
});
type Time = typeof time extends fc.Arbitrary<infer Value> ? Value : never;

/** In how many runs at once each event ends: AWS may send it twice, while the schedule fires. */
const copies = fc.integer({ min: 1, max: 3 });

/** What the notes must say, told simply. */
class Expected {
  count = 0;
  played: number | undefined;

  add({ by, players, cause, isHeld }: Time, hasQuery: boolean, endedAt: number): void {
    if (by === 'cli') this.count = 0;
    if (players > 0) {
      this.count = 0;
      this.played = endedAt;
    } else if (!isHeld && cause !== 'crash' && by === 'dns' && (hasQuery || cause === 'activity')) this.count += 1;
  }
}

/** @param run lets the hook run several times at once */
async function live(model: HookModel, some: Time, run: () => Promise<unknown>): Promise<number> {
  model.wake(some.by);
  model.launch();
  model.giveAddress();
  model.now += MINUTE;
  model.putInService();
  model.runContainer();
  await run();
  model.play(some.players);
  model.isHeld = some.isHeld;
  await run();
  model.now += some.minutes * MINUTE;
  if (some.players > 0) model.connect(model.now - some.minutes * MINUTE, model.now);
  await run();
  const endedAt = model.now;
  if (some.cause === 'crash') model.crash();
  else model.sleep(CAUSES[some.cause]);
  model.isHeld = false;
  await run();
  model.now += 2 * MINUTE;
  model.finishTermination();
  await run();
  for (let n = 0; n < 2; n += 1) {
    model.now += 5 * MINUTE;
    await run();
  }
  return endedAt;
}

function expectNotes({ notes }: HookModel, { count, played }: Expected): void {
  expect(Number(notes.get('fruitless')?.split(' ')[0] ?? 0)).toBe(count);
  expect(notes.get('played')).toBe(played === undefined ? undefined : new Date(played).toISOString());
  // nothing is left of instances that are gone
  expect([...notes.keys()].filter((key) => /^(judge|awaited|ready|answered)\//.test(key))).toEqual([]);
}

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('each time awake counts once and as it was, also where runs at once are interleaved at every call', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(fc.tuple(time, copies), { minLength: 1, maxLength: 6 }),
      fc.scheduler(),
      async (hasQuery, times, scheduler) => {
        const model = HookModel.of({ hasQuery }, (call) => scheduler.schedule(Promise.resolve(), call));
        const expected = new Expected();
        for (const [some, count] of times) {
          const run = () => scheduler.waitFor(Promise.all(Array.from({ length: count }, () => model.run())));
          expected.add(some, hasQuery, await live(model, some, run));
          expectNotes(model, expected);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('one run after another: the e-mail comes once for each three times in a row, to each topic', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(time, { minLength: 1, maxLength: 12 }), async (hasQuery, times) => {
      const model = HookModel.of({ hasQuery });
      const expected = new Expected();
      let mails = 0;
      for (const some of times) {
        const before = some.by === 'cli' ? 0 : expected.count;
        expected.add(some, hasQuery, await live(model, some, () => model.run()));
        if (before === 2 && expected.count === 3) mails += 1;
        for (const topic of ['base', 'leaf'] as const) {
          const told = model
            .toldTo(topic)
            .filter(({ subject }) => subject === 'minecraft: DNS wakes it less often now');
          expect(told).toHaveLength(mails);
        }
      }
      expectNotes(model, expected);
    }),
    { numRuns: 100 },
  );
});

test('calls that AWS refuses: nothing counts twice, and what somebody played never counts as for nobody', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(time, { minLength: 1, maxLength: 6 }),
      fc.infiniteStream(fc.nat(9)),
      async (hasQuery, times, stream) => {
        const model = HookModel.of({ hasQuery }, (call) =>
          call !== 'wait' && stream.next().value === 0 ? Promise.reject(new Error(`${call}: no`)) : Promise.resolve(),
        );
        let atMost = 0;
        for (const some of times) {
          // those before it that a failed call has left undecided may still count
          if (some.by === 'cli') atMost = Math.min(atMost, MOST_LEAVING);
          // a look that failed does not see a hold
          const mayCount = some.by === 'dns' && (hasQuery || some.cause === 'activity');
          if (mayCount && some.cause !== 'crash' && some.players === 0) atMost += 1;
          await live(model, some, () => model.run().catch(() => undefined));
          expect(Number(model.notes.get('fruitless')?.split(' ')[0] ?? 0)).toBeLessThanOrEqual(atMost);
        }
      },
    ),
    { numRuns: 200 },
  );
});
