import { begunBy, readWokenBy, staysAsleep, stayText, wokenByText } from '../../../lambdas/shared/woken-by';

const at = new Date('2026-11-29T20:16:00Z');
const after = (milliseconds: number) => new Date(at.getTime() + milliseconds);

test('is read as it was written', () => {
  expect(wokenByText({ at, waker: 'dns' })).toBe('2026-11-29T20:16:00.000Z dns');
  expect(readWokenBy('2026-11-29T20:16:00.000Z dns')).toEqual({ at, waker: 'dns' });
});

test.each([undefined, '', '2026-11-29T20:16:00.000Z'])('nothing is read of %p', (text) => {
  expect(readWokenBy(text)).toBeUndefined();
});

test('began a launch of the two minutes after it, or up to 10 seconds before it by another clock, and no other', () => {
  const wokenBy = { at, waker: 'page' };

  expect([-10_000, 0, 120_000].map((late) => begunBy(wokenBy, after(late)))).toEqual(['page', 'page', 'page']);
  expect([-10_001, 120_001].map((late) => begunBy(wokenBy, after(late)))).toEqual([undefined, undefined]);
  expect(begunBy(undefined, at)).toBeUndefined();
});

test('a sleep that stays takes the place of the waker, and is none', () => {
  const text = stayText(at);

  expect(text).toBe('2026-11-29T20:16:00.000Z stay');
  expect(readWokenBy(text)).toBeUndefined();
  expect(staysAsleep({ notes: new Map([['woken-by', text]]) })).toBe(true);
  expect(staysAsleep({ notes: new Map([['woken-by', wokenByText({ at, waker: 'cli' })]]) })).toBe(false);
  expect(staysAsleep({ notes: new Map() })).toBe(false);
});

test('of DNS it says when somebody asked', () => {
  const wokenBy = { at, waker: 'dns', askedAt: after(-9_000) };

  expect(wokenByText(wokenBy)).toBe('2026-11-29T20:16:00.000Z dns 2026-11-29T20:15:51.000Z');
  expect(readWokenBy('2026-11-29T20:16:00.000Z dns 2026-11-29T20:15:51.000Z')).toEqual(wokenBy);
  expect(begunBy(wokenBy, at)).toBe('dns');
});
