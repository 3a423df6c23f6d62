import { fruitlessNoteText, readFruitlessNote } from '../../../lambdas/shared/fruitless-note';

const endedAt = new Date('2026-11-29T20:16:00Z');
const since = new Date('2026-11-29T19:30:00Z');

test.each([
  [
    '3 2026-11-29T20:16:00.000Z 14 2026-11-29T19:30:00.000Z told',
    { count: 3, endedAt, minutes: 14, since, told: true },
  ],
  ['3 2026-11-29T20:16:00.000Z 14 2026-11-29T19:30:00.000Z', { count: 3, endedAt, minutes: 14, since }],
  ['3 2026-11-29T20:16:00.000Z 14 told', { count: 3, endedAt, minutes: 14, told: true }],
  ['1 2026-11-29T20:16:00.000Z 14', { count: 1, endedAt, minutes: 14 }],
])('%s', (text, note) => {
  expect(readFruitlessNote(text)).toEqual(note);
  expect(fruitlessNoteText(note)).toBe(text);
});

test.each([undefined, '', '3 2026-11-29T20:16:00.000Z'])('%s is no note', (text) => {
  expect(readFruitlessNote(text)).toBeUndefined();
});
