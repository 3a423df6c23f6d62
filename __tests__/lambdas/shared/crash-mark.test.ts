import { crashNoteText, readCrashMark, readFailedStart } from '../../../lambdas/shared/crash-mark';

const TASK = '0123456789abcdef0123456789abcdef';
const mark = { createdAt: new Date('2026-11-22T20:25:00.123Z'), taskId: TASK, asleep: true, told: ['base', 'leaf'] };
const failedStart = { instanceId: 'i-0123456789abcdef0', taskId: TASK };

test.each([
  [`2026-11-22T20:25:00.123Z ${TASK} asleep base leaf`, mark, undefined],
  [`2026-11-22T20:25:00.123Z ${TASK} asleep base leaf / i-0123456789abcdef0 ${TASK}`, mark, failedStart],
  [`/ i-0123456789abcdef0 ${TASK}`, undefined, failedStart],
])('is read as it was written: %s', (text, crash, start) => {
  expect(crashNoteText(crash, start)).toBe(text);
  expect([readCrashMark(text), readFailedStart(text)]).toEqual([crash, start]);
  expect(text).toMatch(/^[\w .:/=+@-]{1,256}$/);
});

test.each([undefined, '', 'something'])('nothing is read of %p', (text) => {
  expect([readCrashMark(text), readFailedStart(text)]).toEqual([undefined, undefined]);
});
