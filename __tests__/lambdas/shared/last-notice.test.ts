import { lastNoticeText, readLastNotice } from '../../../lambdas/shared/last-notice';

test('reads what was written', () => {
  const notice = { at: new Date('2026-11-22T20:16:00Z'), subject: 'minecraft is ready' };

  expect(lastNoticeText(notice)).toBe('2026-11-22T20:16:00.000Z minecraft is ready');
  expect(readLastNotice(lastNoticeText(notice))).toEqual(notice);
});

test.each([
  ['minecraft has used 80 % of its hours of November', 'minecraft has used 80 percent of its hours of November'],
  ['minecraft, valheim & Co.: "stopped"', 'minecraft valheim Co.: stopped'],
  [`a${'b'.repeat(300)}`, `a${'b'.repeat(199)}`],
])('a tag takes %p as %p', (subject, tagged) => {
  const at = new Date('2026-11-22T20:16:00Z');

  expect(lastNoticeText({ at, subject })).toBe(`2026-11-22T20:16:00.000Z ${tagged}`);
  expect(lastNoticeText({ at, subject })).toMatch(/^[\p{L}\p{N}\p{Z}_.:/=+@-]{1,256}$/u);
});

test.each([undefined, '', '2026-11-22T20:16:00.000Z'])('reads nothing from %p', (text) => {
  expect(readLastNotice(text)).toBeUndefined();
});
