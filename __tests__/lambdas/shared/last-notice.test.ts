import { lastNoticeText, readLastNotice } from '../../../lambdas/shared/last-notice';

test('reads what was written', () => {
  const notice = { at: new Date('2026-11-22T20:16:00Z'), subject: 'minecraft is ready' };

  expect(lastNoticeText(notice)).toBe('2026-11-22T20:16:00.000Z minecraft is ready');
  expect(readLastNotice(lastNoticeText(notice))).toEqual(notice);
});

test.each([undefined, '', '2026-11-22T20:16:00.000Z'])('reads nothing from %p', (text) => {
  expect(readLastNotice(text)).toBeUndefined();
});
