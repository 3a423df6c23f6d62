import fc from 'fast-check';

import { countEnded, monthSoFar, reachesBack } from '../../../lambdas/shared/month-minutes';
import { type MonthNote } from '../../../lambdas/shared/month-note';
import { activitiesAt, factsAt, LAST, minuteByMinute, type PastGroup, pastGroup } from '../../support/counted-months';

/** The same activities in another order, some of them twice. */
function disturbed(group: PastGroup, now: number, order: readonly number[]) {
  const facts = factsAt(group, now);
  const { activities } = facts;
  const twice = activities.filter((_, index) => (order[index] ?? 0) % 2 === 1);
  const places = [...activities, ...twice].map((activity, index) => ({ activity, place: order[index] ?? 0 }));
  return { ...facts, activities: places.sort((a, b) => a.place - b.place).map(({ activity }) => activity) };
}

/** As the hook reads them: page by page, until they reach back far enough. */
function inPages(group: PastGroup, now: number, size: number, counted: MonthNote | undefined) {
  const facts = factsAt(group, now, counted);
  const all = activitiesAt(group, now);
  for (let count = size; count < all.length; count += size) {
    const activities = all.slice(0, count);
    if (reachesBack(activities, facts)) return { ...facts, activities };
  }
  return facts;
}

const looks = fc.array(fc.nat(LAST), { maxLength: 12 }).map((minutes) => [...minutes, LAST].sort((a, b) => a - b));

test('counts as a count minute by minute does, in whatever order the activities come and however often', () => {
  fc.assert(
    fc.property(pastGroup, fc.array(fc.nat(1_000), { maxLength: 90 }), (group, order) => {
      expect(monthSoFar(disturbed(group, LAST, order))).toBe(minuteByMinute(group, LAST));
    }),
    { numRuns: 150 },
  );
});

test('counts an instance that is gone once, at whatever times it looks and however few activities a page has', () => {
  fc.assert(
    fc.property(pastGroup, looks, fc.integer({ min: 1, max: 5 }), (group, minutes, size) => {
      let counted: MonthNote | undefined;
      for (const minute of minutes) {
        const facts = inPages(group, minute, size, counted);
        expect(monthSoFar(facts)).toBe(minuteByMinute(group, minute));
        counted = countEnded(facts);
        // the note alone decides from now on
        expect(monthSoFar(inPages(group, minute, size, counted))).toBe(minuteByMinute(group, minute));
      }
    }),
    { numRuns: 100 },
  );
});

test('runs at once and lost notes: the next run counts what they left out, and nothing twice', () => {
  /** A run reads the note, looks a while later, and writes when it wants; a lost one never. */
  const run = fc.record({ reads: fc.nat(LAST), looks: fc.nat(4_000), writes: fc.nat(4_000), isLost: fc.boolean() });
  fc.assert(
    fc.property(pastGroup, fc.array(run, { maxLength: 10 }), (group, runs) => {
      let noted: MonthNote | undefined;
      const read = new Map<number, MonthNote | undefined>();
      const steps = runs.flatMap(({ reads, looks, writes, isLost }, index) => [
        { at: reads, step: () => read.set(index, noted) },
        {
          at: Math.min(LAST, reads + looks + writes),
          step: () => {
            const count = countEnded(factsAt(group, Math.min(LAST, reads + looks), read.get(index)));
            if (!isLost) noted = count;
          },
        },
      ]);
      for (const { step } of steps.sort((a, b) => a.at - b.at)) step();
      expect(monthSoFar(factsAt(group, LAST, noted))).toBe(minuteByMinute(group, LAST));
    }),
    { numRuns: 150 },
  );
});
