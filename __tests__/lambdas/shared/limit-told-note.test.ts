import { type LimitTold, readLimitTold, withLimitTold } from '../../../lambdas/shared/limit-told-note';
import { readMonthNote, withMonthNote } from '../../../lambdas/shared/month-note';

const AT = new Date('2026-11-29T20:16:00Z');

test.each<[LimitTold, string]>([
  [
    { month: '2026-11', percent: 80, limitMinutes: 3_600, at: AT, stage: 'telling' },
    '2026-11 80 3600 2026-11-29T20:16:00.000Z telling',
  ],
  [
    { month: '2026-11', percent: 100, limitMinutes: 3.5, at: AT, stage: 'ended', instanceId: 'i-0abc' },
    '2026-11 100 3.5 2026-11-29T20:16:00.000Z ended i-0abc',
  ],
  [
    { month: '2026-11', percent: 0, limitMinutes: 3_900, at: AT, stage: 'told' },
    '2026-11 0 3900 2026-11-29T20:16:00.000Z told',
  ],
])('is a note and is read from it', (told, text) => {
  expect(withLimitTold(undefined, told)).toBe(`/ ${text}`);
  expect(readLimitTold(`/ ${text}`)).toEqual(told);
  expect(readMonthNote(`/ ${text}`)).toBeUndefined();
});

test('shares a note with the minutes of the month: a change of one leaves the other', () => {
  const count = { month: '2026-11', minutes: 860, until: AT };
  const told = { month: '2026-11', percent: 80, limitMinutes: 3_600, at: AT, stage: 'told' } as const;
  const counted = withMonthNote(undefined, count);
  const both = withLimitTold(counted, told);

  expect(counted).toBe('2026-11 860 2026-11-29T20:16:00.000Z');
  expect(readLimitTold(counted)).toBeUndefined();
  expect(both).toBe('2026-11 860 2026-11-29T20:16:00.000Z / 2026-11 80 3600 2026-11-29T20:16:00.000Z told');
  expect([readMonthNote(both), readLimitTold(both)]).toEqual([count, told]);
  const later = withLimitTold(withMonthNote(both, { ...count, minutes: 861 }), { ...told, percent: 100 });
  expect(later).toBe('2026-11 861 2026-11-29T20:16:00.000Z / 2026-11 100 3600 2026-11-29T20:16:00.000Z told');
});

test('both have room in a tag', () => {
  const count = { month: '2026-11', minutes: 44_639.999, until: AT };
  const told = { month: '2026-11', percent: 100, limitMinutes: 44_639.999, at: AT, stage: 'telling' } as const;
  const text = withLimitTold(withMonthNote(undefined, count), { ...told, instanceId: 'i-0123456789abcdef0' });

  expect(text).toMatch(/^[\w .:/=+@-]{1,256}$/);
});

test.each([undefined, '', '/ 2026-11', '/ 2026-11 80 3600 2026-11-29T20:16:00.000Z', '/ 2026-11 80 3600 x what'])(
  'reads nothing from %s',
  (text) => {
    expect(readLimitTold(text)).toBeUndefined();
  },
);
