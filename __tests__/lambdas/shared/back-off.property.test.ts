import fc from 'fast-check';

import { backOffOf } from '../../../lambdas/shared/back-off';
import { refusalOf } from '../../../lambdas/shared/refusal';
import { aLaunch, aTermination, sleepingGroup } from '../../support/group-state';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SLEPT = Date.parse('2026-11-29T21:00:00Z');
const iso = (time: number) => new Date(time).toISOString();

/** Whatever was noted before it fell asleep, and nonsense. */
const before = fc.integer({ min: 0, max: 30 * DAY }).map((ago) => iso(SLEPT - ago));
const nonsense = fc.oneof(fc.string(), fc.constantFrom('', '3', 'x x x', '3 x 1', `NaN ${iso(SLEPT)} NaN`));
const noteOr = (text: fc.Arbitrary<string>) => fc.option(fc.oneof({ weight: 4, arbitrary: text }, nonsense));
const count = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer());
const notes = fc
  .record({
    fruitless: noteOr(fc.tuple(count, before, fc.integer({ min: 0, max: 10_000 })).map((parts) => parts.join(' '))),
    'woken-by': noteOr(
      fc.tuple(before, fc.constantFrom('dns', 'cli', 'page', 'discord')).map((parts) => parts.join(' ')),
    ),
    crash: noteOr(before.map((time) => `${time} 0123 asleep base`)),
    'failed-launches': noteOr(before),
    'answered/i-1': noteOr(fc.tuple(before, fc.constant('ecs-svc/1'), fc.nat(5)).map((parts) => parts.join(' '))),
  })
  .map((all) => Object.fromEntries(Object.entries(all).flatMap(([key, text]) => (text === null ? [] : [[key, text]]))));
const lastTime = fc.record({ lasted: fc.integer({ min: 1, max: 3 * DAY }), failed: fc.boolean() });
const facts = fc.record({ notes, lastTime, isKnown: fc.boolean(), playedAgo: fc.integer({ min: 0, max: 6 * DAY }) });

type Facts = typeof facts extends fc.Arbitrary<infer Value> ? Value : never;

const stateOf = ({ notes: noted, playedAgo }: Facts) => sleepingGroup({ ...noted, played: iso(SLEPT - playedAgo) });
const activitiesOf = ({ isKnown, lastTime: { lasted, failed } }: Facts) =>
  isKnown
    ? [
        ...(failed ? [aLaunch(new Date(SLEPT), { failed, endedAt: new Date(SLEPT) })] : []),
        aTermination(new Date(SLEPT)),
        aLaunch(new Date(SLEPT - lasted)),
      ]
    : undefined;

test('a leaf that somebody played on in the last 7 days is held back for 30 minutes after a sleep at most, whatever is noted', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: DAY }), (some, since) => {
      const found = backOffOf({ state: stateOf(some), activities: activitiesOf(some), now: new Date(SLEPT + since) });
      if (since >= 30 * MINUTE) expect(found).toBeUndefined();
      else if (found !== undefined) expect(found.until.getTime()).toBeLessThanOrEqual(SLEPT + 30 * MINUTE);
    }),
    { numRuns: 2_000 },
  );
});

test('the same holds where notes are of the future, which a wrong clock writes: from when they say on', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 1, max: DAY / 2 }), (some, ahead) => {
      const state = stateOf({ ...some, notes: { fruitless: `9 ${iso(SLEPT + ahead)} 14` } });
      const held = (after: number) => backOffOf({ state, now: new Date(SLEPT + after) }) !== undefined;

      expect(held(ahead - 1)).toBe(false);
      expect(held(ahead + 30 * MINUTE)).toBe(false);
    }),
  );
});

test('what is held back now is so until the time that is named, and not from then on', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 40 * MINUTE }), (some, since) => {
      const at = (time: number) =>
        backOffOf({ state: stateOf(some), activities: activitiesOf(some), now: new Date(time) });
      const until = at(SLEPT + since)?.until.getTime();
      if (until === undefined) return;
      expect(at(until - 1)).toBeDefined();
      expect(at(until)).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});

test('who wakes a leaf deliberately is never refused by the back-off', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: DAY }), (some, since) => {
      const request = {
        leafId: 'minecraft',
        state: stateOf(some),
        activities: activitiesOf(some),
        now: new Date(SLEPT + since),
      };
      for (const waker of ['cli', 'page', 'discord'] as const) {
        expect(refusalOf({ ...request, waker })).toBeUndefined();
      }
    }),
  );
});

test('nobody who is refused by the back-off is refused for ever', () => {
  fc.assert(
    fc.property(notes, fc.integer({ min: 0, max: 8 }), (noted, days) => {
      const state = sleepingGroup({ ...noted, played: iso(SLEPT - 30 * DAY) });
      const request = { leafId: 'minecraft', waker: 'dns' as const, state, now: new Date(SLEPT + days * DAY) };
      const found = refusalOf(request);
      if (found !== undefined) expect(refusalOf({ ...request, now: found.until ?? request.now })).toBeUndefined();
    }),
  );
});
