import { type LimitTold, limitToldText, readLimitTold } from '../../../lambdas/shared/limit-told-note';

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
  expect(limitToldText(told)).toBe(text);
  expect(readLimitTold(text)).toEqual(told);
});

test.each([undefined, '', '2026-11', '2026-11 80 3600 2026-11-29T20:16:00.000Z', '2026-11 80 3600 x what'])(
  'reads nothing from %s',
  (text) => {
    expect(readLimitTold(text)).toBeUndefined();
  },
);
