import {
  counted,
  isToldLately,
  readRepeatsNote,
  REPEATED_CAUSES,
  repeatsNoteText,
  repeatsText,
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

test.each(['', '2026-11-29T21:00:00.000Z', '2026-11-29T21:00:00.000Z 3'])('nothing is noted by "%s"', (text) => {
  expect(readRepeatsNote(new Map([['repeats/crash', text]]), 'crash')).toBeUndefined();
});

describe('of causes that share a note', () => {
  const ready = { toldAt, count: 11, id: 'i-0123456789abcdef0' };
  const notes = (text: string) => new Map([['repeats', text]]);

  test('is read as it was written, to the second', () => {
    const one = repeatsText(new Map(), 'ready', ready);
    const two = repeatsText(notes(one), 'silent', { ...before, toldAt: new Date('2026-11-29T21:00:00.999Z') });

    expect(two).toBe('ready=tpa7o0=11=i-0123456789abcdef0 silent=tpa7o0=3=i-1');
    expect(readRepeatsNote(notes(two), 'ready')).toEqual(ready);
    expect(readRepeatsNote(notes(two), 'silent')).toEqual(before);
    expect(readRepeatsNote(notes(two), 'stopped')).toBeUndefined();
    expect(readRepeatsNote(notes(two), 'crash')).toBeUndefined();
  });

  test('is changed, and forgotten, alone', () => {
    const text = 'ready=tpa7o0=11=i-0123456789abcdef0 silent=tpa7o0=3=i-1';

    expect(repeatsText(notes(text), 'ready', { ...ready, count: 12 })).toBe(
      'silent=tpa7o0=3=i-1 ready=tpa7o0=12=i-0123456789abcdef0',
    );
    expect(repeatsText(notes(text), 'ready', undefined)).toBe('silent=tpa7o0=3=i-1');
    expect(repeatsText(notes('silent=tpa7o0=3=i-1'), 'silent', undefined)).toBe('');
  });

  test.each(['', 'ready', 'ready=tpa7o0=1', 'other=tpa7o0=1=i-1'])('nothing is noted by "%s"', (text) => {
    expect(readRepeatsNote(notes(text), 'ready')).toBeUndefined();
  });

  test('all of them fit in a tag, in its characters', () => {
    const causes = REPEATED_CAUSES.filter((cause) => cause !== 'crash');
    const note = (id: string) => ({ toldAt: new Date('2099-12-31T23:59:59Z'), count: 99_999, id });
    const text = causes.reduce(
      (noted, cause) =>
        repeatsText(
          notes(noted),
          cause,
          note(cause === 'failed-launch' ? '2026-11-29T21:00:00.000Z' : 'i-0123456789abcdef0'),
        ),
      '',
    );

    expect(causes.filter((cause) => readRepeatsNote(notes(text), cause) === undefined)).toEqual([]);
    expect(text).toMatch(/^[\w .:/=+@-]+$/);
    expect(text.length).toBeLessThanOrEqual(256);
  });
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
