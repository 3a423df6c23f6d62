import { mostNotes, NOTES_AT_ONCE } from '../../../lambdas/shared/notes-at-once';
import * as toldTags from '../../../lambdas/shared/told-tags';

/** Every kind of note that told-tags.ts has. */
const KINDS = Object.entries(toldTags).flatMap(([name, value]) =>
  /_NOTES?$/.test(name) && typeof value === 'string' ? [value] : [],
);

test('every kind of note says once how many of it there can be at once', () => {
  expect(KINDS.length).toBeGreaterThan(10);
  expect(NOTES_AT_ONCE.flatMap(({ kinds }) => kinds).sort()).toEqual([...KINDS].sort());
});

test('adds them up: alone, of the living instance, of the leaving ones', () => {
  expect(mostNotes([{ kinds: ['a'], single: 1 }])).toBe(1);
  expect(mostNotes([{ kinds: ['a', 'b'], living: 2, leaving: 3 }])).toBe(8);
});
