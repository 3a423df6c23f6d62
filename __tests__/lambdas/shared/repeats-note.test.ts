import {
  counted,
  isToldLately,
  readRepeatsNote,
  repeatsNoteText,
  withRepeats,
} from '../../../lambdas/shared/repeats-note';

const toldAt = new Date('2026-11-29T21:00:00Z');
const before = { toldAt, count: 3, id: 'i-1' };

test('is the same as a note, in the characters that a tag can have', () => {
  const text = repeatsNoteText(before);

  expect(text).toBe('2026-11-29T21:00:00.000Z 3 i-1');
  expect(text).toMatch(/^[\w .:/=+@-]{1,256}$/);
  expect(readRepeatsNote(new Map([['repeats/crash', text]]), 'crash')).toEqual(before);
  expect(readRepeatsNote(new Map([['repeats/crash', text]]), 'silent')).toBeUndefined();
});

test('says who does not have the e-mail that told how often it came', () => {
  const owed = { ...before, owed: { count: 11, since: new Date('2026-11-29T20:00:00Z'), told: ['base'] } };
  const text = repeatsNoteText(owed);

  expect(text).toBe('2026-11-29T21:00:00.000Z 3 i-1 11@2026-11-29T20:00:00.000Z base');
  expect(text).toMatch(/^[\w .:/=+@-]{1,256}$/);
  expect(readRepeatsNote(new Map([['repeats/crash', text]]), 'crash')).toEqual(owed);
});

test.each(['', '2026-11-29T21:00:00.000Z', '2026-11-29T21:00:00.000Z 3'])('nothing is noted by "%s"', (text) => {
  expect(readRepeatsNote(new Map([['repeats/crash', text]]), 'crash')).toBeUndefined();
});

test('an hour is over after an hour', () => {
  expect(isToldLately(before, new Date('2026-11-29T21:59:59.999Z'))).toBe(true);
  expect(isToldLately(before, new Date('2026-11-29T22:00:00Z'))).toBe(false);
});

test('counts each time once', () => {
  expect(counted(before, 'i-2')).toEqual({ toldAt, count: 4, id: 'i-2' });
  expect(counted(before, 'i-1')).toBe(before);
});

test.each([
  [1, 'a\n\nThis happened 1 more time since the e-mail of 21:00 UTC: one cause is told at most once an hour.'],
  [2, 'a\n\nThis happened 2 more times since the e-mail of 21:00 UTC: one cause is told at most once an hour.'],
  [0, 'a'],
])('an e-mail after %s without one', (count, message) => {
  expect(withRepeats({ subject: 's', message: 'a' }, { toldAt, count })).toEqual({ subject: 's', message });
});

test('the first e-mail says nothing of others', () => {
  expect(withRepeats({ subject: 's', message: 'a' }, undefined)).toEqual({ subject: 's', message: 'a' });
});
